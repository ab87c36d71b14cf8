using MlDsl.Testing;
using MlDsl.Training;
using Scaffolds;
using Xunit.Abstractions;
using ByHand = MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.Tool.Tests;

/// <summary>Drafted records fit and beat their baseline, and are nearly as good as records that were written by hand.</summary>
public sealed class ScaffoldedModelTests(ITestOutputHelper output)
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

    /// <summary>The files of rows, each with the name that its record gets.</summary>
    private static readonly (string File, string Name)[] Files =
    [
        ("adult.csv", "Adult"), ("taxi-fare-train.csv", "TaxiFare"), ("taxi-fare-test.csv", "LaterFare"), ("bike-hour.csv", "BikeHour"), ("optdigits-train.csv", "Digit"), ("optdigits-test.csv", "OtherDigit"),
        ("iris.tsv", "Iris"), ("breast-cancer.tsv", "BreastCancer"), ("detox.tsv", "Detox"), ("ratings.csv", "Ratings"),
    ];

    /// <summary>What is drafted for each file is compiled with the generators as a user's code is, fits, and beats its baseline.</summary>
    [FactWith("adult.csv", "taxi-fare-train.csv", "taxi-fare-test.csv", "bike-hour.csv", "optdigits-train.csv", "optdigits-test.csv", "iris.tsv", "breast-cancer.tsv", "detox.tsv", "ratings.csv")]
    public async Task EveryFileOfRowsHasAModelThatBeatsItsBaseline()
    {
        List<string> problems = [];
        foreach (var (file, name) in Files)
        {
            Answer answer = await CodeFolder.Run("scaffold", TestData.File(file), "--name", name);
            Assert.Equal((0, ""), (answer.Code, answer.Error));
            System.Reflection.Assembly assembly = await DraftedCode.Compile(answer.Output + $$"""

                public static class Trial
                {
                    public static object Run(string path)
                    {
                        var split = {{name}}File.Split(path);
                        return {{name}}Model.Fit(split.Train).Evaluate(split.Validation, new MlDsl.Training.EvaluationOptions { Resamples = 20 });
                    }
                }
                """);
            object metrics = assembly.GetType("Trial", throwOnError: true)!.GetMethod("Run")!.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [TestData.File(file)], null)!;
            if (!Beats(metrics)) problems.Add($"{file}: {metrics}");
        }
        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"seeing: scaffold_ok={Files.Length - problems.Count}/{Files.Length}"));
        Assert.Empty(problems);
    }

    private static bool Beats(object metrics) => metrics switch
    {
        RegressionMetrics regression => regression.Mae.Value < regression.Baseline!.Mae.Value,
        BinaryMetrics binary => binary.RocAuc.Value > binary.Baseline!.RocAuc.Value && binary.LogLoss.Value < binary.Baseline.LogLoss.Value,
        MulticlassMetrics classes => classes.MicroAccuracy.Value > classes.Baseline!.MicroAccuracy.Value,
        _ => false,
    };
}
