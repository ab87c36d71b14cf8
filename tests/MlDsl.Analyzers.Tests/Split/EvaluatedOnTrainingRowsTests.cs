using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

public sealed class EvaluatedOnTrainingRowsTests
{
    [Fact]
    public Task ReportsTheTrainingSide() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        var scored = model.Transform(split.TrainSet);
        var metrics = ml.Regression.Evaluate({|MLD1101:scored|}, labelColumnName: "Fare");
        Console.WriteLine(metrics.RSquared);
        """);

    [Fact]
    public Task ReportsDataThatWasNeverSplit() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(data);
        ml.Regression.Evaluate({|MLD1101:model.Transform(data)|}, "Fare");
        """);

    [Fact]
    public Task ReportsAModelOfAllRowsOnTheTestSide() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(data);
        ml.Regression.Evaluate({|MLD1101:model.Transform(split.TestSet)|}, "Fare");
        """);

    [Fact]
    public Task ReportsAParameterThatIsBothFittedAndScored() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        {|MLD1101:Report|}(ml, ml.Data.LoadFromTextFile<Trip>(path));
        static void Report(MLContext ml, IDataView rows)
        {
            var model = ml.Transforms.Concatenate("Features", "Seconds").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(rows);
            ml.Regression.Evaluate(model.Transform(rows), "Fare");
        }
        """);

    [Fact]
    public Task ReportsTheCallOfAHelperThatEvaluates() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        Helper.{|MLD1101:Report|}(ml, model, split.TrainSet);
        """, members: """
        static class Helper
        {
            internal static void Report(MLContext ml, ITransformer model, IDataView rows) => ml.Regression.Evaluate(model.Transform(rows), "Fare");
        }
        """);

    [Fact]
    public Task AllowsTheTestSide() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task AllowsATrainingMetricBesideTheTestMetric() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        var train = ml.Regression.Evaluate(model.Transform(split.TrainSet), "Fare");
        var test = ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task AllowsClusteringWhereThereIsNoLabelToRemember() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Transforms.Concatenate("Features", "Seconds", "Miles").Append(ml.Clustering.Trainers.KMeans()).Fit(data);
        ml.Clustering.Evaluate(model.Transform(data));
        """);

    [Fact]
    public Task AllowsDemonstrationsOnRowsThatAreSpelledOut() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        var data = ml.Data.LoadFromEnumerable(new[] { new Trip { Fare = 1 }, new Trip { Fare = 2 } });
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(data);
        ml.Regression.Evaluate(model.Transform(data), "Fare");
        """);

    [Fact]
    public Task AllowsAFieldThatOtherCodeMayHaveFilledAnew() => MlNetTest.Verify<EvaluatedOnTrainingRows>("""
        abstract class Trainer
        {
            protected IDataView? rows;
            protected abstract void LoadTraining();
            protected abstract void LoadTest();
            double Run(MLContext ml)
            {
                LoadTraining();
                var model = ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree()).Fit(rows);
                LoadTest();
                return ml.Regression.Evaluate(model.Transform(rows)).RSquared;
            }
        }
        """);

    [Fact]
    public Task AllowsAModelThatIsLoadedOrFitted() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var split = ml.Data.TrainTestSplit(data);
        ITransformer model = File.Exists("model.zip")
            ? ml.Model.Load("model.zip", out _)
            : ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(split.TrainSet);
        ml.Regression.Evaluate(model.Transform(split.TestSet), "Fare");
        """);

    [Fact]
    public Task AllowsFoldsThatAreSplitByHand() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path);
        var scores = new List<double>();
        foreach (var fold in ml.Data.CrossValidationSplit(data, 4))
        {
            var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree("Fare")).Fit(fold.TrainSet);
            scores.Add(ml.Regression.Evaluate(model.Transform(fold.TestSet), "Fare").RSquared);
        }
        Console.WriteLine(scores.Average());
        """);

    [Fact]
    public Task AllowsALoadedModel() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var model = ml.Model.Load("model.zip", out _);
        ml.Regression.Evaluate(model.Transform(data), "Fare");
        """);

    [Fact]
    public Task ProposesTheTestSide() => MlNetTest.FixBody<EvaluatedOnTrainingRows, EvaluatedOnTrainingRowsFix>(MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        var scored = model.Transform(split.TrainSet);
        ml.Regression.Evaluate({|MLD1101:scored|}, "Fare");
        """, MlNetTest.SplitTrips + """
        var model = pipeline.Fit(split.TrainSet);
        var scored = model.Transform(split.TestSet);
        ml.Regression.Evaluate(scored, "Fare");
        """);

    [Theory]
    [InlineData("", "metrics", DiagnosticSeverity.Warning)]
    [InlineData("// Evaluate the trained model", "metrics", DiagnosticSeverity.Warning)]
    [InlineData("// Metrics on the training set, as a reference", "metrics", DiagnosticSeverity.Info)]
    [InlineData("// Métricas con los datos de entrenamiento", "metrics", DiagnosticSeverity.Info)]
    [InlineData("", "trainMetrics", DiagnosticSeverity.Info)]
    [InlineData("", "metrics", DiagnosticSeverity.Info, "R² on training data: ")]
    public async Task SuggestsWhereTheProgramSaysWhichRowsTheyAre(string comment, string name, DiagnosticSeverity severity, string text = "R² after training: ")
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
                    var rows = ml.Data.LoadFromTextFile<Trip>("trips.csv");
                    var model = ml.Transforms.Concatenate("Features", "Miles").Append(ml.Regression.Trainers.FastTree()).Fit(rows);
                    {{comment}}
                    var scored = model.Transform(rows);
                    var {{name}} = ml.Regression.Evaluate(scored);
                    Console.WriteLine("{{text}}" + {{name}}.RSquared);
                }
            }
            """).AddReferences(Library.All);
        Assert.Equal(severity, Assert.Single(await RuleTest.Diagnostics(program, new EvaluatedOnTrainingRows())).Severity);
    }

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.VerifyBody<EvaluatedOnTrainingRows>("""
        #pragma warning disable MLD1101
        var data = ml.Data.LoadFromTextFile<Trip>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var pipeline = ml.Transforms.Concatenate("Features", "Seconds", "Miles")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Fare"));
        var model = pipeline.Fit(split.TrainSet);
        var scored = model.Transform(split.TrainSet);
        var metrics = ml.Regression.Evaluate(scored, labelColumnName: "Fare");
        Console.WriteLine(metrics.RSquared);
        """);
}
