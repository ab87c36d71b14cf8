using System.Runtime.InteropServices;
using MlDsl.Boosting;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>What cannot be trained, or not on this machine, is said with the way out.</summary>
public sealed class RefusalTests
{
    private static readonly LightGbmOptions Options = new() { Trees = 3 };

    [Theory]
    [InlineData(TargetKind.Value, 0, 5f, 5f, "The label of all 200 training rows is 5")]
    [InlineData(TargetKind.TwoClasses, 2, 1f, 1f, "Class 0 of 0 to 1 has no training row")]
    [InlineData(TargetKind.Classes, 3, 0f, 2f, "Class 1 of 0 to 2 has no training row")]
    [InlineData(TargetKind.Value, 0, float.NaN, 1f, "The label NaN of training row 1 must be a finite number")]
    [InlineData(TargetKind.Classes, 3, 0f, 3f, "The label 3 of training row 2 must be a class index from 0 to 2")]
    public void Labels(TargetKind target, int classes, float even, float odd, string problem) => AssertRefused(Options, Problem(200, target, classes, even, odd), problem);

    [Theory]
    [InlineData(LightGbmLoss.Poisson, -1f, "must not be negative for LightGbmLoss.Poisson")]
    [InlineData(LightGbmLoss.Tweedie, -1f, "must not be negative for LightGbmLoss.Tweedie")]
    [InlineData(LightGbmLoss.Gamma, 0f, "must be above 0 for LightGbmLoss.Gamma; use LightGbmLoss.Tweedie")]
    public void LabelsOutsideTheLoss(LightGbmLoss loss, float label, string problem) =>
        AssertRefused(Options with { Loss = loss }, Problem(200, TargetKind.Value, 0, 1, label), problem);

    [Fact]
    public void TooFewRows() => AssertRefused(Options, Problem(30, TargetKind.Value, 0, 1, 2), "30 rows to learn from do not make two leaves of MinRows = 20 each");

    [Fact]
    public void RowsThatDoNotReach()
    {
        AssertRefused(Options with { MinRows = 1 }, Problem(1, TargetKind.Value, 0, 1, 2), "1 row to learn from does not make two leaves");
        AssertRefused(Options with { RowShare = 1e-9 }, Problem(200, TargetKind.Value, 0, 1, 2), "A share of 1E-09 of 200 rows is less than one row for a tree; raise RowShare");
    }

    [Fact]
    public void ATrainingThatDiverges() => AssertRefused(
        Options with { Trees = 400, LearningRate = 10 }, Problem(200, TargetKind.Value, 0, 1, 2) with { Loss = Regression.Loss }, "a score that is not a finite number: the training has diverged; lower LearningRate");

    // The library would start every thread that it is asked for.
    [Fact]
    public void MoreThreadsThanThereEverAreDoNotStart() =>
        Assert.Equal(1, Options.Train(Problem(200, TargetKind.Value, 0, 1, 2), new TrainingControl { Threads = 100_000 }).Predictor.Outputs);

    [Fact]
    public void Weights()
    {
        AssertRefused(Options, Problem(200, TargetKind.Value, 0, 1, 2, weight: 0), "No training row has a weight above 0");
        AssertRefused(Options, Problem(200, TargetKind.Value, 0, 1, 2, weight: -1), "The weight -1 of training row 1 must be finite and not negative");
    }

    [Fact]
    public void NoFeatures()
    {
        var builder = new FeatureBlockBuilder();
        builder.EndRow(1);
        AssertRefused(Options, new TrainingProblem { Rows = new HeldDesign(0, [builder.Build()]), Target = TargetKind.Value }, "There are no features");
    }

