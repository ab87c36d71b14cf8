using System.Runtime.InteropServices;
using MlDsl.Boosting;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.XGBoost.Tests;

/// <summary>What cannot be trained, or not on this machine, is said with the way out.</summary>
public sealed class RefusalTests
{
    private const string Library = "libxgboost.so.0";

    private static readonly XGBoostOptions Options = new() { Trees = 3 };

    [TheoryWith(Library)]
    [InlineData(TargetKind.Value, 0, 5f, 5f, "The label of all 200 training rows is 5")]
    [InlineData(TargetKind.TwoClasses, 2, 1f, 1f, "Class 0 of 0 to 1 has no training row")]
    [InlineData(TargetKind.Classes, 3, 0f, 2f, "Class 1 of 0 to 2 has no training row")]
    [InlineData(TargetKind.Value, 0, float.NaN, 1f, "The label NaN of training row 1 must be a finite number")]
    [InlineData(TargetKind.Classes, 3, 0f, 3f, "The label 3 of training row 2 must be a class index from 0 to 2")]
    [InlineData(TargetKind.Relevance, 0, 0f, 32f, "The label 32 of training row 2 must be a grade from 0 to 31")]
    [InlineData(TargetKind.Relevance, 0, 0f, 1f, "The rows have no groups")]
    public void Labels(TargetKind target, int classes, float even, float odd, string problem) => AssertRefused(Options, Problem(target, classes, even, odd), problem);

    [TheoryWith(Library)]
    [InlineData(XGBoostLoss.Poisson, -1f, "must not be negative for XGBoostLoss.Poisson")]
    [InlineData(XGBoostLoss.Tweedie, -1f, "must not be negative for XGBoostLoss.Tweedie")]
    [InlineData(XGBoostLoss.Gamma, 0f, "must be above 0 for XGBoostLoss.Gamma; use XGBoostLoss.Tweedie")]
    public void LabelsOutsideTheLoss(XGBoostLoss loss, float label, string problem) => AssertRefused(Options with { Loss = loss }, Problem(TargetKind.Value, 0, 1, label), problem);

    [FactWith(Library)]
    public void WeightsAndFeatures()
    {
        AssertRefused(Options, Problem(TargetKind.Value, 0, 1, 2, weight: 0), "No training row has a weight above 0");
        AssertRefused(Options, Problem(TargetKind.Value, 0, 1, 2, weight: -1), "The weight -1 of training row 1 must be finite and not negative");
        AssertRefused(Options with { RowShare = 0.001 }, Problem(TargetKind.Value, 0, 1, 2), "A share of 0.001 of 200 rows is less than one row for a tree");
        AssertRefused(Options, Problem(TargetKind.Value, 0, 1, 2, feature: float.PositiveInfinity), "The feature at position 0 of training row 2 is infinite");
        var builder = new FeatureBlockBuilder();
        builder.EndRow(1);
        AssertRefused(Options, new TrainingProblem { Rows = new HeldDesign(0, [builder.Build()]), Target = TargetKind.Value }, "There are no features");
    }

    [FactWith(Library)]
    public void QueriesThatTeachNoOrder()
    {
        Rows rows = Rows.Make(240, 1, TargetKind.Relevance);
        TrainingProblem problem = rows.Problem(TargetKind.Relevance);
        AssertRefused(Options, problem with { Rows = Rows.Alone(rows).Design() }, "No query of the 240 has rows to learn from of two grades");
        AssertRefused(Options with { EarlyStopping = 3 }, problem with { Held = new HeldRowSet([0], [rows.Groups[0]]), Loss = static (in ScoredRows _) => 0 }, "would be held back in part to stop by");
    }

