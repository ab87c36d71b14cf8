using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class OtherLabelEvaluatedTests
{
    [Fact]
    public Task ReportsTheRawLabelOfAKey() => MlNetTest.VerifyBody<OtherLabelEvaluated>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Conversion.MapValueToKey("Code", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.NaiveBayes("Code")).Fit(split.TrainSet);
        ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet), {|MLD1006:"Payment"|});
        """);

    [Fact]
    public Task ReportsTheDefaultLabel() => MlNetTest.VerifyBody<OtherLabelEvaluated>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.{|MLD1006:Evaluate|}(model.Transform(split.TestSet));
        """);

    [Fact]
    public Task ReportsAPredictionAsTheLabel() => MlNetTest.VerifyBody<OtherLabelEvaluated>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.FastTree("Tipped")).Fit(split.TrainSet);
        ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), {|MLD1006:"PredictedLabel"|});
        """);

    [Fact]
    public Task AllowsKeysByValueOfCodes() => MlNetTest.VerifyBody<OtherLabelEvaluated>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Conversion.MapValueToKey("Code", "Payment", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.NaiveBayes("Code")).Fit(split.TrainSet);
        ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet), "Payment");
        """);

    [Fact]
    public Task AllowsStackedModels() => MlNetTest.VerifyBody<OtherLabelEvaluated>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.BinaryClassification.Trainers.FastTree("Tipped")).Append(ml.Transforms.CopyColumns("Guess", "PredictedLabel"))
            .Append(ml.BinaryClassification.Trainers.LightGbm("Guess")).Fit(split.TrainSet);
        ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), "Tipped");
        """);

    [Fact]
    public Task PassesTheTrainedLabel() => MlNetTest.FixBody<OtherLabelEvaluated, OtherLabelEvaluatedFix>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.Evaluate(model.Transform(split.TestSet), {|MLD1006:"Miles"|});
        """, MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<OtherLabelEvaluated>("""
        #pragma warning disable MLD1006
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var model = ml.Transforms.Conversion.MapValueToKey("Code", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.MulticlassClassification.Trainers.NaiveBayes("Code")).Fit(split.TrainSet);
        ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet), "Payment");
        """);
}
