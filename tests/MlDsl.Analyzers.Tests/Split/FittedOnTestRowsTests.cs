using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

public sealed class FittedOnTestRowsTests
{
    [Fact]
    public Task ReportsFit() => MlNetTest.VerifyBody<FittedOnTestRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit({|MLD1102:split.TestSet|});
        ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task ReportsCrossValidation() => MlNetTest.VerifyBody<FittedOnTestRows>(MlNetTest.SplitTrips + """
        ml.Regression.CrossValidate({|MLD1102:split.TestSet|}, pipeline, labelColumnName: "Fare");
        """);

    [Fact]
    public Task ReportsAnAliasOfTheTestSide() => MlNetTest.VerifyBody<FittedOnTestRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var (train, test) = (ml.Data.TrainTestSplit(data).TrainSet, ml.Data.TrainTestSplit(data).TestSet);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        IDataView rows = test;
        pipeline.Fit({|MLD1102:rows|});
        """);

    [Fact]
    public Task AllowsARefitAfterTheScoreIsKnown() => MlNetTest.VerifyBody<FittedOnTestRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        var final = pipeline.Fit(split.TestSet);
        """);

    [Fact]
    public Task AllowsStepsThatLearnNothing() => MlNetTest.VerifyBody<FittedOnTestRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var scored = ml.Transforms.Concatenate("Features", "Seconds", "Miles").Fit(split.TestSet).Transform(split.TestSet);
        """);

    [Fact]
    public Task AllowsAnImportedModel() => MlNetTest.VerifyBody<FittedOnTestRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var scored = ml.Transforms.ApplyOnnxModel("model.onnx").Fit(split.TestSet).Transform(split.TestSet);
        """);

    [Fact]
    public Task AllowsASecondSplitOfTheTestSide() => MlNetTest.VerifyBody<FittedOnTestRows>(MlNetTest.SplitTrips + """
        var halves = ml.Data.TrainTestSplit(split.TestSet, 0.5);
        pipeline.Fit(halves.TrainSet);
        """);

    [Fact]
    public Task ProposesTheTrainingSide() => MlNetTest.FixBody<FittedOnTestRows, FittedOnTestRowsFix>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit({|MLD1102:split.TestSet|});
        """, MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        """);

    [Fact]
    public Task AllowsASampleAsASuggestion() => MlNetTest.VerifyBody<FittedOnTestRows>("""
        var some = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>(path), 0.05).TestSet;
        ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit({|MLD1102:some|});
        """);

    [Theory]
    [InlineData("var folds = ml.Regression.CrossValidate(split.TestSet, pipeline);", DiagnosticSeverity.Info)]
    [InlineData("ml.Regression.CrossValidate(split.TestSet, pipeline);", DiagnosticSeverity.Info)]
    [InlineData("var folds = ml.Regression.CrossValidate(split.TestSet, pipeline); Console.WriteLine(folds.Count);", DiagnosticSeverity.Error)]
    public async Task SuggestsWhereNobodyReadsTheFolds(string validated, DiagnosticSeverity severity)
    {
        var program = CSharp.Compile($$"""
            using System;
            using Microsoft.ML;
            using Microsoft.ML.Data;
            class Trip { [LoadColumn(0)] public float Miles { get; set; } [LoadColumn(1)] public float Label { get; set; } }
            class Program
            {
                static void Main()
                {
                    var ml = new MLContext();
                    var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Trip>("trips.csv"));
                    var pipeline = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree());
                    Console.WriteLine(pipeline.Fit(split.TrainSet));
                    {{validated}}
                }
            }
            """).AddReferences(Library.All);
        Assert.Equal(severity, Assert.Single(await RuleTest.Diagnostics(program, new FittedOnTestRows())).Severity);
    }

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<FittedOnTestRows>("""
        #pragma warning disable MLD1102
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(split.TestSet);
        ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        """);
}
