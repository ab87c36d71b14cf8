using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class LabelOfWrongTypeTests
{
    [Fact]
    public Task ReportsANumberForABinaryLabel() => MlNetTest.VerifyBody<LabelOfWrongType>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.FastTree({|MLD1004:"Fare"|})).Fit(data);
        """);

    [Fact]
    public Task ReportsTextForAMulticlassLabel() => MlNetTest.VerifyBody<LabelOfWrongType>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.CopyColumns("Label", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.{|MLD1004:LightGbm|}()).Fit(data);
        """);

    [Fact]
    public Task AllowsAMappingEarlierInTheChain() => MlNetTest.VerifyBody<LabelOfWrongType>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.LightGbm()).Fit(data);
        ml.Transforms.Conversion.ConvertType("Label", "Fare", DataKind.Boolean).Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.BinaryClassification.Trainers.FastTree()).Fit(data);
        """);

    [Fact]
    public Task AllowsTrainersWithRulesOfTheirOwn() => MlNetTest.VerifyBody<LabelOfWrongType>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Clustering.Trainers.KMeans()).Fit(data);
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine("Features", "Tipped")).Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<LabelOfWrongType>("""
        #pragma warning disable MLD1004
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.FastTree("Fare")).Fit(data);
        """);


    [Theory]
    [InlineData("{|MLD1004:\"Payment\"|}", "\"Payment\"")]
    [InlineData("labelColumnName: {|MLD1004:nameof(Trip.Payment)|}", "labelColumnName: nameof(Trip.Payment)")]
    public Task ProposesKeys(string before, string after) => MlNetTest.FixBody<LabelOfWrongType, LabelOfWrongTypeFix>(
        $"ml.Transforms.Concatenate(\"Features\", \"Miles\")\n    .Append(ml.MulticlassClassification.Trainers.NaiveBayes({before})).Fit(ml.Data.LoadFromTextFile<Trip>(path));",
        $"ml.Transforms.Concatenate(\"Features\", \"Miles\")\n    .Append(ml.Transforms.Conversion.MapValueToKey(\"Payment\"))\n    .Append(ml.MulticlassClassification.Trainers.NaiveBayes({after})).Fit(ml.Data.LoadFromTextFile<Trip>(path));");
}
