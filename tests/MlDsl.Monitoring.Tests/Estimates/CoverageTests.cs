using MlDsl.Monitoring.Estimates;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>How often intervals hold what the labels then show, where the probability of each row is known.</summary>
[Collection(Alone.Name)]
public sealed class CoverageTests(ITestOutputHelper output)
{
    private const int ValidationRows = 12_000;
    private const double Shift = 0.5;
    private static readonly Probability Threshold = (Probability)0.5f;

    [Fact]
    public void IntervalsHoldWhatLabelsShow()
    {
        var coverage = new IntervalCoverage("cbpe", ["accuracy", "precision", "recall", "F1", "ROC-AUC", "log-loss", "Brier"]);
        for (int run = 0; run < IntervalCoverage.Runs; run++)
        {
            var made = new KnownProbabilities(run);
            var (said, truly) = made.Rows(ValidationRows, 0);
            BinaryEstimator estimator = BinaryEstimator.Of(said, made.Labels(truly), Threshold, new EstimateOptions { Seed = (ulong)run });
            for (int size = 0; size < IntervalCoverage.Sizes.Length; size++)
            {
                var (estimates, shown, best) = Window(made, estimator, IntervalCoverage.Sizes[size]);
                coverage.Add(size, estimates, shown, best);
            }
        }
        coverage.Check(output);
    }

    private static (Metric[] Estimates, double[] Shown, Metric[] Best) Window(KnownProbabilities made, BinaryEstimator estimator, int rows)
    {
        var (said, truly) = made.Rows(rows, Shift);
        BinaryEstimate estimate = estimator.Estimate(said);
        Assert.True(estimate.IsEstimable, estimate.Problem);
        Metric[] estimates = [estimate.Accuracy, estimate.Precision, estimate.Recall, estimate.F1, estimate.RocAuc, estimate.LogLoss, estimate.Brier];
        Array.Sort(said, truly);
        var sums = new BinarySums(said, Threshold);
        double[] shown = Drawn(), value = new double[BinarySums.Metrics];
        sums.Measure(truly, value);
        double[][] known = [.. Enumerable.Range(0, 200).Select(_ => Drawn())];
        return (estimates, shown, [.. value.Select((v, i) => StreamDraws.Interval(v, [.. known.Select(k => k[i])], 0.95))]);

        double[] Drawn()
        {
            double[] metrics = new double[BinarySums.Metrics];
            sums.Measure(Array.ConvertAll(made.Labels(truly), static y => y ? 1.0 : 0.0), metrics);
            return metrics;
        }
    }
}
