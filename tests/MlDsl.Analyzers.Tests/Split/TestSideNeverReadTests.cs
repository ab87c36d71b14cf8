using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class TestSideNeverReadTests
{
    [Fact]
    public Task ReportsASplitThatOnlyTrains() => MlNetTest.VerifyBody<TestSideNeverRead>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.{|MLD1104:TrainTestSplit|}(data);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(split.TrainSet);
        """);

    [Fact]
    public Task AllowsASplitThatIsPassedOn() => MlNetTest.VerifyBody<TestSideNeverRead>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data);
        Check(split);
        static void Check(DataOperationsCatalog.TrainTestData both) => Console.WriteLine(both.TestSet.Schema.Count);
        """);

    [Fact]
    public Task AllowsAPropertyThatIsReadElsewhere() => MlNetTest.VerifyBody<TestSideNeverRead>("""
        Holder.Split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path));
        """, members: """
        static class Holder { public static DataOperationsCatalog.TrainTestData Split { get; set; } }
        """);

    [Fact]
    public Task AllowsATestSideThatIsRead() => MlNetTest.VerifyBody<TestSideNeverRead>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        Console.WriteLine(split.TrainSet.Schema.Count + split.TestSet.Schema.Count);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<TestSideNeverRead>("""
        #pragma warning disable MLD1104
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(split.TrainSet);
        """);
}
