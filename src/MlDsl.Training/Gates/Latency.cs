using System.Diagnostics;

namespace MlDsl.Training;

/// <summary>How long predictions take.</summary>
public static class Latency
{
    /// <summary>The fewest calls of which the 99th percentile has an interval whose upper end is a call's time.</summary>
    private const int Fewest = 1000;

    /// <summary>The microseconds that 99 of 100 predictions do not exceed, each of one row, on this machine as it is now.</summary>
    /// <remarks>
    /// The rows are gone through again and again, the first tenth of the calls to warm up. The interval of 95 per cent is one of order statistics: it holds whatever the
    /// times are like, as long as one call does not depend on the other (Conover, "Practical Nonparametric Statistics", 1999, 3.2).
    /// </remarks>
    /// <param name="scorer">The model.</param>
    /// <param name="inputs">Rows as they come; at least one.</param>
    /// <param name="calls">How many calls are timed, at least 1,000.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too few calls.</exception>
    public static Metric P99<TInput, TOutput>(IScorer<TInput, TOutput> scorer, IReadOnlyList<TInput> inputs, int calls = 20_000)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0) throw new ArgumentException("There is no row to time a prediction of; give some as they come", nameof(inputs));
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, Fewest);
        TInput[] rows = [.. inputs];
        var ticks = new long[calls];
        for (int i = -calls / 10; i < calls; i++)
        {
            ref readonly TInput row = ref rows[(i + calls) % rows.Length];
            long begin = Stopwatch.GetTimestamp();
            scorer.Run(in row, out _);
            if (i >= 0) ticks[i] = Stopwatch.GetTimestamp() - begin;
        }
        return Percentile(ticks, 0.99);
    }

    /// <summary>A percentile of times in ticks, in microseconds, with an interval of 95 per cent.</summary>
    internal static Metric Percentile(long[] ticks, double level)
    {
        const double Normal = 1.959963984540054;
        Array.Sort(ticks);
        double middle = ticks.Length * level, spread = Normal * Math.Sqrt(ticks.Length * level * (1 - level));
        return new Metric(At(middle), At(middle - spread), At(middle + spread + 1));

        double At(double rank) => ticks[Math.Clamp((int)Math.Ceiling(rank) - 1, 0, ticks.Length - 1)] * 1e6 / Stopwatch.Frequency;
    }
}
