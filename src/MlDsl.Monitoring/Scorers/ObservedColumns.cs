using System.Runtime.CompilerServices;
using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>Counts rows in the cells of a reference by what reads their columns.</summary>
internal sealed class ObservedColumns<TInput, TOutput>(WatchedColumns<TInput, TOutput> columns, ReferenceProfile reference) : IObservedModel<TInput, TOutput>
{
    public ReferenceProfile? Reference => reference;

    public ProfileCells? NewCells() => new(reference, columns.Layout());

    public void Count(ProfileCells cells, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs, Span<long> counts)
    {
        // What may throw comes before anything is counted.
        ProfileLayout layout = cells.Layout;
        ProfileBlock block = ProfileBlock.OfThread(layout);
        try
        {
            columns.Write(block, layout, inputs);
            if (cells.HasScores) CountScores(cells, outputs, counts);
            cells.CountRows(block, inputs.Length, counts);
        }
        finally
        {
            block.Forget(layout, inputs.Length);
        }
    }

    private void CountScores(ProfileCells cells, ReadOnlySpan<TOutput> outputs, Span<long> counts)
    {
        Span<float> numbers = stackalloc float[ProfileBlock.MostRows];
        var names = new Names();
        Func<TOutput, float> number = columns.Scores[0].Number!;
        Func<TOutput, string?>? name = columns.Scores.Length > 1 ? columns.Scores[1].Text : null;
        for (int i = 0; i < outputs.Length; i++) (names[i], numbers[i]) = (name?.Invoke(outputs[i]), number(outputs[i]));
        cells.CountScores(numbers[..outputs.Length], ((ReadOnlySpan<string?>)names)[..outputs.Length], counts);
    }

    [InlineArray(ProfileBlock.MostRows)]
    private struct Names
    {
        private string? first;
    }
}
