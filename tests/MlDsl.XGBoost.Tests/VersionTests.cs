using MlDsl.Boosting;
using MlDsl.Training;

namespace MlDsl.XGBoost.Tests;

/// <summary>Versions that are not here, by a library of the test's own.</summary>
public sealed class VersionTests
{
    private static readonly XGBoostOptions Options = new() { Trees = 2 };

    [FactWithCompiler]
    public void AQuantileIsLearnedFromTwoOn()
    {
        string path = FakeLibrary.Compile(new(2, 1), objective: "reg:quantileerror");
        LoadedXGBoost library = XGBoostFinder.FromPath(path, "a test");
        Assert.Equal(new Version(2, 1, 0), library.Version);
        TrainedPredictor trained = Train(library, Options with { Loss = XGBoostLoss.Quantile, QuantileLevel = 0.9, Threads = 3 });
        string[] told = FakeLibrary.Told(path);
        Assert.Contains("objective=reg:quantileerror", told);
        Assert.Contains("quantile_alpha=0.9", told);
        Assert.Contains("nthread=3", told);
        Assert.Contains("""config={"missing": NaN, "nthread": 3}""", told);
        Assert.Contains("best_iteration=1", told);
        // Half of the labels are 1, half 2.
        Assert.Contains("base_score=2", told);
        Assert.Equal(["freed=booster", "freed=matrix"], told.Where(static line => line.StartsWith("freed", StringComparison.Ordinal)));
        Assert.Equal((2, Link.Identity), (trained.Log.Iterations, trained.Link));
    }

    [FactWithCompiler]
    public void BothQuantilesOfIntervalsAreAskedForAndStandBesideThePrediction()
    {
        XGBoostOptions options = Options with { Loss = XGBoostLoss.Gamma, BaseScore = 3 };
        var (lower, higher) = QuantileScores.LevelsOf(0.75);
        Assert.Equal((0.125, 0.875), (lower, higher));
        string path = FakeLibrary.Compile(new(2, 0), objective: "reg:quantileerror", baseScore: "2E0");
        LoadedXGBoost library = XGBoostFinder.FromPath(path, "a test");
        Predictor low = Train(library, (XGBoostOptions)options.ForQuantile(lower)).Predictor, high = Train(library, (XGBoostOptions)options.ForQuantile(higher)).Predictor;
        string[] told = FakeLibrary.Told(path);
        Assert.Equal(["quantile_alpha=0.125", "quantile_alpha=0.875"], told.Where(static line => line.StartsWith("quantile_alpha", StringComparison.Ordinal)));
        // Of the labels 1 and 2, and not what the prediction begins with.
        Assert.Equal(["base_score=1", "base_score=2"], told.Where(static line => line.StartsWith("base_score", StringComparison.Ordinal)));
        TrainedPredictor point = Train(XGBoostFinder.FromPath(FakeLibrary.Compile(new(2, 0), objective: "reg:gamma", baseScore: "1E0"), "a test"), options);
        Assert.Equal(Link.Log, point.Link);
        // The trees give 2 below 0.5 and 6 from there on, beside what is predicted before them.
        Assert.Equal([2, 4, 4, 6, 8, 8], Rows.Score(QuantileScores.Join(point.Predictor, low, high), [0.25f, 1f]));
    }

    // Since 3.1 a list, one number for each output.
    [FactWithCompiler]
    public void ABaseScoreIsReadInTheFormOfTheVersion()
    {
        // The trees give 1 and 1 below 0.5, 2 and 4 from there on.
        foreach (var (version, text) in new[] { (new Version(2, 0), "5E-1"), (new Version(3, 1), "[5E-1]") })
        {
            TrainedPredictor trained = Train(XGBoostFinder.FromPath(FakeLibrary.Compile(version, baseScore: text), "a test"), Options);
            Assert.Equal([2.5f, 6.5f], Rows.Score(trained.Predictor, [0.25f, 1f]));
        }
    }

    [FactWithCompiler]
    public void WhatItWarnsOfOrRefusesIsSaid()
    {
        LoadedXGBoost warns = XGBoostFinder.FromPath(FakeLibrary.Compile(new(1, 7), flags: "WARNS"), "a test");
        Assert.Contains("XGBoost does not use the parameters \"odd\", \"other\" with these options", Assert.Throws<ArgumentException>(() => Train(warns, Options)).Message, StringComparison.Ordinal);
        string path = FakeLibrary.Compile(new(3, 4), flags: "REFUSES");
        Assert.Equal("XGBoost reports: [12:00:00] the fake refuses", Assert.Throws<XGBoostException>(() => Train(XGBoostFinder.FromPath(path, "a test"), Options)).Message);
        // What was made is freed all the same.
        Assert.Equal(["freed=booster", "freed=matrix"], FakeLibrary.Told(path).Where(static line => line.StartsWith("freed", StringComparison.Ordinal)));
    }

    [FactWithCompiler]
    public void ALibraryThatIsTooOldOrLacksAFunction()
    {
        Assert.Contains("is XGBoost 1.6.0, and 1.7 is the first that trains here", Assert.Throws<XGBoostException>(() => XGBoostFinder.FromPath(FakeLibrary.Compile(new(1, 6)), "a test")).Message, StringComparison.Ordinal);
        Assert.Contains("is XGBoost 4.0.0, and has no function XGBoosterSetAttr", Assert.Throws<XGBoostException>(() => XGBoostFinder.FromPath(FakeLibrary.Compile(new(4, 0), flags: "LACKS"), "a test")).Message, StringComparison.Ordinal);
    }

    [FactWithCompiler]
    public void AFolderIsSearchedForTheLibrary()
    {
        string path = FakeLibrary.Compile(new(3, 0));
        Assert.Equal(path, XGBoostFinder.FromPath(Path.GetDirectoryName(path)!, "a test").Path);
        Assert.Equal(path, XGBoostFinder.FromApplication([Path.GetDirectoryName(path)!], []).Path);
    }

    private static TrainedPredictor Train(LoadedXGBoost library, XGBoostOptions options) =>
        new XGBoostTrainer(options, RefusalTests.Problem(TargetKind.Value, 0, 1, 2), new TrainingControl()).Train(() => library);
}
