namespace MlDsl.Forecasting;

/// <summary>The levels whose quantiles a forecast tells: the tenths, and both ends of its interval.</summary>
internal sealed class QuantileLevels
{
    private readonly double[] levels;

    public QuantileLevels(double interval)
    {
        Interval = interval;
        // Ends that are tenths are the same levels.
        double low = Math.Round((1 - interval) / 2, 12), high = Math.Round((1 + interval) / 2, 12);
        levels = [.. Enumerable.Range(1, 9).Select(static tenth => tenth / 10.0).Append(low).Append(high).Distinct().Order()];
        Low = Array.IndexOf(levels, low);
        High = Array.IndexOf(levels, high);
        Deciles = [.. Enumerable.Range(1, 9).Select(tenth => Array.IndexOf(levels, tenth / 10.0))];
    }

    /// <summary>The share of values that an interval is made to hold.</summary>
    public double Interval { get; }

    public int Count => levels.Length;

    /// <summary>The fewest errors whose outermost ones are ends of an interval that holds its share.</summary>
    public int Fewest => (int)Math.Ceiling((2 / (1 - Interval)) - 1e-9);

    /// <summary>The place of the interval's lower end.</summary>
    public int Low { get; }

    /// <summary>The place of the interval's upper end.</summary>
    public int High { get; }

    /// <summary>The places of the tenths.</summary>
    public int[] Deciles { get; }

    public double this[int place] => levels[place];

    /// <summary>
    /// The quantiles of sorted numbers that a further one exceeds no more often than the level says: conformal ranks, which are the outermost numbers where there are too few.
    /// </summary>
    /// <param name="sorted">Numbers, ascending; at least one.</param>
    /// <param name="into">As many as there are levels.</param>
    public void Of(ReadOnlySpan<double> sorted, Span<double> into)
    {
        for (int i = 0; i < levels.Length; i++)
        {
            // Below the middle the rank counts from the other end, so that both ends are as careful.
            double rank = levels[i] < 0.5 ? sorted.Length + 1 - Math.Ceiling((1 - levels[i]) * (sorted.Length + 1)) : Math.Ceiling(levels[i] * (sorted.Length + 1));
            into[i] = sorted[(int)Math.Clamp(rank - 1, 0, sorted.Length - 1)];
        }
    }
}