    [FactWith(Library)]
    public void OptionsThatDoNotGoTogether()
    {
        AssertMisused(Options with { Loss = XGBoostLoss.Absolute }, TargetKind.TwoClasses, "Loss = Absolute is for labels that are numbers");
        AssertMisused(Options with { RankingLoss = XGBoostRankingLoss.Pairwise }, TargetKind.TwoClasses, "RankingLoss = Pairwise is for ranks");
        AssertMisused(Options with { ClassWeights = ClassWeights.Balanced }, TargetKind.Value, "ClassWeights is for classes");
        AssertMisused(Options with { ClassWeights = ClassWeights.Balanced }, TargetKind.Relevance, "ClassWeights is for classes");
        AssertMisused(Options with { MaxDepth = 0 }, TargetKind.Value, "MaxDepth = 0 and Leaves = 0");
        AssertMisused(Options with { Boosting = XGBoostBoosting.Dart, EarlyStopping = 5 }, TargetKind.Value, "those of Boosting = Dart go together");
        AssertMisused(Options with { BaseScore = 1 }, TargetKind.TwoClasses, "BaseScore = 1 is no probability");
        AssertMisused(Options with { BaseScore = 0, Loss = XGBoostLoss.Gamma }, TargetKind.Value, "BaseScore = 0 has no logarithm, which reg:gamma predicts");
        AssertMisused(Options with { Parameters = "no_such_thing=1" }, TargetKind.Value, "XGBoost does not use the parameters \"no_such_thing\"");
        Assert.Contains("XGBoost reports: ", Assert.Throws<XGBoostException>(() => (Options with { Parameters = "colsample_bylevel=7" })
            .Train(Problem(TargetKind.Value, 0, 1, 2), new TrainingControl())).Message, StringComparison.Ordinal);
        Assert.Contains("reg:quantileerror from version 2.0 on", Assert.Throws<XGBoostException>(() => (Options with { Loss = XGBoostLoss.Quantile })
            .Train(Problem(TargetKind.Value, 0, 1, 2), new TrainingControl())).Message, StringComparison.Ordinal);
    }

    [FactWith(Library)]
    public void IntervalsBetweenQuantilesNeedALibraryThatLearnsThem()
    {
        var rounds = new List<TrainingProgress>();
        var control = new TrainingControl { Progress = new Heard(rounds) };
        Assert.Contains(
            "reg:quantileerror from version 2.0 on",
            Assert.Throws<XGBoostException>(() => FlatModel.Fit(Dataset<Flat>.FromRows(Enumerable.Range(0, 500).Select(static i => new Flat { Rooms = i % 7, Rent = i })).SplitRandom(0.2, 0.2, seed: 1).Train, control: control)).Message, StringComparison.Ordinal);
        Assert.Empty(rounds);
        var low = (XGBoostOptions)(Options with { BaseScore = 0.5, Loss = XGBoostLoss.Gamma }).ForQuantile(0.1);
        Assert.Equal((XGBoostLoss.Quantile, 0.1, double.NaN, Options.Trees), (low.Loss, low.QuantileLevel, low.BaseScore, low.Trees));
    }

