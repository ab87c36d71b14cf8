namespace MlDsl.Columns;

/// <summary>Distinct values in ascending order, each with how often it occurs.</summary>
internal sealed class SortedValues
{
    private readonly float[] values;
    private readonly long[] counts;

    /// <summary>The given values; equal ones are put together.</summary>
    public SortedValues(List<(float Value, long Count)> pairs)
    {
        pairs.Sort(static (a, b) => a.Value.CompareTo(b.Value));
        List<float> distinct = [];
        List<long> times = [];
        foreach ((float value, long count) in pairs)
        {
            if (distinct.Count > 0 && distinct[^1] == value) times[^1] += count;
            else
            {
                distinct.Add(value);
                times.Add(count);
            }
            Count += count;
        }
        (values, counts) = ([.. distinct], [.. times]);
    }

    /// <summary>How many values there are, repeats included.</summary>
    public long Count { get; }

    /// <summary>The distinct values, ascending.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>How often each of <see cref="Values"/> occurs.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>
    /// The quantile at <paramref name="share"/> (0 to 1) of one value or more: linear between the two order statistics around
    /// (n − 1)·share, the definition of NumPy and scikit-learn (type 7 of Hyndman and Fan, 1996).
    /// </summary>
    public double Quantile(double share)
    {
        double place = (Count - 1) * share;
        long below = (long)Math.Floor(place);
        double lower = At(below);
        double part = place - below;
        return part == 0 ? lower : lower + (At(below + 1) - lower) * part;
    }

    private double At(long rank)
    {
        int i = 0;
        while (rank >= counts[i]) rank -= counts[i++];
        return values[i];
    }
}
