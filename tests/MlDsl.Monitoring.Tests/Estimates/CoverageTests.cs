using System.Globalization;
using MlDsl.Monitoring.Estimates;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>
/// How often intervals hold what the labels then show, where the probability of each row is known, and how wide they are beside those of one who knows it. MLDSL_CBPE_RUNS is how
/// many windows are drawn, each with validation rows of its own: 2,000 are the figure, 40 unless it says otherwise.
/// </summary>
[Collection(Alone.Name)]
public sealed class CoverageTests(ITestOutputHelper output)
{
    private const int ValidationRows = 12_000;
    private const double Shift = 0.5;
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("MLDSL_CBPE_RUNS") ?? "40", CultureInfo.InvariantCulture);
    private static readonly Probability Threshold = (Probability)0.5f;

    [Fact]
    public void IntervalsHoldWhatLabelsShow()
    {
        int[] sizes = Runs >= 1000 ? [200, 1000, 5000] : [200, 1000];
        double least = 1, most = 0, widest = 0;
        int[][] held = [.. sizes.Select(static _ => new int[BinarySums.Metrics])], defined = [.. sizes.Select(static _ => new int[BinarySums.Metrics])];
        double[][] widths = [.. sizes.Select(static _ => new double[BinarySums.Metrics])], oracle = [.. sizes.Select(static _ => new double[BinarySums.Metrics])];
        for (int run = 0; run < Runs; run++)
        {
            var made = new KnownProbabilities(run);
            var (said, truly) = made.Rows(ValidationRows, 0);
            BinaryEstimator estimator = BinaryEstimator.Of(said, made.Labels(truly), Threshold, new EstimateOptions { Seed = (ulong)run });
            for (int size = 0; size < sizes.Length; size++) Window(made, estimator, sizes[size], held[size], defined[size], widths[size], oracle[size]);
        }
        string[] names = ["accuracy", "precision", "recall", "F1", "ROC-AUC", "log-loss", "Brier"];
        for (int size = 0; size < sizes.Length; size++)
        {
            for (int i = 0; i < names.Length; i++)
            {
                double coverage = (double)held[size][i] / defined[size][i], width = widths[size][i] / oracle[size][i];
                (least, most, widest) = (Math.Min(least, coverage), Math.Max(most, coverage), Math.Max(widest, width));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {sizes[size],5} rows {names[i],-10} coverage {coverage:F3}, width {width:F2} of the oracle's"));
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: cbpe_runs={Runs} cbpe_coverage={least:F3} cbpe_coverage_most={most:F3} cbpe_width={widest:F2}"));
        // Of few runs the chance of the draws is allowed for: five standard deviations at 95 of 100.
        double slack = Runs >= 1000 ? 0 : 5 * Math.Sqrt(0.05 * 0.95 / Runs);
        Assert.InRange(least, 0.93 - slack, 1);
        Assert.InRange(most, 0, 0.98 + slack);
        Assert.InRange(widest, 1, 1.5);
    }

    private static void Window(KnownProbabilities made, BinaryEstimator estimator, int rows, int[] held, int[] defined, double[] widths, double[] oracle)
    {
        var (said, truly) = made.Rows(rows, Shift);
        BinaryEstimate estimate = estimator.Estimate(said);
        Assert.True(estimate.IsEstimable, estimate.Problem);
        Metric[] estimates = [estimate.Accuracy, estimate.Precision, estimate.Recall, estimate.F1, estimate.RocAuc, estimate.LogLoss, estimate.Brier];
        Array.Sort(said, truly);
        var sums = new BinarySums(said, Threshold);
        double[] shown = Drawn(), value = new double[BinarySums.Metrics];
        sums.Measure(truly, value);
        double[][] known = new double[200][];
        for (int i = 0; i < known.Length; i++) known[i] = Drawn();
        for (int i = 0; i < value.Length; i++)
        {
            if (double.IsNaN(shown[i])) continue;
            defined[i]++;
            if (estimates[i].Low <= shown[i] && shown[i] <= estimates[i].High) held[i]++;
            Metric best = StreamDraws.Interval(value[i], [.. known.Select(k => k[i])], 0.95);
            widths[i] += estimates[i].High - estimates[i].Low;
            oracle[i] += best.High - best.Low;
        }

        double[] Drawn()
        {
            double[] metrics = new double[BinarySums.Metrics];
            sums.Measure(Array.ConvertAll(made.Labels(truly), static y => y ? 1.0 : 0.0), metrics);
            return metrics;
        }
    }
}
