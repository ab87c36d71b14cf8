using System.Globalization;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>
/// How often intervals held what labels then showed, and how wide they are beside those of one who knows the probabilities: of each metric in windows of some sizes. MLDSL_CBPE_RUNS is how many
/// windows are drawn, each with validation rows of its own: 2,000 are the figure, 40 unless it says otherwise.
/// </summary>
/// <param name="figure">What the figures are written as.</param>
/// <param name="names">The metrics.</param>
internal sealed class IntervalCoverage(string figure, string[] names)
{
    public static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("MLDSL_CBPE_RUNS") ?? "40", CultureInfo.InvariantCulture);

    /// <summary>The rows of windows: the largest take the time.</summary>
    public static readonly int[] Sizes = Runs >= 1000 ? [200, 1000, 5000] : [200, 1000];

    private readonly Seen[] seen = [.. Sizes.Select(_ => new Seen(names.Length))];

    /// <summary>Counts a window; any number of threads.</summary>
    /// <param name="size">The place of its size.</param>
    /// <param name="estimates">What was estimated.</param>
    /// <param name="shown">What labels show; NaN where they define nothing.</param>
    /// <param name="best">What one who knows the probabilities says.</param>
    public void Add(int size, Metric[] estimates, double[] shown, Metric[] best)
    {
        Seen of = seen[size];
        lock (of)
        {
            for (int i = 0; i < shown.Length; i++)
            {
                if (double.IsNaN(shown[i])) continue;
                of.Defined[i]++;
                if (estimates[i].Low <= shown[i] && shown[i] <= estimates[i].High) of.Held[i]++;
                of.Widths[i] += estimates[i].High - estimates[i].Low;
                of.Oracle[i] += best[i].High - best[i].Low;
            }
        }
    }

    /// <summary>Writes all figures.</summary>
    /// <returns>The least coverage and the largest, and the widest beside the oracle's.</returns>
    public (double Least, double Most, double Widest) Told(ITestOutputHelper output)
    {
        double least = 1, most = 0, widest = 0;
        for (int size = 0; size < seen.Length; size++)
        {
            for (int i = 0; i < names.Length; i++)
            {
                double coverage = (double)seen[size].Held[i] / seen[size].Defined[i], width = seen[size].Widths[i] / seen[size].Oracle[i];
                (least, most, widest) = (Math.Min(least, coverage), Math.Max(most, coverage), Math.Max(widest, width));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Sizes[size],5} rows {names[i],-20} coverage {coverage:F3}, width {width:F2} of the oracle's"));
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: {figure}_runs={Runs} {figure}_coverage={least:F3} {figure}_coverage_most={most:F3} {figure}_width={widest:F2}"));
        return (least, most, widest);
    }

    /// <summary>Writes all figures, and asserts that intervals of 95 % are what they say and not much wider than they must be.</summary>
    public void Check(ITestOutputHelper output)
    {
        var (least, most, widest) = Told(output);
        // Of few runs the chance of the draws is allowed for: five standard deviations at 95 of 100.
        double slack = Runs >= 1000 ? 0 : 5 * Math.Sqrt(0.05 * 0.95 / Runs);
        Assert.InRange(least, 0.93 - slack, 1);
        Assert.InRange(most, 0, 0.98 + slack);
        Assert.InRange(widest, 1, 1.5);
    }

    private sealed class Seen(int metrics)
    {
        public int[] Held { get; } = new int[metrics];

        public int[] Defined { get; } = new int[metrics];

        public double[] Widths { get; } = new double[metrics];

        public double[] Oracle { get; } = new double[metrics];
    }
}