    private sealed class Heard(List<TrainingProgress> rounds) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => rounds.Add(value);
    }

    [FactWith(Library)]
    public void ModelsThatItDoesNotGoOnFrom()
    {
        TrainingProblem problem = Problem(TargetKind.Value, 0, 1, 2);
        Predictor own = Options.Train(problem, new TrainingControl()).Predictor;
        AssertMisused(Options, problem with { Parent = new LinearRegressionOptions().Train(problem, new TrainingControl()).Predictor }, "XGBoost goes on from boosted trees of its own");
        AssertMisused(Options with { Boosting = XGBoostBoosting.Dart }, problem with { Parent = own }, "Boosting = Dart go together");
        AssertMisused(Options with { BaseScore = 0.5 }, problem with { Parent = own }, "BaseScore is one of its own");
        AssertMisused(Options, Problem(TargetKind.Classes, 2, 0, 1) with { Parent = own }, "The model has 1 scores of 1 positions, and the rows have 1 for 2");
    }

    [Theory]
    [InlineData("max_leaves=3", "set by Leaves")]
    [InlineData("reg_lambda=0.1", "set by L2")]
    [InlineData("n_jobs=3", "set by Threads")]
    [InlineData("tree_method=exact", "cannot be set")]
    [InlineData("max_cat_threshold", "is no parameter")]
    [InlineData("a=1 a=2", "given twice")]
    [InlineData("\"eta\"=1", "no quotes around names")]
    [InlineData("interaction_constraints=[[0,1]]", "counts columns as the library does")]
    public void ParametersThatAreSetOtherwise(string parameters, string problem) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(() => new XGBoostOptions { Parameters = parameters }).Message, StringComparison.Ordinal);

    [Fact]
    public void ALibraryThatIsNotThere()
    {
        string folder = Path.Combine(Path.GetTempPath(), "mldsl-no-such-folder");
        string message = Assert.Throws<XGBoostException>(() => XGBoostFinder.FromApplication([folder], ["no-such-library"])).Message;
        Assert.Contains(Path.Combine(folder, XGBoostFinder.FileNames[0]), message, StringComparison.Ordinal);
        Assert.Contains("MLDSL_XGBOOST", message, StringComparison.Ordinal);
        Assert.Contains("which a test names", Assert.Throws<XGBoostException>(() => XGBoostFinder.FromPath(folder, "a test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheAdviceIsThatOfTheSystem()
    {
        Assert.Contains("apt-get install libxgboost0", XGBoostFinder.Advice(OSPlatform.Linux), StringComparison.Ordinal);
        Assert.Contains("brew install xgboost", XGBoostFinder.Advice(OSPlatform.OSX), StringComparison.Ordinal);
        Assert.Contains("site-packages\\xgboost\\lib\\xgboost.dll", XGBoostFinder.Advice(OSPlatform.Windows), StringComparison.Ordinal);
        Assert.All([OSPlatform.Linux, OSPlatform.OSX, OSPlatform.Windows], static system => Assert.Contains("MLDSL_XGBOOST", XGBoostFinder.Advice(system), StringComparison.Ordinal));
    }

    [Fact]
    public void AFileThatIsNoLibraryOrAnother()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "no library");
        Assert.Contains("cannot be loaded", Assert.Throws<XGBoostException>(() => XGBoostFinder.FromPath(file, "a test")).Message, StringComparison.Ordinal);
        File.Delete(file);
        string other = Directory.GetFiles(AppContext.BaseDirectory, "*onnxruntime.*").First(static f => Path.GetFileName(f) is "libonnxruntime.so" or "libonnxruntime.dylib" or "onnxruntime.dll");
        Assert.Contains("it has no function XGBoostVersion", Assert.Throws<XGBoostException>(() => XGBoostFinder.FromPath(other, "a test")).Message, StringComparison.Ordinal);
    }

    internal static TrainingProblem Problem(TargetKind target, int classes, float even, float odd, float weight = 1, float feature = 1)
    {
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < 200; i++)
        {
            builder.Add(0, i * feature);
            builder.EndRow(i % 2 == 0 ? even : odd, weight);
        }
        return new TrainingProblem { Rows = new HeldDesign(1, [builder.Build()]), Target = target, Classes = classes };
    }

    private static void AssertRefused(XGBoostOptions options, TrainingProblem problem, string told) =>
        Assert.Contains(told, Assert.Throws<TrainingException>(() => options.Train(problem, new TrainingControl())).Message, StringComparison.Ordinal);

    private static void AssertMisused(XGBoostOptions options, TargetKind target, string told) => AssertMisused(options, Problem(target, target == TargetKind.Value ? 0 : 2, 1, 0), told);

    private static void AssertMisused(XGBoostOptions options, TrainingProblem problem, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => options.Train(problem, new TrainingControl())).Message, StringComparison.Ordinal);
}
