namespace MlDsl.Training;

/// <summary>The cells of sampled rows, column by column.</summary>
internal sealed class SampleCells
{
    private readonly byte[][] cells;

    /// <summary>Counts the values of sampled rows in the cells of a profile.</summary>
    public SampleCells(ColumnProfile[] columns, ProfileSample sample)
    {
        (Columns, Rows) = (columns, sample.Rows);
        cells = new byte[columns.Length][];
        for (int i = 0; i < columns.Length; i++)
        {
            var finder = new CellFinder(columns[i]);
            byte[] own = cells[i] = new byte[sample.Rows];
            if (columns[i].Kind == ColumnProfileKind.Number) finder.Find(sample.NumbersOf(i), own);
            else finder.Find(sample.TextsOf(i), own);
        }
    }

    /// <summary>The columns' profiles.</summary>
    public ColumnProfile[] Columns { get; }

    /// <summary>The sampled rows.</summary>
    public int Rows { get; }

    /// <summary>The cell of a column in each row.</summary>
    public ReadOnlySpan<byte> Of(int column) => cells[column];
}
