using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class PreprocessingOutsideModelTests
{
    [Fact]
    public Task ReportsASavedTrainerWithoutItsPreparation() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Transforms.NormalizeMinMax("Features")).Fit(data);
        var prepared = prep.Transform(data);
        var model = ml.Regression.Trainers.Sdca("Fare").Fit(prepared);
        ml.Model.Save({|MLD4002:model|}, prepared.Schema, "model.zip");
        """);

    [Fact]
    public Task ReportsAnEngineWithoutThePreparation() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Fit(data);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prep.Transform(data));
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>({|MLD4002:model|});
        """);

    [Fact]
    public Task AllowsAModelWithItsPreparation() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Fit(data);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prep.Transform(data));
        ml.Model.Save(prep.Append(model), data.Schema, "model.zip");
        """);

    [Fact]
    public Task AllowsAChainThatHoldsTheSameSteps() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var steps = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Transforms.NormalizeMinMax("Features"));
        var prepared = steps.Fit(data).Transform(data);
        var model = steps.Append(ml.Regression.Trainers.Sdca("Fare")).Fit(prepared);
        ml.Model.Save(model, data.Schema, "model.zip");
        """);

    [Fact]
    public Task ReportsAChainThatLacksOneOfTheSteps() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var first = ml.Transforms.Concatenate("Raw", "Miles");
        var prepared = first.Append(ml.Transforms.NormalizeMinMax("Features", "Raw")).Fit(data).Transform(data);
        var model = first.Append(ml.Regression.Trainers.Sdca("Fare")).Fit(prepared);
        ml.Model.Save({|MLD4002:model|}, data.Schema, "model.zip");
        """);

    [Fact]
    public Task AllowsPreparationThatTheModelMakesAnew() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var codes = ml.Transforms.Conversion.MapValueToKey("Code", "Payment").Append(ml.Transforms.Text.FeaturizeText("Features", "Vendor"))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Code"));
        var prepared = codes.Fit(data).Transform(data);
        var model = ml.Transforms.Text.FeaturizeText("Features", "Vendor").Append(ml.Regression.Trainers.Sdca("Fare")).Fit(prepared);
        ml.Model.Save(model, data.Schema, "model.zip");
        """);

    [Fact]
    public Task AllowsTwoFilesThatAreChained() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Fit(data);
        var prepared = prep.Transform(data);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prepared);
        ml.Model.Save(prep, data.Schema, "prep.zip");
        ml.Model.Save(model, prepared.Schema, "model.zip");
        """);

    [Fact]
    public Task AllowsLabelsAndFilesThatOnlyTrainingReads() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Conversion.MapValueToKey("Key", "Payment").Append(ml.Transforms.LoadRawImageBytes("Image", path, "Vendor")).Fit(data);
        var prepared = prep.Transform(data);
        var model = ml.MulticlassClassification.Trainers.ImageClassification("Key", "Image").Fit(prepared);
        ml.Model.Save(model, prepared.Schema, "model.zip");
        """);

    [Fact]
    public Task ReportsPreparationOfTheLabelAndOfAFeature() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Conversion.MapValueToKey("Key", "Payment").Append(ml.Transforms.Concatenate("Features", "Miles")).Fit(data);
        var model = ml.MulticlassClassification.Trainers.NaiveBayes("Key").Fit(prep.Transform(data));
        ml.Model.Save({|MLD4002:model|}, data.Schema, "model.zip");
        """);

    [Fact]
    public Task AppendsTheModelToItsPreparation() => MlNetTest.FixBody<PreprocessingOutsideModel, PreprocessingOutsideModelFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Fit(data);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prep.Transform(data));
        ml.Model.Save({|MLD4002:model|}, data.Schema, "model.zip");
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Fit(data);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prep.Transform(data));
        ml.Model.Save(prep.Append(model), data.Schema, "model.zip");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<PreprocessingOutsideModel>("""
        #pragma warning disable MLD4002
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Transforms.NormalizeMinMax("Features")).Fit(data);
        var prepared = prep.Transform(data);
        var model = ml.Regression.Trainers.Sdca("Fare").Fit(prepared);
        ml.Model.Save(model, prepared.Schema, "model.zip");
        """);
}