    [Fact]
    public void OptionsThatDoNotGoTogether()
    {
        AssertMisused(Options with { Loss = LightGbmLoss.Absolute }, TargetKind.TwoClasses, "Loss = Absolute is for labels that are numbers");
        AssertMisused(Options with { ClassWeights = ClassWeights.Balanced }, TargetKind.Value, "ClassWeights is for classes");
        AssertMisused(Options with { Boosting = LightGbmBoosting.RandomForest }, TargetKind.Value, "set RowShare to 0.632");
        AssertMisused(Options with { Boosting = LightGbmBoosting.Dart, EarlyStopping = 5 }, TargetKind.Value, "those of Boosting = Dart go together");
        AssertMisused(Options with { Parameters = "no_such_thing=1" }, TargetKind.Value, "LightGBM knows no parameter 'no_such_thing'");
        Assert.Contains("LightGBM reports", Assert.Throws<LightGbmException>(static () => LightGbmLibrary.Api.Check(-1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LinearTreesThatDoNotGoTogether()
    {
        LightGbmOptions linear = Options with { LinearTrees = true };
        AssertMisused(Options with { LinearL2 = 1 }, TargetKind.Value, "LinearL2 is for LinearTrees");
        AssertMisused(linear with { Boosting = LightGbmBoosting.Dart }, TargetKind.Value, "LinearTrees follow one another by gradients, and Boosting is Dart");
        AssertMisused(linear with { Loss = LightGbmLoss.Absolute }, TargetKind.Value, "Loss = Absolute sets leaves to quantiles of their rows, which are no linear models");
        AssertMisused((LightGbmOptions)linear.ForQuantile(0.9), TargetKind.Value, "for intervals another Width than Quantiles");
        TrainSet<Loan> loans = Dataset<Loan>.FromRows(Loan.Make(300, 1)).SplitRandom(0, 0, seed: 1).Train;
        Assert.Contains("cannot be kept Monotone", Assert.Throws<ArgumentException>(() => LoanModel.Fit(loans, linear)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => linear with { LinearL2 = -1 });
    }

    [Theory]
    [InlineData("num_leaves=3", "set by Leaves")]
    [InlineData("eta=0.1", "set by LearningRate")]
    [InlineData("n_jobs=3", "set by TrainingControl.Threads")]
    [InlineData("linear_tree=true", "set by LinearTrees")]
    [InlineData("linear_lambda=1", "set by LinearL2")]
    [InlineData("fs=splits.json", "cannot be set")]
    [InlineData("interaction_constraints=[0]", "cannot be set")]
    [InlineData("max_cat_threshold", "is no parameter")]
    [InlineData("a=1 a=2", "given twice")]
    [InlineData("label_gain=0,1", "set by GradeGains")]
    [InlineData("alpha=0.1", "set by HuberDelta or QuantileLevel")]
    [InlineData("data_sample_strategy=goss top_rate=7", "'top_rate' is '7', and must be a number from 0 to 1")]
    [InlineData("data_sample_strategy=some", "must be bagging or goss")]
    [InlineData("feature_fraction_bynode=0", "must be a number above 0 and at most 1")]
    [InlineData("path_smooth=NaN", "must be a number of at least 0")]
    [InlineData("max_cat_threshold=0", "must be a number above 0")]
    [InlineData("max_delta_step=much", "must be a number")]
    [InlineData("\"num_leaves\"=3", "is no parameter")]
    [InlineData("'linear_tree'=true", "is no parameter")]
    [InlineData("extra_seed=1\0", "is no parameter")]
    public void ParametersThatAreSetOtherwise(string parameters, string problem) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(() => new LightGbmOptions { Parameters = parameters }).Message, StringComparison.Ordinal);

    [Fact]
    public void ALibraryThatIsNotThere()
    {
        string folder = Path.Combine(Path.GetTempPath(), "mldsl-no-such-folder");
        string message = Assert.Throws<LightGbmException>(() => LightGbmFinder.FromApplication([folder], "no-such-library")).Message;
        Assert.Contains(Path.Combine(folder, LightGbmFinder.FileName), message, StringComparison.Ordinal);
        Assert.Contains("MLDSL_LIGHTGBM", message, StringComparison.Ordinal);
        Assert.Contains("MlDsl.LightGbm", message, StringComparison.Ordinal);
        Assert.Contains("which a test names", Assert.Throws<LightGbmException>(() => LightGbmFinder.FromPath(folder, "a test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheAdviceIsThatOfTheMachine()
    {
        Assert.Contains("x64 only, and this process is Arm64: build LightGBM's shared library for it, and set the environment variable MLDSL_LIGHTGBM", LightGbmFinder.Advice(Architecture.Arm64, isLinux: true), StringComparison.Ordinal);
        Assert.Contains("libgomp1", LightGbmFinder.Advice(Architecture.X64, isLinux: true), StringComparison.Ordinal);
        Assert.DoesNotContain("libgomp1", LightGbmFinder.Advice(Architecture.X64, isLinux: false), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoLibraryOrAnother()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "no library");
        Assert.Contains("cannot be loaded", Assert.Throws<LightGbmException>(() => LightGbmFinder.FromPath(file, "a test")).Message, StringComparison.Ordinal);
        File.Delete(file);
        string other = Directory.GetFiles(AppContext.BaseDirectory, "*onnxruntime.*").First(static f => !f.EndsWith(".pdb", StringComparison.Ordinal) && Path.GetFileName(f) is "libonnxruntime.so" or "libonnxruntime.dylib" or "onnxruntime.dll");
        Assert.Contains("it has no function LGBM_", Assert.Throws<LightGbmException>(() => LightGbmFinder.FromPath(other, "a test")).Message, StringComparison.Ordinal);
    }

    private static TrainingProblem Problem(int rows, TargetKind target, int classes, float even, float odd, float weight = 1)
    {
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < rows; i++)
        {
            builder.Add(0, i);
            builder.EndRow(i % 2 == 0 ? even : odd, weight);
        }
        return new TrainingProblem { Rows = new HeldDesign(1, [builder.Build()]), Target = target, Classes = classes };
    }

    private static void AssertRefused(LightGbmOptions options, TrainingProblem problem, string told) =>
        Assert.Contains(told, Assert.Throws<TrainingException>(() => options.Train(problem, new TrainingControl())).Message, StringComparison.Ordinal);

    private static void AssertMisused(LightGbmOptions options, TargetKind target, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => options.Train(Problem(200, target, target == TargetKind.Value ? 0 : 2, 1, 0), new TrainingControl())).Message, StringComparison.Ordinal);
}
