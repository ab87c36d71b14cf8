namespace MlDsl.Kernels;

/// <summary>
/// The places of a strip by the cells of its columns, as batches with rows in lanes look them up: for each dense column a table of 256
/// bytes, masks from the column's first on; for flags the places themselves. Empty where a column has more cells.
/// </summary>
internal sealed class MaskLaneTables
{
    /// <summary>The cells of a table, and the most flags.</summary>
    public const int Cells = 256, MaxFlags = 1024;

    public MaskLaneTables(MaskForest forest, bool isWanted)
    {
        MaskColumn[] dense = forest.Columns.Dense;
        if (!isWanted || forest.Columns.Flags.Length > MaxFlags || dense.Any(static column => column.Cells > Cells)) return;
        int flagLines = 2 * forest.Columns.Flags.Length;
        Tables = new byte[checked(forest.Strips * dense.Length * Cells)];
        Bases = forest.ColumnBases;
        FlagPlaces = new ushort[forest.Strips * (1 + flagLines)];
        for (int strip = 0; strip < forest.Strips; strip++)
        {
            int line = 1;
            for (int i = 0; i < dense.Length; i++, line += dense[i - 1].Cells)
            {
                int number = (strip * dense.Length) + i;
                if (Bases[number] == 0) continue;
                for (int cell = 0; cell < dense[i].Cells; cell++) Tables[(number * Cells) + cell] = (byte)((Place(line + cell) - Bases[number]) / MaskForest.MaskPlaces);
            }
            for (int flag = 0; flag < flagLines; flag++) FlagPlaces[(strip * (1 + flagLines)) + 1 + flag] = Place(line + flag);

            ushort Place(int at) => forest.Places[((long)at * forest.LineLength) + strip];
        }
    }

    /// <summary>Strip after strip, column after column: 256 numbers of masks, counted from the column's first.</summary>
    public byte[] Tables { get; } = [];

    /// <summary>The places of those first masks.</summary>
    public ushort[] Bases { get; } = [];

    /// <summary>Strip after strip: 0, and two places for each flag.</summary>
    public ushort[] FlagPlaces { get; } = [];
}
