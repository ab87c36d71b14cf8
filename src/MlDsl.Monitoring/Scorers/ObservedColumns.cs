using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>Counts rows in the cells of a reference by what reads their columns.</summary>
internal sealed class ObservedColumns<TInput, TOutput>(WatchedColumns<TInput, TOutput> columns, ReferenceProfile reference) : ISampledModel<TInput, TOutput>
{
    public ReferenceProfile? Reference => reference;

    public ProfileCells? NewCells() => new(reference, columns.Layout());

    public void Write(ProfileBlock block, ProfileLayout layout, ReadOnlySpan<TInput> inputs) => columns.Write(block, layout, inputs);

    public long Count(ProfileCells cells, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs, Span<long> counts)
    {
        // What may throw comes before anything is counted.
        ProfileLayout layout = cells.Layout;
        ProfileBlock block = ProfileBlock.OfThread(layout);
        try
        {
            columns.Write(block, layout, inputs);
            if (cells.HasScores)
            {
                columns.WriteSaid(block, outputs);
                cells.CountScores(block, outputs.Length, counts);
            }
            cells.CountRows(block, inputs.Length, counts);
            return inputs.Length;
        }
        finally
        {
            block.Forget(layout, inputs.Length);
        }
    }
}
