namespace MlDsl.Monitoring;

/// <summary>
/// All windows together against the reference, looked at after each of them and for ever: e-values of each component, a mixture sequential probability ratio test whose variance carries the
/// reference's size, and of the columns those whose e-values are large for so many.
/// </summary>
/// <remarks>
/// Robbins (1970), "Statistical methods related to the law of the iterated logarithm". The reference's mean is off by a draw of its own that all windows share: under the null the
/// mean of n rows less it varies by 1 / n + 1 / N, and so the ratio of the densities with and without a further draw of the effect is a martingale whatever N is. Columns: e-BH, Wang and Ramdas (2022), "False discovery rate
/// control with e-values", whose first rejection, ever, is as seldom as the mean of all e-values exceeds 1 / rate: under any dependence. Where days vary, the
/// variance between them is taken at its upper bound of 90 %, and as far as days follow each other, as over many of them.
/// </remarks>
internal sealed class TrendTest
{
    // Fewer expected rows of a category than this are not near the normal distribution.
    private const double LeastCounted = 10;

    // The tenth percentile of the standard normal distribution.
    private const double Tenth = -1.2815515655446004;

    private readonly AlarmOptions options;
    private readonly ShiftComponent[] components;
    private readonly BlockMeans? blocks;
    private readonly double[] rows;
    private readonly double[] budgets;

    public TrendTest(ReferenceProfile reference, ShiftComponent[] components, BlockMeans? blocks, AlarmOptions options)
    {
        (this.options, this.components, this.blocks) = (options, components, blocks);
        rows = [.. reference.Columns.Concat(reference.Scores).Select(static column => (double)column.ToCells().Sum())];
        budgets = new double[rows.Length];
        foreach (ShiftComponent component in components) budgets[component.Column] += component.Weight;
    }

    /// <summary>The columns that are not what they were, with the component that says so most, and the logarithms of their e-values; the largest first.</summary>
    public IReadOnlyList<(int Component, double Evidence, double Threshold)> Rejected(IReadOnlyList<TrendEntry> entries)
    {
        var logs = new double[components.Length];
        for (int i = 0; i < logs.Length; i++) logs[i] = Evidence(i, entries);
        var columns = Enumerable.Range(0, components.Length).GroupBy(i => components[i].Column).Select(group =>
        {
            double most = group.Max(i => logs[i]);
            double mean = most + Math.Log(group.Sum(i => components[i].Weight / budgets[group.Key] * Math.Exp(logs[i] - most)));
            return (Component: group.MaxBy(i => logs[i] + Math.Log(components[i].Weight)), Evidence: mean);
        }).OrderByDescending(static column => column.Evidence).ThenBy(static column => column.Component).ToArray();
        for (int kept = columns.Length; kept > 0; kept--)
        {
            double threshold = Math.Log(columns.Length / (options.LifetimeRate * kept));
            if (columns[kept - 1].Evidence >= threshold) return [.. columns.Take(kept).Select(column => (column.Component, column.Evidence, threshold))];
        }
        return [];
    }

    /// <summary>The component that says most of a column.</summary>
    public int Furthest(int column, IReadOnlyList<TrendEntry> entries) =>
        Enumerable.Range(0, components.Length).Where(i => components[i].Column == column).MaxBy(i => Evidence(i, entries) + Math.Log(components[i].Weight));

    /// <summary>The entry that a component's change most likely came with: the one from which on its mean is furthest from the reference's, in deviations.</summary>
    public int Since(int component, IReadOnlyList<TrendEntry> entries)
    {
        double sum = 0, precision = 0, furthest = -1;
        int since = entries.Count - 1;
        for (int i = entries.Count - 1; i >= 0; i--)
        {
            var (mean, own) = Precision(component, entries[i]);
            sum += mean * own;
            precision += own;
            double evidence = precision > 0 ? sum * sum / precision : 0;
            if (evidence > furthest) (furthest, since) = (evidence, i);
        }
        return since;
    }

    // The logarithm of the e-value.
    private double Evidence(int component, IReadOnlyList<TrendEntry> entries)
    {
        int column = components[component].Column;
        if (!components[component].Varies || rows[column] == 0) return 0;
        double sum = 0, precision = 0, seen = 0;
        foreach (TrendEntry entry in entries)
        {
            var (mean, own) = Precision(component, entry);
            sum += mean * own;
            precision += own;
            seen += entry.Rows[column];
        }
        double share = components[component].Share;
        if (precision == 0 || (components[component].IsCount && seen * Math.Min(share, 1 - share) < LeastCounted)) return 0;
        double variance = (1 / precision) + (1 / rows[column]) + OfReference(component), effect = options.Effect * options.Effect, difference = sum / precision;
        if (components[component].Noise is { } noise)
        {
            // As far out as a normal draw of the whole variance would be that is as seldom.
            double z = SignedRoot.Of(difference, variance, noise);
            variance += noise.Variance;
            difference = z * Math.Sqrt(variance);
        }
        return 0.5 * (Math.Log(variance / (variance + effect)) + (difference * difference * effect / (variance * (variance + effect))));
    }

    // The mean of a window's scores, and one over its variance.
    private (double Mean, double Precision) Precision(int component, TrendEntry entry)
    {
        double count = entry.Rows[components[component].Column];
        if (count == 0 || !components[component].IsSeenIn(entry.To - entry.From)) return (0, 0);
        double between = 0, mean = 0;
        if (blocks is not null)
        {
            BlockVariance one = blocks.Of(component, 1, count);
            mean = one.Mean;
            between = one.Between * one.LongRun * Upper(one) / blocks.Blocks(entry.To - entry.From);
        }
        return ((entry.Sums[component] / count) - mean, 1 / ((1 / count) + between));
    }

    private double OfReference(int component)
    {
        if (blocks is null) return 0;
        BlockVariance one = blocks.Of(component, 1, double.PositiveInfinity);
        return one.OfReference * Upper(one);
    }

    private static double Upper(BlockVariance variance) => 1 / StudentScore.Variance(Tenth, variance.Degrees);
}
