using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class TrainAndTestFromOneSourceTests
{
    [Fact]
    public Task ReportsOnePathTwice() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv");
        var test = ml.Data.LoadFromTextFile<Trip>({|MLD1103:"trips.csv"|});
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(train);
        ml.Regression.Evaluate(model.Transform(test), "Fare");
        """);

    [Fact]
    public Task ReportsOneVariableTwice() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.LoadFromTextFile<Trip>(path);
        var test = ml.Data.LoadFromTextFile<Trip>({|MLD1103:path|});
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """);

    [Fact]
    public Task AllowsTwoFiles() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.LoadFromTextFile<Trip>("train.csv");
        var test = ml.Data.LoadFromTextFile<Trip>("test.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """);

    [Fact]
    public Task AllowsFiltersThatMayTellTheRowsApart() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.FilterRowsByColumn(ml.Data.LoadFromTextFile<Trip>(path), "Seconds", upperBound: 900);
        var test = ml.Data.FilterRowsByColumn(ml.Data.LoadFromTextFile<Trip>(path), "Seconds", lowerBound: 900);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """);

    [Fact]
    public Task AllowsAVariableThatChanges() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        var train = ml.Data.LoadFromTextFile<Trip>(path);
        path = "test.csv";
        var test = ml.Data.LoadFromTextFile<Trip>(path);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        ml.Regression.Evaluate(pipeline.Fit(train).Transform(test), "Fare");
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<TrainAndTestFromOneSource>("""
        #pragma warning disable MLD1103
        var train = ml.Data.LoadFromTextFile<Trip>("trips.csv");
        var test = ml.Data.LoadFromTextFile<Trip>("trips.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(train);
        ml.Regression.Evaluate(model.Transform(test), "Fare");
        """);
}
