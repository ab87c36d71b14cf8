using MlDsl.Monitoring.Estimates;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>How often intervals of several classes hold what the labels then show, where the probability of each class is known.</summary>
[Collection(Alone.Name)]
public sealed class ClassCoverageTests(ITestOutputHelper output)
{
    private const int ValidationRows = 12_000;
    private const double Shift = 0.4;

    [Fact]
    public void IntervalsHoldWhatLabelsShow() => Run("cbpe_classes", beyond: 0).Check(output);

    // The classes depend on a number that the model does not know and that moves as the others do: what a probability means changes, and the estimate cannot tell.
    [Fact]
    public void WhereMoreThanTheScoreTellsTheClassTheyHoldItLessOften()
    {
        var (least, _, _) = Run("cbpe_classes_beyond", beyond: 0.7).Told(output);
        Assert.InRange(least, 0, 0.9);
    }

    private static IntervalCoverage Run(string figure, double beyond)
    {
        string[] names = ["log-loss", "Brier", "micro accuracy", "macro accuracy", "macro precision", "macro F1", .. KnownClasses.Names.SelectMany(static name => new[] { "share", "precision", "recall", "F1" }.Select(metric => $"{metric} of {name}"))];
        var coverage = new IntervalCoverage(figure, names);
        // Each run is by itself: in whatever order they end, sums of counts are alike, and those of widths but for their last digits.
        Parallel.For(0, IntervalCoverage.Runs, run =>
        {
            var made = new KnownClasses(run) { Beyond = beyond };
            var (said, truly) = made.Rows(ValidationRows, 0);
            MulticlassEstimator estimator = MulticlassEstimator.Of(said, made.Labels(truly), KnownClasses.Names, new EstimateOptions { Seed = (ulong)run });
            for (int size = 0; size < IntervalCoverage.Sizes.Length; size++)
            {
                var (estimates, shown, best) = Window(made, estimator, IntervalCoverage.Sizes[size]);
                coverage.Add(size, estimates, shown, best);
            }
        });
        return coverage;
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
}
