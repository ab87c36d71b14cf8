namespace MlDsl.Training;

/// <summary>The values of some rows as they are profiled, column by column: rows are written one by one, and counted column by column, which is then the same work again and again.</summary>
internal sealed class ProfileBlock
{
    /// <summary>The rows of a block at most.</summary>
    public const int MostRows = 64;

    [ThreadStatic]
    private static ProfileBlock? own;

    /// <summary>A block without rows.</summary>
    public ProfileBlock(ProfileLayout layout)
    {
        Numbers = new float[layout.Numbers * MostRows];
        Texts = new string?[layout.Texts * MostRows];
        Cells = new byte[layout.Columns.Length * MostRows];
        Masks = new ulong[layout.Masks];
    }

    /// <summary>The numbers, <see cref="MostRows"/> of each such column; NaN is missing.</summary>
    public float[] Numbers { get; }

    /// <summary>The texts in the same manner; null is missing.</summary>
    public string?[] Texts { get; }

    /// <summary>The numbers, or the probabilities, that were said of the rows.</summary>
    public float[] SaidNumbers { get; } = new float[MostRows];

    /// <summary>The classes that were; null where numbers are predicted.</summary>
    public string?[] SaidNames { get; } = new string?[MostRows];

    /// <summary>Room for the cell of each value, <see cref="MostRows"/> of each column.</summary>
    public byte[] Cells { get; }

    /// <summary>Room for the rows of each coarse group of a column, a bit for each.</summary>
    public ulong[] Masks { get; }

    /// <summary>A block with room enough: this thread's until it asks again.</summary>
    public static ProfileBlock OfThread(ProfileLayout layout)
    {
        if (own is not { } block || block.Numbers.Length < layout.Numbers * MostRows || block.Texts.Length < layout.Texts * MostRows || block.Cells.Length < layout.Columns.Length * MostRows || block.Masks.Length < layout.Masks)
            own = block = new ProfileBlock(layout);
        return block;
    }

    /// <summary>Lets go of the texts of so many rows, which may be large, and nobody else's by now.</summary>
    public void Forget(ProfileLayout layout, int rows)
    {
        for (int i = 0; i < layout.Texts; i++) Array.Clear(Texts, i * MostRows, rows);
        Array.Clear(SaidNames, 0, rows);
    }
}
