using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class FittedBeforeSplitTests
{
    [Fact]
    public Task ReportsANormalizerFittedOnAllRows() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Transforms.NormalizeMinMax("Features"));
        var prepared = prep.{|MLD1501:Fit|}(data).Transform(data);
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var halves = ml.Data.TrainTestSplit(prepared);
        """);

    [Fact]
    public Task ReportsAPreparationFittedOnAllRowsAndUsedOnASide() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var prep = ml.Transforms.Text.FeaturizeText("Features", "Vendor").{|MLD1501:Fit|}(data);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prep.Transform(split.TrainSet));
        """);

    [Fact]
    public Task ReportsASelectionByTheLabel() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prepared = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation("Features", labelColumnName: "Fare")).{|MLD1501:Fit|}(data).Transform(data);
        var halves = ml.Data.TrainTestSplit(prepared);
        """);

    [Fact]
    public Task AllowsTheKeysOfTheLabel() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var keyed = ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Fit(data).Transform(data);
        var halves = ml.Data.TrainTestSplit(keyed);
        """);

    [Fact]
    public Task AllowsStepsThatWorkRowByRow() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prepared = ml.Transforms.Conversion.ConvertType("Tipped").Append(ml.Transforms.Concatenate("Features", "Tipped", "Miles")).Append(ml.Transforms.NormalizeLpNorm("Features")).Fit(data).Transform(data);
        var halves = ml.Data.TrainTestSplit(prepared);
        """);

    [Fact]
    public Task AllowsConstantFilters() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var halves = ml.Data.TrainTestSplit(ml.Data.FilterRowsByColumn(data, "Fare", lowerBound: 0));
        """);

    [Fact]
    public Task AllowsAPretrainedModel() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var halves = ml.Data.TrainTestSplit(ml.Transforms.ApplyOnnxModel("embed.onnx").Fit(data).Transform(data));
        """);

    [Fact]
    public Task AllowsAPeekThatIsDropped() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        Console.WriteLine(ml.Transforms.NormalizeMinMax("Miles").Fit(data).Transform(data).Schema.Count);
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(split.TrainSet);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<FittedBeforeSplit>("""
        #pragma warning disable MLD1501
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Transforms.NormalizeMinMax("Features"));
        var prepared = prep.Fit(data).Transform(data);
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var halves = ml.Data.TrainTestSplit(prepared);
        """);
}
