using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class InputLeavesFeatureUnsetTests
{
    [Fact]
    public Task ReportsAFeatureThatIsNotSet() => MlNetTest.VerifyBody<InputLeavesFeatureUnset>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(pipeline.Fit(data));
        engine.Predict(new {|MLD4003:Trip|} { Miles = 2 });
        """);

    [Fact]
    public Task ReportsALabelThatIsPassedIn() => MlNetTest.VerifyBody<InputLeavesFeatureUnset>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        float known = 12;
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(pipeline.Fit(data));
        var trip = new Trip { Miles = 2, Seconds = 60, {|MLD4003:Fare = known|} };
        engine.Predict(trip);
        """);

    [Fact]
    public Task AllowsARowWithEveryFeature() => MlNetTest.VerifyBody<InputLeavesFeatureUnset>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(pipeline.Fit(data));
        engine.Predict(new Trip { Miles = 2, Seconds = 0, Fare = 0 });
        """);

    [Fact]
    public Task AllowsARowThatIsFilledLater() => MlNetTest.VerifyBody<InputLeavesFeatureUnset>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(pipeline.Fit(data));
        var trip = new Trip { Miles = 2 };
        trip.Seconds = 60;
        engine.Predict(trip);
        """);

    [Fact]
    public Task AllowsALoadedModel() => MlNetTest.VerifyBody<InputLeavesFeatureUnset>("""
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(ml.Model.Load("model.zip", out _));
        engine.Predict(new Trip { Miles = 2 });
        """);

    [Fact]
    public Task LeavesTheLabelOut() => MlNetTest.FixBody<InputLeavesFeatureUnset, InputLeavesFeatureUnsetFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        float known = 12;
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(pipeline.Fit(data));
        engine.Predict(new Trip { Miles = 2, Seconds = 60, {|MLD4003:Fare = known|} });
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        float known = 12;
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(pipeline.Fit(data));
        engine.Predict(new Trip { Miles = 2, Seconds = 60 });
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<InputLeavesFeatureUnset>("""
        #pragma warning disable MLD4003
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>(pipeline.Fit(data));
        engine.Predict(new Trip { Miles = 2 });
        """);
}
