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
