using System.Globalization;
using MathNet.Numerics.Distributions;
using MlDsl.Labels.Tests.Rows;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Labels.Tests.Noise;

/// <summary>
/// A fifth of the labels of real data turned: how many of the first k rows, k as many as were turned, are among them; beside rows at random, and beside the plain margin of the same
/// folds. Intervals are Student's over seeds, of the paired difference.
/// </summary>
public sealed class FlippedLabelsTests(ITestOutputHelper output)
{
    private static readonly LabelNoiseOptions Quick = new() { Evaluation = new() { Resamples = 0 } }, Margin = Quick with { Rounds = 1, Ranking = LabelRanking.NormalizedMargin };

    [TheoryWith("breast-cancer.tsv")]
    [InlineData(false)]
    [InlineData(true)]
    public void FindsTurnedTumours(bool byClass)
    {
        Tumour[] rows = [.. Tumour.Read().FoldsRandom(2, seed: 1).SelectMany(static fold => fold.Validation.Rows)];
        Measured measured = Measure(
            "breast-cancer", byClass, seeds: 10, [.. rows.Select(static row => row.IsMalignant ? 1 : 0)], 2,
            (labels, seed) => Dataset<Tumour>.FromRows([.. rows.Select((row, i) => row with { IsMalignant = labels[i] == 1 })]).FoldsStratified(5, seed),
            static (folds, options) => Order(folds.FindLabelIssues(static train => TumourModel.Fit(train), options)));
        Assert.True(measured.AboveRandom.Low > 0.3 && measured.AboveMargin.Low > 0, $"{measured}");
    }

    [TheoryWith("optdigits-train.csv")]
    [InlineData(false)]
    [InlineData(true)]
    public void FindsTurnedDigits(bool byClass)
    {
        Digit[] rows = [.. Digit.Read().FoldsRandom(2, seed: 1)[0].Validation.Rows];
        Measured measured = Measure(
            "optdigits", byClass, seeds: 4, [.. rows.Select(static row => row.Value)], 10,
            (labels, seed) => Dataset<Digit>.FromRows([.. rows.Select((row, i) => row with { Value = labels[i] })]).FoldsStratified(5, seed),
            static (folds, options) => Order(folds.FindLabelIssues(static train => DigitModel.Fit(train), options)));
        Assert.True(measured.AboveRandom.Low > 0.5 && measured.AboveMargin.Low > 0, $"{measured}");
    }

    [TheoryWith("iris.tsv")]
    [InlineData(false)]
    [InlineData(true)]
    public void FindsTurnedFlowers(bool byClass)
    {
        Iris[] rows = [.. Iris.Read().FoldsRandom(2, seed: 1).SelectMany(static fold => fold.Validation.Rows)];
        Measured measured = Measure(
            "iris", byClass, seeds: 20, [.. rows.Select(static row => (int)row.Species)], 3,
            (labels, seed) => Dataset<Iris>.FromRows([.. rows.Select((row, i) => row with { Species = (Species)labels[i] })]).FoldsStratified(5, seed),
            static (folds, options) => Order(folds.FindLabelIssues(static train => IrisModel.Fit(train), options)));
        Assert.True(measured.AboveRandom.Low > 0.3 && measured.AboveMargin.Low > 0, $"{measured}");
    }

    // Of two classes turned at one rate the margin is the best there is, and nothing is above it; incomes overlap, so that ten to fifteen per cent of right labels look wrong to every model.
    [TheoryWith("adult.csv")]
    [InlineData(false)]
    [InlineData(true)]
    public void FindsTurnedIncomesByClassOnly(bool byClass)
    {
        Adult[] rows = [.. Adult.Read().FoldsRandom(6, seed: 1)[0].Validation.Rows];
        Measured measured = Measure(
            "adult", byClass, seeds: 4, [.. rows.Select(static row => row.IsOver50K ? 1 : 0)], 2,
            (labels, seed) => Dataset<Adult>.FromRows([.. rows.Select((row, i) => row with { IsOver50K = labels[i] == 1 })]).FoldsStratified(5, seed),
            static (folds, options) => Order(folds.FindLabelIssues(static train => AdultModel.Fit(train), options)));
        Assert.True(measured.AboveRandom.Low > 0.2, $"{measured}");
        Assert.True(byClass ? measured.AboveMargin.Low > 0 : measured.AboveMargin.High < 0, $"{measured}");
    }

    private static (int[] Order, double Estimated) Order<TRow, TLabel>(LabelIssues<TRow, TLabel> issues) where TRow : IRow<TRow> =>
        ([.. issues.Rows.Select(static row => (int)row.Number)], issues.Noise.ErrorShare.Value);

    private Measured Measure<TRow>(
        string data, bool byClass, int seeds, int[] labels, int classes, Func<int[], int, Folds<TRow>> make, Func<Folds<TRow>, LabelNoiseOptions, (int[] Order, double Estimated)> order) where TRow : IRow<TRow>
    {
        double[] found = new double[seeds], margin = new double[seeds], random = new double[seeds], estimated = new double[seeds];
        for (int seed = 0; seed < seeds; seed++)
        {
            int[] turned = Flips.Of(labels, classes, byClass, seed + 1);
            bool[] isWrong = [.. turned.Select((label, row) => label != labels[row])];
            int wrong = isWrong.Count(static w => w);
            Folds<TRow> folds = make(turned, seed + 1);
            (int[] suspects, estimated[seed]) = order(folds, Quick);
            found[seed] = suspects.Take(wrong).Count(row => isWrong[row]) / (double)wrong;
            margin[seed] = order(folds, Margin).Order.Take(wrong).Count(row => isWrong[row]) / (double)wrong;
            random[seed] = wrong / (double)labels.Length;
        }
        var measured = new Measured(found.Average(), random.Average(), margin.Average(), Paired(found, random), Paired(found, margin));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"labels: data={data} noise={(byClass ? "by_class" : "uniform")} seeds={seeds} precision_at_k={measured.Found:F3} random={measured.Random:F3} margin={measured.Margin:F3} above_random={measured.AboveRandom.Value:F3}[{measured.AboveRandom.Low:F3},{measured.AboveRandom.High:F3}] above_margin={measured.AboveMargin.Value:F3}[{measured.AboveMargin.Low:F3},{measured.AboveMargin.High:F3}] estimated={estimated.Average():F3}"));
        return measured;
    }

    private static Metric Paired(double[] left, double[] right)
    {
        double[] differences = [.. left.Zip(right, static (a, b) => a - b)];
        double mean = differences.Average(), error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1) / differences.Length);
        double wide = StudentT.InvCDF(0, 1, differences.Length - 1, 0.975) * error;
        return new Metric(mean, mean - wide, mean + wide);
    }

    private sealed record Measured(double Found, double Random, double Margin, Metric AboveRandom, Metric AboveMargin);
}
