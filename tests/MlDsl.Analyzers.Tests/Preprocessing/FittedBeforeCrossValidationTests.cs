using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class FittedBeforeCrossValidationTests
{
    [Fact]
    public Task ReportsFoldsOverPreparedRows() => MlNetTest.VerifyBody<FittedBeforeCrossValidation>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prepared = ml.Transforms.Concatenate("Features", "Seconds", "Miles").Append(ml.Transforms.NormalizeMeanVariance("Features")).Fit(data).Transform(data);
        ml.Regression.CrossValidate({|MLD1502:prepared|}, ml.Regression.Trainers.Sdca("Fare"));
        """);

    [Fact]
    public Task AllowsPreparationThatLearnsNothing() => MlNetTest.VerifyBody<FittedBeforeCrossValidation>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prepared = ml.Transforms.Concatenate("Features", "Seconds", "Miles").Fit(data).Transform(data);
        ml.Regression.CrossValidate(prepared, ml.Regression.Trainers.FastTree("Fare"));
        """);

    [Fact]
    public Task AllowsFoldsOverRawRows() => MlNetTest.VerifyBody<FittedBeforeCrossValidation>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare");
        """);

    [Fact]
    public Task ReportsAScaleThatAnotherStepOfThePreparationReads() => MlNetTest.VerifyBody<FittedBeforeCrossValidation>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prepared = ml.Transforms.NormalizeMinMax("Scaled", "Miles").Append(ml.Transforms.Concatenate("Features", "Scaled")).Fit(data).Transform(data);
        ml.Regression.CrossValidate({|MLD1502:prepared|}, ml.Regression.Trainers.Sdca("Fare"));
        """);

    [Fact]
    public Task AllowsPreparationThatEachFoldMakesAnew() => MlNetTest.VerifyBody<FittedBeforeCrossValidation>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Categorical.OneHotEncoding("Code", "Vendor").Append(ml.Transforms.Concatenate("Features", "Code"))
            .Append(ml.Transforms.NormalizeMinMax("Features")).Append(ml.Regression.Trainers.Sdca("Fare"));
        var seen = pipeline.Fit(data).Transform(data);
        ml.Regression.CrossValidate(seen, pipeline, labelColumnName: "Fare");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<FittedBeforeCrossValidation>("""
        #pragma warning disable MLD1502
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var prepared = ml.Transforms.Concatenate("Features", "Seconds", "Miles").Append(ml.Transforms.NormalizeMeanVariance("Features")).Fit(data).Transform(data);
        ml.Regression.CrossValidate(prepared, ml.Regression.Trainers.Sdca("Fare"));
        """);
}
