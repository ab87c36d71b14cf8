using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>Written digits under shifts of what is written, held against the labels that estimates were made without.</summary>
public sealed class DigitEstimateTests(ITestOutputHelper output)
{
    [FactWith("optdigits-train.csv")]
    public void DigitsAreEstimatedUnderShifts()
    {
        Split<Digit> split = Dataset<Digit>.FromCsv(TestData.File("optdigits-train.csv"), new CsvOptions { HasHeader = false }).SplitRandom(validation: 0.5, test: 0.1, seed: 1);
        DigitModel model = DigitModel.Fit(split.Train);
        PerformanceEstimator<Digit.Input, MulticlassEstimate> estimator = model.Estimator(split.Validation);
        Digit[] all = [.. Dataset<Digit>.FromCsv(TestData.File("optdigits-test.csv"), new CsvOptions { HasHeader = false }).Rows];
        double[] ink = [.. all.Select(static row => (double)row.Ink.Sum())];
        double middle = ink.Order().ElementAt(ink.Length / 2);
        var random = new Random(5);
        (string Name, Func<Digit, double> Share)[] shifts =
        [
            ("none", static _ => 0.8),
            ("much ink", row => row.Ink.Sum() > middle ? 1 : 0.15),
            ("little ink", row => row.Ink.Sum() <= middle ? 1 : 0.15),
            ("ink at the left", static row => Enumerable.Range(0, 64).Sum(i => i % 8 < 4 ? row.Ink[i] : -row.Ink[i]) > 0 ? 1 : 0.2),
            ("ink above", static row => row.Ink[..32].Sum() > row.Ink[32..].Sum() ? 1 : 0.2),
        ];
        int held = 0, figures = 0;
        foreach (var (name, share) in shifts)
        {
            Digit[] rows = [.. all.Where(row => random.NextDouble() < share(row))];
            MulticlassEstimate estimate = estimator.Estimate([.. rows.Select(static row => row.ToInput())]);
            if (!estimate.IsEstimable)
            {
                output.WriteLine($"digits: {name}, {rows.Length} rows: {estimate}");
                continue;
            }
            float[] said = new float[rows.Length * 10];
            model.PredictProbabilities([.. rows.Select(static row => row.ToInput())], said);
            MulticlassMetrics shown = MulticlassEvaluator.Evaluate(Array.ConvertAll(rows, static row => row.Value), said, [.. Enumerable.Range(0, 10).Select(static i => $"{i}")], options: new() { Resamples = 0 });
            foreach (NamedMetric metric in estimate.Named)
            {
                if (shown.Named.FirstOrDefault(m => m.Name == metric.Name) is not { Name: not null } truth) continue;
                bool isHeld = metric.Metric.Low <= truth.Metric.Value && truth.Metric.Value <= metric.Metric.High;
                (held, figures) = (held + (isHeld ? 1 : 0), figures + 1);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"digits: {name}, {rows.Length} rows, {metric}: labels show {truth.Metric.Value:F3}{(isHeld ? "" : ", outside")}"));
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"digits: {held} of {figures} held"));
        Assert.True(figures >= 4);

        // Noise that nobody wrote.
        MulticlassEstimate far = estimator.Estimate([.. Enumerable.Range(0, 200).Select(_ => new Digit.Input { Ink = [.. Enumerable.Range(0, 64).Select(i => random.Next(17))] })]);
        Assert.False(far.IsEstimable);
        output.WriteLine($"digits: noise: {far}");
    }
}

/// <summary>A written digit: 8 × 8 counts of ink, 0 to 16, and which digit it is.</summary>
[Dataset]
public sealed partial record Digit
{
    [Numeric(Length = 64, Scale = Scale.Standard)] public required int[] Ink { get; init; }
    [Label] public int Value { get; init; }
}

[Model<Digit, MulticlassClassification>]
[LogisticRegression(L2 = 3e-4)]
public sealed partial class DigitModel;
