namespace MlDsl.Training;

/// <summary>What was counted of one column.</summary>
internal sealed class ColumnCount(ColumnProfileKind kind)
{
    private const int LatestBits = 8;

    // The numbers that came last, by a hash of their bits: most columns give the same ones again and again.
    private readonly Latest[] latest = kind == ColumnProfileKind.Number ? new Latest[1 << LatestBits] : [];

    /// <summary>Its numbers; null for texts.</summary>
    public NumberSketch? Numbers { get; } = kind == ColumnProfileKind.Number ? new() : null;

    /// <summary>Its texts; null for numbers.</summary>
    public CategorySketch? Texts { get; } = kind == ColumnProfileKind.Category ? new() : null;

    /// <summary>Its distinct numbers.</summary>
    public DistinctSketch Distinct { get; } = new();

    /// <summary>The rows without a value.</summary>
    public long Missing { get; private set; }

    /// <summary>The rows with a value that no bin can be for.</summary>
    public long Unknown { get; private set; }

    /// <summary>Counts rows without a value, and with one that no bin can be for.</summary>
    public void Add(long missing, long unknown) => (Missing, Unknown) = (Missing + missing, Unknown + unknown);

    /// <summary>Counts all that was counted of the same column of other rows.</summary>
    public void Merge(ColumnCount other)
    {
        Numbers?.Merge(other.Numbers!);
        Texts?.Merge(other.Texts!);
        Distinct.Merge(other.Distinct);
        Add(other.Missing, other.Unknown);
    }

    /// <summary>The rows of each cell of a profile that was made of this and of others together.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="isHashed">Whether the profile's texts are counted by buckets.</param>
    public long[] CellsOf(ColumnProfile profile, bool isHashed)
    {
        var cells = new long[profile.Cells];
        if (Numbers is not null)
        {
            var finder = new CellFinder(profile);
            foreach (var (key, count) in Numbers.Buckets()) cells[finder.CellOf(NumberSketch.LowerOf(key))] += count;
        }
        else
        {
            long[] counts = Texts!.CountsOf(profile.Categories, isHashed);
            counts.CopyTo(cells.AsSpan());
            cells[^1] = Texts.Rows - counts.Sum();
        }
        cells[^2] += Missing;
        cells[^1] += Unknown;
        return cells;
    }

    /// <summary>Counts numbers; NaN is missing.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            int bits = BitConverter.SingleToInt32Bits(value);
            // The golden ratio spreads bits (Knuth, "The Art of Computer Programming" 3, 6.4).
            ref Latest last = ref latest[((uint)bits * 0x9E37_79B1) >> (32 - LatestBits)];
            if (last.Bits == bits && last.Page is { } page) page[last.Place]++;
            else Add(value, ref last);
        }
    }

    /// <summary>Counts texts; null is missing.</summary>
    public void Add(ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (text is null) Missing++;
            else if (text.Length > CategorySketch.Longest) Unknown++;
            else Texts!.Add(text);
        }
    }

    private void Add(float value, ref Latest last)
    {
        int key = NumberSketch.KeyOf(value);
        if (key >= 0)
        {
            last = new Latest { Bits = BitConverter.SingleToInt32Bits(value), Place = NumberSketch.PlaceOf(key), Page = Numbers!.PageOf(key) };
            last.Page[last.Place]++;
            Distinct.Add(RowHash.Mix(RowHash.Mix((uint)BitConverter.SingleToInt32Bits(value + 0f))));
        }
        else if (key == NumberSketch.Missing)
        {
            Missing++;
        }
        else
        {
            Unknown++;
        }
    }

    /// <summary>A number that came, and where it is counted; without a page none.</summary>
    private struct Latest
    {
        public int Bits, Place;
        public long[]? Page;
    }
}
