using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class RankingSplitByRowTests
{
    [Fact]
    public Task ReportsASplitWithoutASamplingKey() => MlNetTest.VerifyBody<RankingSplitByRow>("""
        var data = ml.Data.LoadFromTextFile<Result>(path);
        var split = ml.Data.{|MLD1401:TrainTestSplit|}(data, 0.2);
        ml.Transforms.Concatenate("Features", "Clicks").Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Query")).Fit(split.TrainSet);
        """, members: """
        class Result { [LoadColumn(0)] public float Label { get; set; } [LoadColumn(1)] public uint Query { get; set; } [LoadColumn(2)] public float Clicks { get; set; } }
        """);

    [Fact]
    public Task AllowsASplitByGroup() => MlNetTest.VerifyBody<RankingSplitByRow>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var split = ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: "GroupId");
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Ranking.Trainers.LightGbm()).Fit(split.TrainSet);
        """);

    [Fact]
    public Task AllowsATestFileOfItsOwn() => MlNetTest.VerifyBody<RankingSplitByRow>("""
        var train = ml.Data.LoadFromTextFile<Trip>("train.csv");
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Ranking.Trainers.FastTree()).Fit(train);
        """);

    [Fact]
    public Task AllowsOneRowPerEntityInOtherTasks() => MlNetTest.VerifyBody<RankingSplitByRow>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        """);

    [Fact]
    public Task PassesTheGroupColumn() => MlNetTest.FixBody<RankingSplitByRow, RankingSplitByRowFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var split = ml.Data.{|MLD1401:TrainTestSplit|}(data, 0.2);
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Vendor")).Fit(split.TrainSet);
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var split = ml.Data.TrainTestSplit(data, 0.2, samplingKeyColumnName: "Vendor");
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Vendor")).Fit(split.TrainSet);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<RankingSplitByRow>("""
        #pragma warning disable MLD1401
        var data = ml.Data.LoadFromTextFile<Result>(path);
        var split = ml.Data.TrainTestSplit(data, 0.2);
        ml.Transforms.Concatenate("Features", "Clicks").Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Query")).Fit(split.TrainSet);
        """, members: """
        class Result { [LoadColumn(0)] public float Label { get; set; } [LoadColumn(1)] public uint Query { get; set; } [LoadColumn(2)] public float Clicks { get; set; } }
        """);
}
