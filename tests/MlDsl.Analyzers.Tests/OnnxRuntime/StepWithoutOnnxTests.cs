using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class StepWithoutOnnxTests
{
    [Fact]
    public Task ReportsACustomMapping() => MlNetTest.VerifyBody<StepWithoutOnnx>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.{|MLD2105:CustomMapping<Trip, Speed>|}((from, to) => to.Pace = from.Miles, "pace").Append(ml.Transforms.Concatenate("Features", "Pace")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        using var stream = File.Create("model.onnx");
        ml.Model.ConvertToOnnx(model, data, stream);
        """, members: """
        class Speed { public float Pace { get; set; } }
        """);

    [Fact]
    public Task AllowsStepsThatExport() => MlNetTest.VerifyBody<StepWithoutOnnx>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        using var stream = File.Create("model.onnx");
        ml.Model.ConvertToOnnx(pipeline.Fit(data), data, stream);
        """);

    [Fact]
    public Task AllowsAPartOfTheChain() => MlNetTest.VerifyBody<StepWithoutOnnx>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.Expression("Pace", "(m) => m / 2", "Miles").Append(ml.Transforms.Concatenate("Features", "Miles")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        using var stream = File.Create("model.onnx");
        ml.Model.ConvertToOnnx(model, data, stream, "Score");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<StepWithoutOnnx>("""
        #pragma warning disable MLD2105
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.CustomMapping<Trip, Speed>((from, to) => to.Pace = from.Miles, "pace").Append(ml.Transforms.Concatenate("Features", "Pace")).Append(ml.Regression.Trainers.FastTree("Fare")).Fit(data);
        using var stream = File.Create("model.onnx");
        ml.Model.ConvertToOnnx(model, data, stream);
        """, members: """
        class Speed { public float Pace { get; set; } }
        """);
}
