using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class PredictionIsTheLabelTests
{
    private const string Members = "class Bar { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public string Label { get; set; } [LoadColumn(2)] public string Kind { get; set; } }";

    [Fact]
    public Task ReportsTheLabelMappedBack() => MlNetTest.VerifyBody<PredictionIsTheLabel>("""
        var data = ml.Data.LoadFromTextFile<Bar>(path, ',');
        var model = ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Transforms.Concatenate("Features", "A"))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", {|MLD1016:"Label"|})).Fit(data);
        """, Members);

    [Fact]
    public Task ReportsAnyFormOfTheLabel() => MlNetTest.VerifyBody<PredictionIsTheLabel>("""
        var data = ml.Data.LoadFromTextFile<Bar>(path, ',');
        var trained = ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Append(ml.Transforms.Concatenate("Features", "A")).Append(ml.MulticlassClassification.Trainers.NaiveBayes("Key"));
        var key = trained.Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", {|MLD1016:"Key"|})).Fit(data);
        var text = trained.Append(ml.Transforms.CopyColumns("PredictedLabel", {|MLD1016:"Kind"|})).Fit(data);
        var open = trained.Append(ml.Transforms.Conversion.MapKeyToValue(new[] { new InputOutputColumnPair("PredictedLabel", {|MLD1016:"Key"|}) })).Fit(ml.Data.LoadFromBinary(path));
        var score = ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree("A")).Append(ml.Transforms.CopyColumns("Score", {|MLD1016:"A"|})).Fit(data);
        """, Members);

    [Fact]
    public Task AllowsThePredictionMappedBack() => MlNetTest.VerifyBody<PredictionIsTheLabel>("""
        var data = ml.Data.LoadFromTextFile<Bar>(path, ',');
        var trained = ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Transforms.Concatenate("Features", "A")).Append(ml.MulticlassClassification.Trainers.NaiveBayes());
        trained.Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        trained.Append(ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel")).Fit(data);
        trained.Append(ml.Transforms.CopyColumns("Label", "PredictedLabel")).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", "Label")).Fit(data);
        """, Members);

    [Fact]
    public Task AllowsTheLabelUnderAnotherName() => MlNetTest.VerifyBody<PredictionIsTheLabel>("""
        var data = ml.Data.LoadFromTextFile<Bar>(path, ',');
        ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Transforms.Concatenate("Features", "A")).Append(ml.MulticlassClassification.Trainers.NaiveBayes())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Append(ml.Transforms.Conversion.MapKeyToValue("Truth", "Label")).Append(ml.Transforms.Conversion.MapKeyToValue("Label")).Fit(data);
        """, Members);

    [Fact]
    public Task AllowsAColumnMadeBeforeTheTrainer() => MlNetTest.VerifyBody<PredictionIsTheLabel>("""
        var data = ml.Data.LoadFromTextFile<Bar>(path, ',');
        ml.Transforms.CopyColumns("PredictedLabel", "Label").Append(ml.Transforms.Conversion.MapValueToKey("Label")).Append(ml.Transforms.Concatenate("Features", "A"))
            .Append(ml.MulticlassClassification.Trainers.NaiveBayes()).Fit(data);
        """, Members);

    [Fact]
    public Task UsesTheTrainersPrediction() => MlNetTest.FixBody<PredictionIsTheLabel, PredictionIsTheLabelFix>("""
        var data = ml.Data.LoadFromTextFile<Bar>(path, ',');
        ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Transforms.Concatenate("Features", "A")).Append(ml.MulticlassClassification.Trainers.NaiveBayes())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", {|MLD1016:"Label"|})).Fit(data);
        """, """
        var data = ml.Data.LoadFromTextFile<Bar>(path, ',');
        ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Transforms.Concatenate("Features", "A")).Append(ml.MulticlassClassification.Trainers.NaiveBayes())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", "PredictedLabel")).Fit(data);
        """, Members);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<PredictionIsTheLabel>("""
        #pragma warning disable MLD1016
        var data = ml.Data.LoadFromTextFile<Bar>(path, ',');
        ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Transforms.Concatenate("Features", "A")).Append(ml.MulticlassClassification.Trainers.NaiveBayes())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel", "Label")).Fit(data);
        """, Members);
}
