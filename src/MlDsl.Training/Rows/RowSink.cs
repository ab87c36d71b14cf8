namespace MlDsl.Training;

/// <summary>
/// Gathers one row's features for a block: sorts positions that come out of order and sums those that come twice, as hashed
/// text does.
/// </summary>
internal struct RowSink() : IFeatureSink
{
    private int[] positions = new int[64];
    private float[] values = new float[64];
    private int count, last = -1;
    private bool isSorted = true;

    public void Add(int position, float value)
    {
        if (count == positions.Length) Grow();
        isSorted &= position > last;
        last = position;
        positions[count] = position;
        values[count++] = value;
    }

    public void Clear()
    {
        (count, last) = (0, -1);
        isSorted = true;
    }

    /// <summary>The position of the first value that is infinite, or NaN where none may be; null when all are as they should be.</summary>
    /// <param name="missing">The positions at which NaN is a missing value, ascending.</param>
    public readonly int? FirstNotFinite(ReadOnlySpan<int> missing) =>
        FeatureTraits.FirstNotFinite(positions.AsSpan(0, count), values.AsSpan(0, count), missing) is >= 0 and var place ? positions[place] : null;

    /// <summary>The position that adds most to a score with <paramref name="weights"/>; null where there is none.</summary>
    public readonly int? MostWeighty(ReadOnlySpan<float> weights)
    {
        int most = -1;
        for (int i = 0; i < count; i++)
            if (most < 0 || weights[positions[i]] * values[i] > weights[positions[most]] * values[most]) most = i;
        return most < 0 ? null : positions[most];
    }

    /// <summary>The position of each entry.</summary>
    public readonly ReadOnlySpan<int> Positions => positions.AsSpan(0, count);

    /// <summary>The value of each entry.</summary>
    public readonly ReadOnlySpan<float> Values => values.AsSpan(0, count);

    /// <summary>Brings the entries into the order of their positions, each once: those that came twice as their sum.</summary>
    public void Combine()
    {
        if (isSorted) return;
        (count, isSorted) = (FeatureEntries.Combine(positions.AsSpan(0, count), values.AsSpan(0, count)), true);
    }

    private void Grow()
    {
        Array.Resize(ref positions, count * 2);
        Array.Resize(ref values, positions.Length);
    }

    public void MoveTo(FeatureBlockBuilder builder)
    {
        Combine();
        builder.Add(Positions, Values);
    }
}
