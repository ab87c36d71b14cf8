using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class SavedWithoutInputSchemaTests
{
    [Fact]
    public Task ReportsANullSchema() => MlNetTest.VerifyBody<SavedWithoutInputSchema>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Model.Save(pipeline.Fit(data), {|MLD1015:null|}, "model.zip");
        """);

    [Fact]
    public Task ReportsTheSchemaOfTransformedRows() => MlNetTest.VerifyBody<SavedWithoutInputSchema>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(data);
        var scored = model.Transform(data);
        ml.Model.Save(model, {|MLD1015:scored.Schema|}, "model.zip");
        """);

    [Fact]
    public Task AllowsTheRawSchema() => MlNetTest.VerifyBody<SavedWithoutInputSchema>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Model.Save(pipeline.Fit(data), data.Schema, "model.zip");
        """);

    [Fact]
    public Task AllowsASubModelOnPreparedRows() => MlNetTest.VerifyBody<SavedWithoutInputSchema>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prep = ml.Transforms.Concatenate("Features", "Miles").Fit(data);
        var prepared = prep.Transform(data);
        var model = ml.Regression.Trainers.FastTree("Fare").Fit(prepared);
        ml.Model.Save(model, prepared.Schema, "model.zip");
        """);

    [Fact]
    public Task PassesTheSchemaOfTheTrainingRows() => MlNetTest.FixBody<SavedWithoutInputSchema, SavedWithoutInputSchemaFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(data);
        ml.Model.Save(model, {|MLD1015:null|}, "model.zip");
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(data);
        ml.Model.Save(model, data.Schema, "model.zip");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<SavedWithoutInputSchema>("""
        #pragma warning disable MLD1015
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Model.Save(pipeline.Fit(data), null, "model.zip");
        """);
}
