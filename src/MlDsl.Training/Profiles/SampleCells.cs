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
        var numbers = new float[rows.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            var finder = new CellFinder(columns[i]);
            byte[] own = cells[i] = new byte[rows.Count];
            if (columns[i].Kind == ColumnProfileKind.Number)
            {
                for (int row = 0; row < own.Length; row++) numbers[row] = NumberOf(rows[row].Keys[i]);
                finder.Find(numbers, own);
                continue;
            }
            for (int row = 0; row < own.Length; row++)
                own[row] = (byte)(rows[row].Keys[i] == NumberSketch.Missing ? finder.Missing : rows[row].Texts[i] is { } text ? finder.CellOf(text) : finder.Unknown);
        }
    }

    /// <summary>The columns' profiles.</summary>
    public ColumnProfile[] Columns { get; }

    /// <summary>The sampled rows.</summary>
    public int Rows { get; }

    /// <summary>The cell of a column in each row.</summary>
    public ReadOnlySpan<byte> Of(int column) => cells[column];

    // A value of the bucket, which no edge parts.
    private static float NumberOf(int key) => key switch
    {
        NumberSketch.Missing => float.NaN,
        NumberSketch.Infinite => float.PositiveInfinity,
        _ => NumberSketch.LowerOf(key),
    };
}
