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
        // Both files have writers of their own: only together are rows of one kind.
        Digit[] written = [.. Read("optdigits-train.csv"), .. Read("optdigits-test.csv")];
        Split<Digit> split = Dataset<Digit>.FromRows(written).SplitRandom(validation: 0.35, test: 0.3, seed: 1);
        DigitModel model = DigitModel.Fit(split.Train);
        PerformanceEstimator<Digit.Input, MulticlassEstimate> estimator = model.Estimator(split.Validation);
        HashSet<int[]> used = [.. split.Train.Rows.Select(static row => row.Ink), .. split.Validation.Rows.Select(static row => row.Ink)];
        Digit[] all = [.. written.Where(row => !used.Contains(row.Ink))];
        Assert.Equal(written.Length - used.Count, all.Length);
        double middle = all.Select(static row => row.Ink.Sum()).Order().ElementAt(all.Length / 2);
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
            var (own, of) = Held(name, model, estimator, [.. all.Where(row => random.NextDouble() < share(row))]);
            (held, figures) = (held + own, figures + of);
        }
        output.WriteLine($"digits: {held} of {figures} held");
        Assert.Equal(20, figures);
        Assert.InRange(held, 14, 20);

        // Noise that nobody wrote.
        MulticlassEstimate far = estimator.Estimate([.. Enumerable.Range(0, 200).Select(_ => new Digit.Input { Ink = [.. Enumerable.Range(0, 64).Select(i => random.Next(17))] })]);
        Assert.False(far.IsEstimable);
        output.WriteLine($"digits: noise: {far}");
    }

    [FactWith("optdigits-train.csv")]
    public void OtherWritersAreNoShiftThatProbabilitiesTellOf()
    {
        // The rows look as before, and are read worse: what is as sure as before is wrong more often.
        Split<Digit> split = Dataset<Digit>.FromRows(Read("optdigits-train.csv")).SplitRandom(validation: 0.5, test: 0.1, seed: 1);
        DigitModel model = DigitModel.Fit(split.Train);
        var (held, figures) = Held("other writers", model, model.Estimator(split.Validation), Read("optdigits-test.csv"));
        Assert.Equal(4, figures);
        Assert.InRange(held, 0, 3);
    }

    private static Digit[] Read(string file) => [.. Dataset<Digit>.FromCsv(TestData.File(file), new CsvOptions { HasHeader = false }).Rows];

    private (int Held, int Figures) Held(string name, DigitModel model, PerformanceEstimator<Digit.Input, MulticlassEstimate> estimator, Digit[] rows)
    {
        Digit.Input[] inputs = [.. rows.Select(static row => row.ToInput())];
        MulticlassEstimate estimate = estimator.Estimate(inputs);
        Assert.True(estimate.IsEstimable, estimate.Problem);
        float[] said = new float[rows.Length * 10];
        model.PredictProbabilities(inputs, said);
        MulticlassMetrics shown = MulticlassEvaluator.Evaluate(Array.ConvertAll(rows, static row => row.Value), said, [.. Enumerable.Range(0, 10).Select(static i => $"{i}")], options: new() { Resamples = 0 });
        int held = 0, figures = 0;
        foreach (NamedMetric metric in estimate.Named)
        {
            if (shown.Named.FirstOrDefault(m => m.Name == metric.Name) is not { Name: not null } truth) continue;
            bool isHeld = metric.Metric.Low <= truth.Metric.Value && truth.Metric.Value <= metric.Metric.High;
            (held, figures) = (held + (isHeld ? 1 : 0), figures + 1);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"digits: {name}, {rows.Length} rows, {metric}: labels show {truth.Metric.Value:F3}{(isHeld ? "" : ", outside")}"));
        }
        return (held, figures);
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
