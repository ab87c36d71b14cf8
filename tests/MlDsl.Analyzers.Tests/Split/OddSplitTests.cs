using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class OddSplitTests
{
    [Fact]
    public Task ReportsMostRowsHeldOut() => MlNetTest.VerifyBody<OddSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: {|MLD1105:0.8|});
        """);

    [Fact]
    public Task ReportsSamplingByTheLabel() => MlNetTest.VerifyBody<OddSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: {|MLD1105:"Label"|});
        """);

    [Fact]
    public Task ReportsSamplingByTheColumnThatIsTheLabel() => MlNetTest.VerifyBody<OddSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, 0.2, {|MLD1105:"Fare"|});
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(split.TrainSet);
        """);

    [Fact]
    public Task AllowsALearningCurve() => MlNetTest.VerifyBody<OddSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        foreach (double held in new[] { 0.9, 0.7, 0.5 })
        {
            var split = ml.Data.TrainTestSplit(data, held);
            Console.WriteLine(split.TrainSet.Schema.Count + split.TestSet.Schema.Count);
        }
        """);

    private const string TwoScores = """
        var first = ml.Regression.Trainers.FastTree("Fare", "Miles").Fit(one.TrainSet);
        var second = ml.Regression.Trainers.FastForest("Fare", "Miles").Fit(two.TrainSet);
        double a = ml.Regression.Evaluate(first.Transform(one.TestSet), "Fare").RSquared, b = ml.Regression.Evaluate(second.Transform(two.TestSet), "Fare").RSquared;
        Console.WriteLine(a > b);
        """;

    private static Task VerifySplits(string splits) => MlNetTest.Verify<OddSplit>($$"""
        class Trip { public float Miles { get; set; } public float Fare { get; set; } }
        class Program { static void Run(string path, MLContext given) { {{splits}} {{TwoScores}} } }
        """);

    [Theory]
    [InlineData("var ml = new MLContext(); var data = ml.Data.LoadFromTextFile<Trip>(path); var one = ml.Data.TrainTestSplit(data); var two = ml.Data.{|MLD1105:TrainTestSplit|}(data);")]
    [InlineData("MLContext ml = new(), other = new(); var one = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path)); var two = other.Data.{|MLD1105:TrainTestSplit|}(other.Data.LoadFromTextFile<Trip>(path));")]
    public Task ReportsTwoSplitsWithoutASeed(string splits) => VerifySplits(splits);

    [Theory]
    [InlineData("var ml = new MLContext(1); var data = ml.Data.LoadFromTextFile<Trip>(path); var one = ml.Data.TrainTestSplit(data); var two = ml.Data.TrainTestSplit(data);")]
    [InlineData("var ml = new MLContext(); var data = ml.Data.LoadFromTextFile<Trip>(path); var one = ml.Data.TrainTestSplit(data, seed: 1); var two = ml.Data.TrainTestSplit(data, seed: 1);")]
    [InlineData("var ml = given; var data = ml.Data.LoadFromTextFile<Trip>(path); var one = ml.Data.TrainTestSplit(data); var two = ml.Data.TrainTestSplit(data);")]
    public Task AllowsSplitsWithASeed(string splits) => VerifySplits(splits);

    [Theory]
    [InlineData("var ml = new MLContext(); var data = ml.Data.LoadFromTextFile<Trip>(path); var one = ml.Data.TrainTestSplit(data); var two = one;")]
    [InlineData("var ml = new MLContext(); var data = ml.Data.LoadFromTextFile<Trip>(path); var one = ml.Data.TrainTestSplit(data); var two = ml.Data.TrainTestSplit(one.TrainSet);")]
    public Task AllowsOneSplitForAllCandidates(string splits) => VerifySplits(splits);

    [Fact]
    public Task AllowsHalves() => MlNetTest.VerifyBody<OddSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, 0.5, samplingKeyColumnName: "Vendor");
        """);

    [Fact]
    public Task SwapsTheFractions() => MlNetTest.FixBody<OddSplit, OddSplitFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: {|MLD1105:0.8|});
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<OddSplit>("""
        #pragma warning disable MLD1105
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.8);
        """);
}
