using System.Globalization;
using MlDsl.Testing;
using Scaffolds;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>Estimates of models, held against the labels that they were made without.</summary>
public sealed class ModelEstimatorTests(ITestOutputHelper output)
{
    [FactWith("adult.csv")]
    public void AdultIsEstimatedUnderShifts()
    {
        Split<Adult> split = AdultFile.Split(TestData.File("adult.csv"));
        AdultModel model = AdultModel.Fit(split.Train);
        PerformanceEstimator<Adult.Input, BinaryEstimate> estimator = model.Estimator(split.Validation);
        var (windows, random) = (new Dictionary<string, List<Adult>>(), new Random(5));
        (string Name, Func<Adult, double> Share)[] shifts =
        [
            ("none", static _ => 0.5),
            ("older", static row => Math.Clamp((row.Age - 25) / 50.0, 0, 1)),
            ("women", static row => row.Sex == "Female" ? 1 : 0.1),
            ("long hours", static row => row.HoursPerWeek > 40 ? 1 : 0.15),
            ("schooled", static row => row.Education is "Bachelors" or "Masters" or "Doctorate" or "Prof-school" ? 1 : 0.15),
            ("rich", static row => row.CapitalGain > 50_000 ? 1 : 0),
        ];
        foreach (Adult row in RowsOf(split))
        {
            foreach (var (name, share) in shifts)
                if (random.NextDouble() < share(row)) (windows.TryGetValue(name, out List<Adult>? rows) ? rows : windows[name] = []).Add(row);
        }
        int held = 0, all = 0;
        foreach (var (name, _) in shifts)
        {
            List<Adult> rows = windows[name];
            BinaryEstimate estimate = estimator.Estimate([.. rows.Select(static r => r.ToInput())]);
            BinaryMetrics shown = Training.BinaryEvaluator.Evaluate(
                [.. rows.Select(static r => r.LabelIsOver50K)], [.. rows.Select(r => model.Predict(r.ToInput()).Probability.Value)], model.Threshold, options: new() { Resamples = 0 });
            if (!estimate.IsEstimable)
            {
                output.WriteLine($"{name}, {rows.Count} rows: {estimate}");
                Assert.Equal("rich", name);
                continue;
            }
            Assert.NotEqual("rich", name);
            foreach (NamedMetric metric in estimate.Named)
            {
                double truth = shown.Named.First(m => m.Name == metric.Name).Metric.Value;
                bool isHeld = metric.Metric.Low <= truth && truth <= metric.Metric.High;
                (held, all) = (held + (isHeld ? 1 : 0), all + 1);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {rows.Count} rows, {metric}: labels show {truth:F3}{(isHeld ? "" : ", outside")}"));
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"adult: {held} of {all} held"));
        Assert.Equal(35, all);
        Assert.InRange(held, 24, 35);
    }

