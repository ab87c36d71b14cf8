using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>Counts rows in the cells of a reference by what reads their columns.</summary>
internal sealed class ObservedColumns<TInput, TOutput>(WatchedColumns<TInput, TOutput> columns, ReferenceProfile reference) : IObservedModel<TInput, TOutput>
{
    public ReferenceProfile? Reference => reference;

    public ProfileCells? NewCells() => new(reference, [.. columns.Inputs.Select(static input => input.Column)]);

    public void Count(ProfileCells cells, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs, Span<long> counts)
    {
        // Column by column; what may throw comes before anything is counted.
        Span<byte> found = cells.Room();
        for (int column = 0; column < cells.Columns; column++)
        {
            CellFinder finder = cells[column].Finder;
            WatchedColumn<TInput> watched = columns.Inputs[column];
            for (int i = 0, place = column; i < inputs.Length; i++, place += cells.Columns) found[place] = watched.CellOf(inputs[i], finder);
        }
        if (cells.HasScores)
        {
            Span<(byte, byte)> said = stackalloc (byte, byte)[ProfileCells.RowsAtOnce];
            Func<TOutput, float> number = columns.Scores[0].Number!;
            Func<TOutput, string?>? name = columns.Scores.Length > 1 ? columns.Scores[1].Text : null;
            for (int i = 0; i < outputs.Length; i++) said[i] = cells.ScoresOf(name?.Invoke(outputs[i]), number(outputs[i]));
            cells.CountScores(said[..outputs.Length], counts);
        }
        cells.CountRows(found, inputs.Length, counts);
    }
}
