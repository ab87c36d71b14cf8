using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class FittedOnScoringRowsTests
{
    [Fact]
    public Task ReportsPreparationFittedOnNewRows() => MlNetTest.VerifyBody<FittedOnScoringRows>("""
        var model = ml.Model.Load("model.zip", out _);
        var rows = ml.Data.LoadFromTextFile<Trip>("new.csv");
        var prepared = ml.Transforms.NormalizeMinMax("Miles").{|MLD4001:Fit|}(rows).Transform(rows);
        var scored = model.Transform(prepared);
        """);

    [Fact]
    public Task ReportsItBesideTheTrainedModel() => MlNetTest.VerifyBody<FittedOnScoringRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Transforms.NormalizeMinMax("Features"));
        var model = ml.Regression.Trainers.Sdca("Fare").Fit(prep.Fit(data).Transform(data));
        var rows = ml.Data.LoadFromTextFile<Trip>("new.csv");
        var scored = model.Transform(prep.{|MLD4001:Fit|}(rows).Transform(rows));
        """);

    [Fact]
    public Task AllowsTheFittedPreparation() => MlNetTest.VerifyBody<FittedOnScoringRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Transforms.NormalizeMinMax("Features")).Fit(data);
        var model = ml.Regression.Trainers.Sdca("Fare").Fit(prep.Transform(data));
        var scored = model.Transform(prep.Transform(ml.Data.LoadFromTextFile<Trip>("new.csv")));
        """);

    [Fact]
    public Task AllowsImportedModels() => MlNetTest.VerifyBody<FittedOnScoringRows>("""
        var rows = ml.Data.LoadFromTextFile<Trip>("new.csv");
        var scored = ml.Model.Load("model.zip", out _).Transform(ml.Transforms.ApplyOnnxModel("embed.onnx").Fit(rows).Transform(rows));
        """);

    [Fact]
    public Task AllowsStreamsOfASeries() => MlNetTest.VerifyBody<FittedOnScoringRows>("""
        var rows = ml.Data.LoadFromTextFile<Trip>("new.csv");
        var marked = ml.Transforms.DetectSpikeBySsa("Spike", "Fare", 95.0, 30, 90, 7).Fit(rows).Transform(rows);
        var scored = ml.Model.Load("model.zip", out _).Transform(marked);
        """);

    [Fact]
    public Task AllowsColumnsThatTheModelDoesNotRead() => MlNetTest.VerifyBody<FittedOnScoringRows>("""
        var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(ml.Data.LoadFromTextFile<Trip>(path));
        var rows = ml.Data.LoadFromTextFile<Trip>("new.csv");
        model.Transform(ml.Transforms.NormalizeMinMax("Shown", "Seconds").Fit(rows).Transform(rows));
        ml.Model.Load("model.zip", out _).Transform(ml.Transforms.Conversion.MapValueToKey("Label", "Payment").Fit(rows).Transform(rows));
        """);

    [Fact]
    public Task AllowsAModelThatMayHaveBeenFittedHere() => MlNetTest.VerifyBody<FittedOnScoringRows>("""
        ITransformer model = System.IO.File.Exists("model.zip") ? ml.Model.Load("model.zip", out _)
            : ml.Transforms.NormalizeMinMax("Miles").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(ml.Data.LoadFromTextFile<Trip>(path));
        var rows = ml.Data.LoadFromTextFile<Trip>("new.csv");
        var scored = model.Transform(ml.Transforms.NormalizeMinMax("Miles").Fit(rows).Transform(rows));
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<FittedOnScoringRows>("""
        #pragma warning disable MLD4001
        var model = ml.Model.Load("model.zip", out _);
        var rows = ml.Data.LoadFromTextFile<Trip>("new.csv");
        var prepared = ml.Transforms.NormalizeMinMax("Miles").Fit(rows).Transform(rows);
        var scored = model.Transform(prepared);
        """);
}
