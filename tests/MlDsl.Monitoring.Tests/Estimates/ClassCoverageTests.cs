using System.Globalization;
using MlDsl.Monitoring.Estimates;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>
/// How often intervals of several classes hold what the labels then show, where the probability of each class is known, and how wide they are beside those of one who knows it.
/// MLDSL_CBPE_RUNS is how many windows are drawn, each with validation rows of its own: 2,000 are the figure, 40 unless it says otherwise.
/// </summary>
[Collection(Alone.Name)]
public sealed class ClassCoverageTests(ITestOutputHelper output)
{
    private const int ValidationRows = 12_000;
    private const double Shift = 0.4;
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("MLDSL_CBPE_RUNS") ?? "40", CultureInfo.InvariantCulture);

    [Fact]
    public void IntervalsHoldWhatLabelsShow()
    {
        int[] sizes = Runs >= 1000 ? [200, 1000, 5000] : [200, 1000];
        string[] names = ["log-loss", "Brier", "micro accuracy", "macro accuracy", "macro precision", "macro F1", .. KnownClasses.Names.SelectMany(static name => new[] { "share", "precision", "recall", "F1" }.Select(metric => $"{metric} of {name}"))];
        var seen = sizes.Select(_ => new Seen(names.Length)).ToArray();
        object gate = new();
        // Each run is by itself: in whatever order they end, sums of counts are alike, and those of widths but for their last digits.
        Parallel.For(0, Runs, run =>
        {
            var made = new KnownClasses(run);
            var (said, truly) = made.Rows(ValidationRows, 0);
            MulticlassEstimator estimator = MulticlassEstimator.Of(said, made.Labels(truly), KnownClasses.Names, new EstimateOptions { Seed = (ulong)run });
            for (int size = 0; size < sizes.Length; size++)
            {
                var (estimates, shown, best) = Window(made, estimator, sizes[size]);
                lock (gate) seen[size].Add(estimates, shown, best);
            }
        });
        double least = 1, most = 0, widest = 0;
        for (int size = 0; size < sizes.Length; size++)
        {
            for (int i = 0; i < names.Length; i++)
            {
                double coverage = (double)seen[size].Held[i] / seen[size].Defined[i], width = seen[size].Widths[i] / seen[size].Oracle[i];
                (least, most, widest) = (Math.Min(least, coverage), Math.Max(most, coverage), Math.Max(widest, width));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {sizes[size],5} rows {names[i],-20} coverage {coverage:F3}, width {width:F2} of the oracle's"));
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: cbpe_classes_runs={Runs} cbpe_classes_coverage={least:F3} cbpe_classes_coverage_most={most:F3} cbpe_classes_width={widest:F2}"));
        // Of few runs the chance of the draws is allowed for: five standard deviations at 95 of 100.
        double slack = Runs >= 1000 ? 0 : 5 * Math.Sqrt(0.05 * 0.95 / Runs);
        Assert.InRange(least, 0.93 - slack, 1);
        Assert.InRange(most, 0, 0.98 + slack);
        Assert.InRange(widest, 1, 1.5);
    }

    private static (Metric[] Estimates, double[] Shown, Metric[] Best) Window(KnownClasses made, MulticlassEstimator estimator, int rows)
    {
        var (said, truly) = made.Rows(rows, Shift);
        MulticlassEstimate estimate = estimator.Estimate(said);
        Assert.True(estimate.IsEstimable, estimate.Problem);
        Metric[] estimates =
        [
            estimate.LogLoss, estimate.Brier, estimate.MicroAccuracy, estimate.MacroAccuracy, estimate.MacroPrecision, estimate.MacroF1,
            .. estimate.Classes.SelectMany(static of => new[] { of.Share, of.Precision, of.Recall, of.F1 }),
        ];
        var sums = new ClassSums(Array.ConvertAll(said, static p => p.Value), KnownClasses.Count);
        double[] shown = Drawn(), value = sums.Expected(truly);
        double[][] known = [.. Enumerable.Range(0, 200).Select(_ => Drawn())];
        return (estimates, shown, [.. value.Select((v, i) => StreamDraws.Interval(v, [.. known.Select(k => k[i])], 0.95))]);

        double[] Drawn() => sums.Expected(KnownClasses.Certain(made.Labels(truly)));
    }

    private sealed class Seen(int metrics)
    {
        public int[] Held { get; } = new int[metrics];

        public int[] Defined { get; } = new int[metrics];

        public double[] Widths { get; } = new double[metrics];

        public double[] Oracle { get; } = new double[metrics];

        public void Add(Metric[] estimates, double[] shown, Metric[] best)
        {
            for (int i = 0; i < shown.Length; i++)
            {
                if (double.IsNaN(shown[i])) continue;
                Defined[i]++;
                if (estimates[i].Low <= shown[i] && shown[i] <= estimates[i].High) Held[i]++;
                Widths[i] += estimates[i].High - estimates[i].Low;
                Oracle[i] += best[i].High - best[i].Low;
            }
        }
    }
}
