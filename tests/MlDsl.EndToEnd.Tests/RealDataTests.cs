using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>The whole way on data that nobody here made; the figures to reach are those of scikit-learn on the same columns.</summary>
public sealed class RealDataTests
{
    private static readonly EvaluationOptions Quick = new() { Resamples = 20 };

    [FactWith("taxi-fare-train.csv", "taxi-fare-test.csv")]
    public void PredictsTaxiFaresAsWellAsRidge()
    {
        var split = Dataset<Trip>.FromCsv(TestData.File("taxi-fare-train.csv"))
            .SplitRandom(validation: 0, test: Dataset<Trip>.FromCsv(TestData.File("taxi-fare-test.csv")), seed: 1);
        RegressionMetrics metrics = TripModel.Fit(split.Train).Assess(split.Test, Quick).Metrics;
        Assert.Equal(100_000, metrics.Rows);
        // scikit-learn's Ridge on the same columns: R² 0.696, MAE 0.874.
        Assert.InRange(metrics.RSquared.Value, 0.69, 0.70);
        Assert.InRange(metrics.Mae.Value, 0.86, 0.89);
    }

    [FactWith("adult.csv")]
    public void RanksIncomesAsWellAsLogisticRegression()
    {
        var options = new CsvOptions { Trim = true, Missing = ["", "?"] };
        var split = Dataset<Adult>.FromCsv(TestData.File("adult.csv"), options).SplitStratified(validation: 0, test: 0.2, seed: 3);
        AdultModel model = AdultModel.Fit(split.Train);
        BinaryMetrics metrics = model.Assess(split.Test, Quick).Metrics;
        // scikit-learn's LogisticRegression on a random 80/20: AUC 0.905, log-loss 0.322.
        Assert.InRange(metrics.RocAuc.Value, 0.90, 0.93);
        Assert.InRange(metrics.LogLoss.Value, 0.29, 0.335);
        Assert.Equal(["ethnicity", "sex"], metrics.Slices.Select(static s => s.Column).Distinct().Order());
        Assert.True(metrics.RocAuc.Value > metrics.Baseline!.RocAuc.Value + 0.3);
    }

    [FactWith("optdigits-train.csv", "optdigits-test.csv")]
    public void ReadsDigitsAsWellAsSoftmax()
    {
        var options = new CsvOptions { HasHeader = false };
        var split = Dataset<Digit>.FromCsv(TestData.File("optdigits-train.csv"), options)
            .SplitRandom(validation: 0, test: Dataset<Digit>.FromCsv(TestData.File("optdigits-test.csv"), options), seed: 1);
        DigitModel model = DigitModel.Fit(split.Train);
        Assert.Equal(Enumerable.Range(0, 10), model.Classes.ToArray());
        // scikit-learn's softmax on standardised pixels: accuracy 0.950.
        Assert.InRange(model.Assess(split.Test, Quick).Metrics.MicroAccuracy.Value, 0.945, 0.97);
    }

    [FactWith("bike-hour.csv")]
    public void PredictsLaterHoursFromEarlierOnes()
    {
        var split = Dataset<BikeHour>.FromCsv(TestData.File("bike-hour.csv")).SplitByTime(validation: 0, test: 0.2, embargo: TimeSpan.FromDays(1));
        Assert.True(split.Train.Rows.Max(static row => row.Day) + TimeSpan.FromDays(1) <= split.Description.TestFrom);
        BikeModel model = BikeModel.Fit(split.Train);
        RegressionMetrics metrics = model.Assess(split.Test, Quick).Metrics;
        Assert.InRange(metrics.RSquared.Value, 0.6, 0.95);
        Assert.True(metrics.PoissonDeviance.Value < metrics.Baseline!.PoissonDeviance.Value / 2);
        Assert.DoesNotContain(BikeHour.Schema.Inputs, static column => column.Name is "casual" or "registered" or "cnt" or "instant");
    }

    [FactWith("detox.tsv")]
    public void TellsHostileCommentsFromOthers()
    {
        var folds = Dataset<Comment>.FromCsv(TestData.File("detox.tsv"), new CsvOptions { Quote = null }).FoldsStratified(5, seed: 5);
        CrossValidation<BinaryMetrics> result = CommentModel.CrossValidate(folds, options: Quick);
        // scikit-learn's TfidfVectorizer of words and pairs with logistic regression: 0.782 over ten shuffles, 0.012 between them.
        Assert.InRange(result.Summary.Single(static m => m.Name == "ROC-AUC").Mean, 0.74, 0.83);
    }

    [FactWith("iris.tsv")]
    public void NamesSpeciesByEnumMember()
    {
        var split = Dataset<Iris>.FromCsv(TestData.File("iris.tsv")).SplitStratified(validation: 0.2, test: 0.2, seed: 5);
        IrisModel model = IrisModel.Fit(split.Train);
        Assert.InRange(model.Evaluate(split.Validation, Quick).MicroAccuracy.Value, 0.9, 1);
        var input = new Iris.Input { SepalLength = 5.1f, SepalWidth = 3.5f, PetalLength = 1.4f, PetalWidth = 0.2f };
        ClassPrediction<Species> prediction = model.Predict(in input);
        Assert.Equal(Species.Setosa, prediction.Label);
        Span<float> room = stackalloc float[model.Classes.Length];
        ClassScores<Species> scores = model.Predict(in input, room);
        Assert.Equal(Species.Setosa, scores.Best);
        Assert.Equal(scores.BestProbability, prediction.Probability);
        Assert.InRange(scores[Species.Setosa].Value, 0.95f, 1f);
        Assert.InRange(scores[Species.Setosa].Value + scores[Species.Versicolor].Value + scores[Species.Virginica].Value, 0.99999f, 1.00001f);
    }
}
