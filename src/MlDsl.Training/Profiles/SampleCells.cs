namespace MlDsl.Training;

/// <summary>The cells of sampled rows, column by column.</summary>
internal sealed class SampleCells
{
    private readonly byte[][] cells;

    /// <summary>Counts the values of sampled rows in the cells of a profile.</summary>
    public SampleCells(ColumnProfile[] columns, IReadOnlyList<SampledRow> rows)
    {
        (Columns, Rows) = (columns, rows.Count);
        cells = new byte[columns.Length][];
        for (int i = 0; i < columns.Length; i++)
        {
            var finder = new CellFinder(columns[i]);
            byte[] own = cells[i] = new byte[rows.Count];
            for (int row = 0; row < own.Length; row++)
            {
                int key = rows[row].Keys[i];
                int cell = key == NumberSketch.Missing ? finder.Missing
                    : key == NumberSketch.Infinite ? finder.Unknown
                    : columns[i].Kind == ColumnProfileKind.Number ? finder.CellOf(NumberSketch.LowerOf(key))
                    : rows[row].Texts[i] is { } text ? finder.CellOf(text) : finder.Unknown;
                own[row] = (byte)cell;
            }
        }
    }

    /// <summary>The columns' profiles.</summary>
    public ColumnProfile[] Columns { get; }

    /// <summary>The sampled rows.</summary>
    public int Rows { get; }

    /// <summary>The cell of a column in each row.</summary>
    public ReadOnlySpan<byte> Of(int column) => cells[column];
}
