using System.Runtime.InteropServices;

namespace MlDsl.Training;

/// <summary>
/// The rows with the smallest hashes of their numbers: a sample without replacement that every order and partition of the rows chooses alike. Of a row
/// it holds what its columns are counted as.
/// </summary>
internal sealed class ProfileSample
{
    private const long MostBytes = 32L << 20;

    private readonly int columns, size;
    private readonly bool isTimed;
    // Twice as many as are kept: they are sorted out whenever the room is full.
    private readonly List<SampledRow> rows = [];
    private ulong bound = ulong.MaxValue;

    /// <param name="columns">The columns of a row.</param>
    /// <param name="isTimed">Whether rows have a time: then more are kept, for blocks of time have few each.</param>
    public ProfileSample(int columns, bool isTimed)
    {
        (this.columns, this.isTimed) = (columns, isTimed);
        size = SizeOf(columns, isTimed);
    }

    /// <summary>The rows that are kept of so many columns at most: a function of the schema alone.</summary>
    public static int SizeOf(int columns, bool isTimed) =>
        (int)Math.Clamp(MostBytes / (32L * Math.Max(columns, 1)), 1024, isTimed ? 32_768 : 8_192);

    /// <summary>Whether the row of this number may be among the kept ones as far as is known.</summary>
    public bool Wants(long number) => RowHash.Mix(unchecked((ulong)number + 1)) < bound;

    /// <summary>Takes in a row that <see cref="Wants"/> told of.</summary>
    public void Add(SampledRow row)
    {
        rows.Add(row);
        if (rows.Count >= 2 * size) Cut();
    }

    /// <summary>The kept rows, by their hashes.</summary>
    public IReadOnlyList<SampledRow> Rows()
    {
        Cut();
        return rows;
    }

    private void Cut()
    {
        ulong[] hashes = [.. rows.Select(static row => row.Hash)];
        hashes.AsSpan().Sort(CollectionsMarshal.AsSpan(rows));
        if (rows.Count <= size) return;
        rows.RemoveRange(size, rows.Count - size);
        bound = rows[^1].Hash;
    }
}

/// <summary>A sampled row.</summary>
/// <param name="hash">The hash of its number.</param>
/// <param name="ticks">Its time; 0 without one.</param>
/// <param name="keys">Of a column of numbers the key of the value in <see cref="NumberSketch"/>; of texts whether there is one.</param>
/// <param name="texts">Of a column of texts the text; null where there is none that may be a category.</param>
internal sealed class SampledRow(ulong hash, long ticks, int[] keys, string?[] texts)
{
    public ulong Hash => hash;

    public long Ticks => ticks;

    public int[] Keys => keys;

    public string?[] Texts => texts;
}
