using MlDsl.Testing;
using MlDsl.Training;
using Scaffolds;
using ByHand = MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.Tool.Tests;

/// <summary>Drafted records fit and beat their baseline, and are nearly as good as records that were written by hand.</summary>
public sealed class ScaffoldedModelTests
{
    private static readonly EvaluationOptions Quick = new() { Resamples = 20 };

    [FactWith("adult.csv")]
    public void Incomes()
    {
        string path = TestData.File("adult.csv");
        Split<Adult> split = AdultFile.Split(path);
        BinaryMetrics drafted = AdultModel.Fit(split.Train).Evaluate(split.Validation, Quick);
        var rows = Dataset<ByHand.Adult>.FromCsv(path, AdultFile.Options).SplitStratified(validation: 0.2, test: 0.2, seed: 1);
        BinaryMetrics written = ByHand.AdultModel.Fit(rows.Train).Evaluate(rows.Validation, Quick);
        Assert.InRange(drafted.RocAuc.Value, written.RocAuc.Value - 0.01, 1);
        Assert.True(drafted.LogLoss.Value < drafted.Baseline!.LogLoss.Value);
    }

    [FactWith("taxi-fare-train.csv")]
    public void Fares()
    {
        string path = TestData.File("taxi-fare-train.csv");
        Split<TaxiFare> split = TaxiFareFile.Split(path);
        RegressionMetrics drafted = TaxiFareModel.Fit(split.Train).Evaluate(split.Validation, Quick);
        var rows = Dataset<ByHand.Trip>.FromCsv(path).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
        RegressionMetrics written = ByHand.TripModel.Fit(rows.Train).Evaluate(rows.Validation, Quick);
        Assert.InRange(drafted.Mae.Value, 0, 1.03 * written.Mae.Value);
        Assert.True(drafted.Mae.Value < drafted.Baseline!.Mae.Value);
    }

    [FactWith("bike-hour.csv")]
    public void Hours() => Beats<BikeHour>(BikeHourFile.Split(TestData.File("bike-hour.csv")), static split => BikeHourModel.Fit(split.Train).Evaluate(split.Validation, Quick));

    [FactWith("ratings.csv")]
    public void Opinions() => Beats<Ratings>(RatingsFile.Split(TestData.File("ratings.csv")), static split => RatingsModel.Fit(split.Train).Evaluate(split.Validation, Quick));

    [FactWith("breast-cancer.tsv")]
    public void Tumours() => Beats<BreastCancer>(BreastCancerFile.Split(TestData.File("breast-cancer.tsv")), static split => BreastCancerModel.Fit(split.Train).Evaluate(split.Validation, Quick));

    [FactWith("detox.tsv")]
    public void Comments() => Beats<Detox>(DetoxFile.Split(TestData.File("detox.tsv")), static split => DetoxModel.Fit(split.Train).Evaluate(split.Validation, Quick));

    [FactWith("iris.tsv")]
    public void Species() => Beats<Iris>(IrisFile.Split(TestData.File("iris.tsv")), static split => IrisModel.Fit(split.Train).Evaluate(split.Validation, Quick));

    [FactWith("optdigits-train.csv")]
    public void Digits() => Beats<Digit>(DigitFile.Split(TestData.File("optdigits-train.csv")), static split => DigitModel.Fit(split.Train).Evaluate(split.Validation, Quick));

    private static void Beats<TRow>(Split<TRow> split, Func<Split<TRow>, RegressionMetrics> measure) where TRow : IRow<TRow>
    {
        RegressionMetrics metrics = measure(split);
        Assert.True(metrics.Mae.Value < metrics.Baseline!.Mae.Value, metrics.ToString());
    }

    private static void Beats<TRow>(Split<TRow> split, Func<Split<TRow>, BinaryMetrics> measure) where TRow : IRow<TRow>
    {
        BinaryMetrics metrics = measure(split);
        Assert.True(metrics.RocAuc.Value > metrics.Baseline!.RocAuc.Value && metrics.LogLoss.Value < metrics.Baseline.LogLoss.Value, metrics.ToString());
    }

    private static void Beats<TRow>(Split<TRow> split, Func<Split<TRow>, MulticlassMetrics> measure) where TRow : IRow<TRow>
    {
        MulticlassMetrics metrics = measure(split);
        Assert.True(metrics.MicroAccuracy.Value > metrics.Baseline!.MicroAccuracy.Value, metrics.ToString());
    }
}
