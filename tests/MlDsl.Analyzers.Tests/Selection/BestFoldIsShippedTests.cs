using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class BestFoldIsShippedTests
{
    [Fact]
    public Task ReportsASavedFold() => MlNetTest.VerifyBody<BestFoldIsShipped>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var folds = ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare");
        var best = folds.OrderByDescending(f => f.Metrics.RSquared).First().Model;
        ml.Model.Save({|MLD1603:best|}, data.Schema, "model.zip");
        """);

    [Fact]
    public Task ReportsAFoldThatPredicts() => MlNetTest.VerifyBody<BestFoldIsShipped>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare").MaxBy(f => f.Metrics.RSquared).Model;
        var engine = ml.Model.CreatePredictionEngine<Trip, FarePrediction>({|MLD1603:model|});
        """);

    [Fact]
    public Task ReportsTheBestScore() => MlNetTest.VerifyBody<BestFoldIsShipped>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        Console.WriteLine(ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare").{|MLD1603:Max|}(f => f.Metrics.RSquared));
        """);

    [Fact]
    public Task AllowsTheMean() => MlNetTest.VerifyBody<BestFoldIsShipped>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        Console.WriteLine(ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare").Average(f => f.Metrics.RSquared));
        """);

    [Fact]
    public Task AllowsALookAtTheBestFold() => MlNetTest.VerifyBody<BestFoldIsShipped>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var best = ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare").OrderBy(f => f.Metrics.RSquared).First();
        Console.WriteLine(best.Fold);
        """);

    [Fact]
    public Task AllowsTheRangeOfOneMetric() => MlNetTest.VerifyBody<BestFoldIsShipped>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var folds = ml.Regression.CrossValidate(data, ml.Regression.Trainers.FastTree("Fare", "Miles"), labelColumnName: "Fare");
        Console.WriteLine(folds.Max(f => f.Metrics.RSquared) - folds.Min(f => f.Metrics.RSquared));
        """);

    [Fact]
    public Task ReportsTheBestOfTwoMetrics() => MlNetTest.VerifyBody<BestFoldIsShipped>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var folds = ml.Regression.CrossValidate(data, ml.Regression.Trainers.FastTree("Fare", "Miles"), labelColumnName: "Fare");
        Console.WriteLine((folds.{|MLD1603:Max|}(f => f.Metrics.RSquared), folds.{|MLD1603:Min|}(f => f.Metrics.MeanAbsoluteError)));
        """);

    [Fact]
    public Task ReportsTheMean() => MlNetTest.FixBody<BestFoldIsShipped, BestFoldIsShippedFix>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        Console.WriteLine(ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare").{|MLD1603:Max|}(f => f.Metrics.RSquared));
        """, """
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        Console.WriteLine(ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare").Average(f => f.Metrics.RSquared));
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<BestFoldIsShipped>("""
        #pragma warning disable MLD1603
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var folds = ml.Regression.CrossValidate(data, pipeline, labelColumnName: "Fare");
        var best = folds.OrderByDescending(f => f.Metrics.RSquared).First().Model;
        ml.Model.Save(best, data.Schema, "model.zip");
        """);
}
