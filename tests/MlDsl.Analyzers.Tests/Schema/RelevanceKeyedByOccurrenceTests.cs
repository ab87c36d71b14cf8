using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class RelevanceKeyedByOccurrenceTests
{
    [Fact]
    public Task ReportsKeysByOccurrence() => MlNetTest.VerifyBody<RelevanceKeyedByOccurrence>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.{|MLD1005:MapValueToKey|}("Label", "Fare").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Vendor")).Fit(data);
        """);

    [Fact]
    public Task AllowsKeysByValue() => MlNetTest.VerifyBody<RelevanceKeyedByOccurrence>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapValueToKey("Label", "Fare", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Vendor")).Fit(data);
        """);

    [Fact]
    public Task AllowsCustomGains() => MlNetTest.VerifyBody<RelevanceKeyedByOccurrence>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapValueToKey("Label", "Fare").Append(ml.Transforms.Concatenate("Features", "Miles"))
            .Append(ml.Ranking.Trainers.FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeRankingTrainer.Options { RowGroupColumnName = "Vendor", CustomGains = new double[] { 0, 1, 3 } })).Fit(data);
        """);

    [Fact]
    public Task AllowsNumbersAsTheyAre() => MlNetTest.VerifyBody<RelevanceKeyedByOccurrence>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Ranking.Trainers.LightGbm("Fare", rowGroupColumnName: "Vendor")).Fit(data);
        """);

    [Fact]
    public Task OrdersTheKeysByValue() => MlNetTest.FixBody<RelevanceKeyedByOccurrence, RelevanceKeyedByOccurrenceFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.{|MLD1005:MapValueToKey|}("Label", "Fare").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Vendor")).Fit(data);
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapValueToKey("Label", "Fare", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Vendor")).Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<RelevanceKeyedByOccurrence>("""
        #pragma warning disable MLD1005
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapValueToKey("Label", "Fare").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: "Vendor")).Fit(data);
        """);
}