    [Fact]
    public void ErrorsOfARegressionAreEstimatedWhereTheyGrow()
    {
        // The spread of a row grows with its number, and the windows have larger ones.
        const int Runs = 30, Rows = 400;
        int held = 0;
        double before = 0, after = 0;
        for (int run = 0; run < Runs; run++)
        {
            var made = new KnownProbabilities(1000 + run);
            Split<Widening> split = Dataset<Widening>.FromRows([.. Enumerable.Range(0, 4000).Select(_ => Draw(made, 0))]).SplitRandom(validation: 0.5, test: 0.1, seed: run);
            WideningModel model = WideningModel.Fit(split.Train);
            Widening[] window = [.. Enumerable.Range(0, Rows).Select(_ => Draw(made, 0.7))];
            RegressionEstimate estimate = model.Estimator(split.Validation, new EstimateOptions { Replicates = 60 }).Estimate([.. window.Select(static r => r.ToInput())]);
            Assert.True(estimate.IsEstimable, estimate.Problem);
            double mae = window.Average(r => Math.Abs(r.Y - model.Predict(r.ToInput()))), rmse = Math.Sqrt(window.Average(r => Math.Pow(r.Y - model.Predict(r.ToInput()), 2)));
            held += (estimate.Mae.Low <= mae && mae <= estimate.Mae.High ? 1 : 0) + (estimate.Rmse.Low <= rmse && rmse <= estimate.Rmse.High ? 1 : 0);
            (before, after) = (before + model.Evaluate(split.Validation, new() { Resamples = 0 }).Mae.Value, after + estimate.Mae.Value);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{held} of {2 * Runs} held, MAE {before / Runs:F3} of validation rows, {after / Runs:F3} estimated"));
        Assert.InRange(held, 50, 60);
        Assert.True(after > 1.2 * before);
    }

    [Fact]
    public void CoverageOfIntervalsIsEstimatedWhereErrorsGrow()
    {
        // Intervals of one width hold 90 of 100 labels of rows as before, and fewer where errors grow.
        const int Runs = 20, Rows = 400;
        int held = 0;
        double before = 0, after = 0, said = 0;
        for (int run = 0; run < Runs; run++)
        {
            var made = new KnownProbabilities(3000 + run);
            Split<Widening> split = Dataset<Widening>.FromRows([.. Enumerable.Range(0, 4000).Select(_ => Draw(made, 0))]).SplitRandom(validation: 0.5, test: 0.1, seed: run);
            WideningIntervalModel model = WideningIntervalModel.Fit(split.Train);
            Widening[] window = [.. Enumerable.Range(0, Rows).Select(_ => Draw(made, 0.7))];
            RegressionEstimate estimate = model.Estimator(split.Validation, new EstimateOptions { Replicates = 40 }).Estimate([.. window.Select(static r => r.ToInput())]);
            Assert.True(estimate.IsEstimable, estimate.Problem);
            double shown = window.Average(r => model.Predict(r.ToInput()).Contains(r.Y) ? 1.0 : 0);
            held += estimate.Coverage.Low <= shown && shown <= estimate.Coverage.High ? 1 : 0;
            (before, after, said) = (before + model.Evaluate(split.Validation, new() { Resamples = 0 }).Intervals!.Coverage.Value, after + shown, said + estimate.Coverage.Value);
            Assert.Equal(window.Average(r => (double)model.Predict(r.ToInput()).Width), estimate.IntervalWidth.Value, 4);
            Assert.Equal(4, estimate.Named.Count);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{held} of {Runs} held, coverage {before / Runs:F3} of validation rows, {said / Runs:F3} estimated, {after / Runs:F3} by labels"));
        Assert.InRange(held, 16, 20);
        Assert.InRange(said / Runs, (after / Runs) - 0.02, (after / Runs) + 0.02);
        Assert.True(after < before - (0.05 * Runs));
    }

    [Fact]
    public void AWindowThatLeavesTheRowsIsNamedByItsFeature()
    {
        var made = new KnownProbabilities(7);
        Split<Widening> split = Dataset<Widening>.FromRows([.. Enumerable.Range(0, 2000).Select(_ => Draw(made, 0))]).SplitRandom(validation: 0.5, test: 0.1, seed: 1);
        PerformanceEstimator<Widening.Input, RegressionEstimate> estimator = WideningModel.Fit(split.Train).Estimator(split.Validation, new EstimateOptions { Replicates = 40 });
        RegressionEstimate far = estimator.Estimate([.. Enumerable.Range(0, 100).Select(_ => Draw(made, 6).ToInput())]);
        Assert.False(far.IsEstimable);
        Assert.Contains("'X'", far.ToString(), StringComparison.Ordinal);
        Assert.Equal("X", far.Support.Farthest);
        Assert.False(far.Mae.IsDefined);
        Assert.Throws<EvaluationException>(() => estimator.Estimate([]));
        Split<Widening> few = Dataset<Widening>.FromRows([.. Enumerable.Range(0, 300).Select(_ => Draw(made, 0))]).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
        Assert.Contains("100 validation rows", Assert.Throws<EvaluationException>(() => WideningModel.Fit(few.Train).Estimator(few.Validation)).Message, StringComparison.Ordinal);
    }

    private static Widening Draw(KnownProbabilities made, double shift)
    {
        double x = made.Normal() + shift;
        return new Widening { X = (float)x, Z = (float)made.Normal(), Y = (float)((3 * x) + (Math.Exp(0.4 * x) * made.Normal())) };
    }

    // The test side shows no rows: those that are neither trained nor validated on.
    private static IEnumerable<Adult> RowsOf(Split<Adult> split)
    {
        HashSet<Adult> used = [.. split.Train.Rows, .. split.Validation.Rows];
        return AdultFile.Read(TestData.File("adult.csv")).Rows.Where(row => !used.Contains(row));
    }
}

[Dataset]
public sealed partial record Widening
{
    [Numeric(Scale = Scale.Standard)] public required float X { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Z { get; init; }
    [Label] public float Y { get; init; }
}

[Model<Widening, Regression>]
public sealed partial class WideningModel;

[Model<Widening, Regression>]
[Intervals(0.9)]
public sealed partial class WideningIntervalModel;
