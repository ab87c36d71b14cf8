using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class LabelChangedByLearnedStepTests
{
    [Fact]
    public Task ReportsAnImputedLabel() => MlNetTest.VerifyBody<LabelChangedByLearnedStep>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.ReplaceMissingValues({|MLD1202:"Fare"|}, replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean)
            .Append(ml.Transforms.Concatenate("Features", "Seconds"))
            .Append(ml.Regression.Trainers.FastTree("Fare"));
        pipeline.Fit(data);
        """);

    [Fact]
    public Task ReportsANormalizedLabel() => MlNetTest.VerifyBody<LabelChangedByLearnedStep>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.NormalizeMinMax({|MLD1202:"Label"|}, "Fare")
            .Append(ml.Transforms.Concatenate("Features", "Seconds"))
            .Append(ml.Regression.Trainers.FastTree());
        pipeline.Fit(data);
        """);

    [Fact]
    public Task AllowsALogarithmThatCanBeUndone() => MlNetTest.VerifyBody<LabelChangedByLearnedStep>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Expression("Label", "(x) => log(x)", "Fare")
            .Append(ml.Transforms.Concatenate("Features", "Seconds"))
            .Append(ml.Regression.Trainers.FastTree());
        pipeline.Fit(data);
        """);

    [Fact]
    public Task AllowsTheKeysOfALabel() => MlNetTest.VerifyBody<LabelChangedByLearnedStep>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", "Payment")
            .Append(ml.Transforms.Concatenate("Features", "Seconds"))
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        pipeline.Fit(data);
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<LabelChangedByLearnedStep>("""
        #pragma warning disable MLD1202
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.ReplaceMissingValues("Fare", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean)
            .Append(ml.Transforms.Concatenate("Features", "Seconds"))
            .Append(ml.Regression.Trainers.FastTree("Fare"));
        pipeline.Fit(data);
        """);

    [Fact]
    public Task DropsTheStep() => MlNetTest.FixBody<LabelChangedByLearnedStep, LabelChangedByLearnedStepFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Transforms.NormalizeMinMax({|MLD1202:"Fare"|})).Append(ml.Regression.Trainers.FastTree("Fare"));
        pipeline.Fit(data);
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare"));
        pipeline.Fit(data);
        """);
}
