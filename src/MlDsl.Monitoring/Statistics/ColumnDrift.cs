using System.Collections.Immutable;

namespace MlDsl.Monitoring;

/// <summary>A rate before and now.</summary>
/// <param name="Reference">Its part of the reference's rows, from 0 to 1.</param>
/// <param name="Now">Its part of the window's.</param>
/// <param name="Probability">How likely they differ as much where nothing changed; NaN without rows.</param>
public readonly record struct RateDrift(double Reference, double Now, double Probability);

/// <summary>
/// All statistics of a column or a score in a window. They are to look at: each probability is of one column at one time and of rows that are independent. Whether anything is wrong, <see cref="DriftAlarms"/> say.
/// </summary>
/// <param name="Column">The column or the score.</param>
/// <param name="Kind">Numbers or categories.</param>
public sealed record ColumnDrift(string Column, ColumnProfileKind Kind)
{
    /// <summary>The window's rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Values that are missing.</summary>
    public required RateDrift Missing { get; init; }

    /// <summary>Values that the reference has no bin for.</summary>
    public required RateDrift Unknown { get; init; }

    /// <summary>Pearson's χ² over bins; of categories the unknown ones are one more.</summary>
    public required BinStatistic ChiSquared { get; init; }

    /// <summary>The likelihood ratio over bins.</summary>
    public required BinStatistic G { get; init; }

    /// <summary>The population stability index, without its bias.</summary>
    public required BinStatistic StabilityIndex { get; init; }

    /// <summary>The Jensen–Shannon distance.</summary>
    public required BinStatistic JensenShannon { get; init; }

    /// <summary>Of numbers the Kolmogorov–Smirnov distance at the bins' edges; NaN of categories.</summary>
    public BinStatistic KolmogorovSmirnov { get; init; } = BinStatistics.Unknown;

    /// <summary>Of numbers Wasserstein's distance in the column's unit; NaN of categories.</summary>
    public BinStatistic Wasserstein { get; init; } = BinStatistics.Unknown;

    /// <summary>The same in interquartile ranges of the reference; NaN of categories, and where that range is 0.</summary>
    public double NormalizedWasserstein { get; init; } = double.NaN;

    /// <summary>Of numbers the mean in the reference, by the centres of bins; NaN of categories.</summary>
    public double ReferenceMean { get; init; } = double.NaN;

    /// <summary>The same of the window.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>The statistics of all columns, then of all scores.</summary>
    /// <exception cref="DriftException">The window was counted for another reference.</exception>
    public static ImmutableArray<ColumnDrift> Of(ReferenceProfile reference, ProfileWindow window)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(window);
        ProfileWindows.Check(reference, reference.Hash, window);
        return [.. reference.Columns.Concat(reference.Scores).Select((column, place) => Of(column, window.Cells(place).AsSpan()))];
    }

    private static ColumnDrift Of(ColumnProfile column, ReadOnlySpan<long> window)
    {
        long[] reference = column.ToCells();
        bool isNumber = column.Kind == ColumnProfileKind.Number;
        long[] before = reference[..column.Bins], now = window[..column.Bins].ToArray();
        if (!isNumber) (before, now) = ([.. before, column.Unknown], [.. now, window[column.Bins + 1]]);
        var drift = new ColumnDrift(column.Name, column.Kind)
        {
            Rows = Sum(window),
            Missing = Rate(reference, window, column.Bins),
            Unknown = Rate(reference, window, column.Bins + 1),
            ChiSquared = BinStatistics.ChiSquared(before, now),
            G = BinStatistics.G(before, now),
            StabilityIndex = BinStatistics.StabilityIndex(before, now),
            JensenShannon = BinStatistics.JensenShannon(before, now),
        };
        if (!isNumber) return drift;
        BinStatistic wasserstein = BinStatistics.Wasserstein(before, now, column.Centres.AsSpan());
        double range = Quantile(column, 0.75) - Quantile(column, 0.25);
        return drift with
        {
            KolmogorovSmirnov = BinStatistics.KolmogorovSmirnov(before, now),
            Wasserstein = wasserstein,
            NormalizedWasserstein = range > 0 ? wasserstein.Value / range : double.NaN,
            ReferenceMean = CellMoments.Of(column, reference).Mean,
            Mean = CellMoments.Of(column, window).Mean,
        };
    }

    private static RateDrift Rate(long[] reference, ReadOnlySpan<long> window, int cell)
    {
        double n = Sum(reference), m = Sum(window);
        if (n == 0 || m == 0) return new RateDrift(double.NaN, double.NaN, double.NaN);
        double z = SignedRoot.Of([1, 0], [reference[cell], (long)n - reference[cell]], [window[cell], (long)m - window[cell]], 0, isCount: true);
        return new RateDrift(reference[cell] / n, window[cell] / m, Normal.TwoSided(z));
    }

    // Between the centres of bins, each in the middle of its rows.
    private static double Quantile(ColumnProfile column, double share)
    {
        double rows = column.Counts.Sum(), below = 0, lastPlace = 0, last = double.NaN;
        for (int bin = 0; bin < column.Bins; bin++)
        {
            if (column.Counts[bin] == 0) continue;
            double place = (below + (column.Counts[bin] / 2.0)) / rows;
            if (place >= share) return double.IsNaN(last) ? column.Centres[bin] : last + ((share - lastPlace) / (place - lastPlace) * (column.Centres[bin] - last));
            (lastPlace, last) = (place, column.Centres[bin]);
            below += column.Counts[bin];
        }
        return last;
    }

    private static long Sum(ReadOnlySpan<long> cells)
    {
        long sum = 0;
        foreach (long count in cells) sum += count;
        return sum;
    }
}
