using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class CacheAfterTrainerTests
{
    [Fact]
    public Task ReportsACacheAtTheEnd() => MlNetTest.VerifyBody<CacheAfterTrainer>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).{|MLD5004:AppendCacheCheckpoint|}(ml).Fit(data);
        """);

    [Fact]
    public Task AllowsACacheBeforeTheTrainer() => MlNetTest.VerifyBody<CacheAfterTrainer>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").AppendCacheCheckpoint(ml).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task AllowsTrainersWithoutACacheOnBigData() => MlNetTest.VerifyBody<CacheAfterTrainer>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        pipeline.Fit(data);
        """);

    [Fact]
    public Task MovesTheCacheBeforeTheTrainer() => MlNetTest.FixBody<CacheAfterTrainer, CacheAfterTrainerFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).{|MLD5004:AppendCacheCheckpoint|}(ml).Fit(data);
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").AppendCacheCheckpoint(ml).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<CacheAfterTrainer>("""
        #pragma warning disable MLD5004
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).AppendCacheCheckpoint(ml).Fit(data);
        """);
}
