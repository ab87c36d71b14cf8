using Microsoft.CodeAnalysis;
using MlDsl.Generators.Incremental;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Models;

/// <summary>The text that users read, for small inputs.</summary>
public sealed class ModelEmitterTests
{
    [Fact]
    public void WritesTheDefinition() => Snapshot.Match(GeneratorTest.RunOnBroken<ModelGenerator>(
        """
        using MlDsl;
        namespace Taxi;
        public enum Mood { Good, Bad }
        [Dataset] public partial record Trip { [Numeric] public required float Miles { get; init; } [Label] public Mood Mood { get; init; } }
        [Model<Trip, MulticlassClassification>(Version = "2")] public sealed partial class DefaultModel;
        [Model<Trip, MulticlassClassification>(Name = "mood"), LogisticRegression(L2 = 0.5, ClassWeights = ClassWeights.Balanced)] public sealed partial class MoodModel;
        """));

    [Fact]
    public void WritesTheDefinitionOfAForecast() => Snapshot.Match(GeneratorTest.RunOnBroken<ModelGenerator>(
        [],
        [MetadataReference.CreateFromFile(typeof(Forecast).Assembly.Location)],
        """
        using MlDsl;
        namespace Shops;
        [Dataset] public partial record Sale { [Group] public required string Shop { get; init; } [EventTime] public DateOnly Day { get; init; } [Label] public float Sold { get; init; } }
        [Model<Sale, Forecast>(Horizon = 28)] public sealed partial class DefaultForecast;
        [Model<Sale, Forecast>(Name = "sales", Version = "3", Horizon = 14), LinearRegression(L2 = 0.5), Series(Season = 7, Gaps = Gaps.Zero, Interval = 0.8)] public sealed partial class SalesForecast;
        """));

    [Theory]
    [InlineData("[Model<Late, BinaryClassification>, Calibrate(Calibration.Beta, Share = 0.3)]", "{ Calibration = new(global::MlDsl.Calibration.Beta) { Share = 0.3d } };", "public override global::MlDsl.BinaryPrediction Predict(")]
    [InlineData("[Model<Trip, Regression>, Intervals(0.9)]", "{ Intervals = new(0.9d) };", "public override global::MlDsl.Interval<float> Predict(")]
    [InlineData("[Model<Trip, Regression>, Intervals(0.95, Width = IntervalWidth.ByPrediction)]", "{ Intervals = new(0.95d) { Width = global::MlDsl.IntervalWidth.ByPrediction } };", "return global::MlDsl.RegressionWithIntervals.Decide(")]
    public void WritesWhatIsLearnedFromHeldBackRows(string model, string definition, string predict)
    {
        string text = Given.Model(
            "[Dataset] public partial record Trip { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }\n"
            + "[Dataset] public partial record Late { [Numeric] public float Miles { get; init; } [Label] public bool IsLate { get; init; } }\n"
            + model + " public partial class M;").SyntaxTrees.Single(static t => t.FilePath.EndsWith("M.Model.g.cs", StringComparison.Ordinal)).ToString();
        Assert.Contains(definition, text, StringComparison.Ordinal);
        Assert.Contains(predict, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LinearRegression(L1 = 0.5), Search(\"L2\", 1e-6, 1, Scale = SearchScale.Log)",
        "{ Space = global::MlDsl.Training.SearchSpace.Of(new global::MlDsl.Training.LinearRegressionOptions { L1 = 0.5d }).Number(\"L2\", 1E-06d, 1d, static (options, value) => options with { L2 = value }, global::MlDsl.SearchScale.Log) };")]
    [InlineData("Intervals(0.9), Search(\"MaxIterations\", 5, 50)",
        "{ Intervals = new(0.9d), Space = global::MlDsl.Training.SearchSpace.Of(new global::MlDsl.Training.LinearRegressionOptions { }).Integer(\"MaxIterations\", 5, 50, static (options, value) => options with { MaxIterations = value }, global::MlDsl.SearchScale.Linear) };")]
    [InlineData("Search(\"FitIntercept\", true, false), Search(\"L2\", 1, 2, 3)",
        ".Choice(\"FitIntercept\", new bool[] { true, false }, static (options, value) => options with { FitIntercept = value }).Choice(\"L2\", new double[] { 1d, 2d, 3d }, static (options, value) => options with { L2 = value }) };")]
    public void WritesWhatASearchChoosesFrom(string attributes, string definition)
    {
        string text = Given.Model(
            "[Dataset] public partial record Trip { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }\n"
            + $"[Model<Trip, Regression>, {attributes}] public partial class M;").SyntaxTrees.Single(static t => t.FilePath.EndsWith("M.Model.g.cs", StringComparison.Ordinal)).ToString();
        Assert.Contains(definition, text, StringComparison.Ordinal);
    }
}
