using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class LoadedPerCallTests
{
    [Fact]
    public Task ReportsAnAction() => MlNetTest.Verify<LoadedPerCall>("""
        class FareController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public float Post(Row row)
            {
                var ml = new {|MLD5002:MLContext|}();
                var model = ml.Model.{|MLD5002:Load|}("model.zip", out _);
                return ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model).Predict(row).Label;
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task ReportsAMinimalEndpoint() => MlNetTest.Verify<LoadedPerCall>("""
        using Microsoft.AspNetCore.Builder;
        class Startup
        {
            static void Map(IEndpointRouteBuilder app, MLContext ml, ITransformer model) =>
                app.MapPost("/fare", (Row row) => ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model).Predict(row));
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task ReportsALoop() => MlNetTest.Verify<LoadedPerCall>("""
        class Batch
        {
            static void Run(List<Row> rows, MLContext ml)
            {
                var model = ml.Model.Load("model.zip", out _);
                foreach (var row in rows) Console.WriteLine(ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model).Predict(row).Label);
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task ReportsAMethodThatPredicts() => MlNetTest.Verify<LoadedPerCall>("""
        class Consume
        {
            public static Row Predict(Row row)
            {
                var ml = new MLContext();
                var model = ml.Model.Load("model.zip", out _);
                var engine = ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model);
                return engine.Predict(row);
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsStartUpCode() => MlNetTest.Verify<LoadedPerCall>("""
        class FareController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly PredictionEngine<Row, Row> engine;
            public FareController(MLContext ml) => engine = ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load("model.zip", out _));
            public float Post(Row row) => engine.Predict(row).Label;
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAConsoleProgram() => MlNetTest.Verify<LoadedPerCall>("""
        class Tool
        {
            static void Main()
            {
                var ml = new MLContext();
                var engine = ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load("model.zip", out _));
                Console.WriteLine(engine.Predict(new Row()).Label);
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAnEngineForEachModel() => MlNetTest.Verify<LoadedPerCall>("""
        class Compare
        {
            static void Run(MLContext ml, List<ITransformer> models)
            {
                foreach (var model in models) Console.WriteLine(ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(new Row()).Label);
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task ReportsTrainingForAPrediction() => MlNetTest.Verify<LoadedPerCall>("""
        class FareController(MLContext ml, IEstimator<ITransformer> pipeline, IDataView rows) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public float Post(Trip trip) => ml.Model.{|MLD5002:CreatePredictionEngine<Trip, Fare>|}(pipeline.{|MLD5002:Fit|}(rows)).Predict(trip).Score;
        }
        class Trip { public float Miles { get; set; } }
        class Fare { public float Score { get; set; } }
        """);

    [Fact]
    public Task AllowsARequestToTrain() => MlNetTest.Verify<LoadedPerCall>("""
        class TrainingController(MLContext ml, IEstimator<ITransformer> pipeline, IDataView rows) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public void Post(string name) => ml.Model.Save(pipeline.Fit(rows), rows.Schema, name);
        }
        """);

    [Fact]
    public Task AllowsAModelThatTheCallNamesOrTrains() => MlNetTest.Verify<LoadedPerCall>("""
        class FareController(MLContext ml) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public float Named(string name, Row row) { var file = Path.Combine("models", name); var model = ml.Model.Load(file, out _); return ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(row).Label; }
            public float Trained(List<Row> known, Row row) => ml.Model.CreatePredictionEngine<Row, Row>(ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(known))).Predict(row).Label;
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<LoadedPerCall>("""
        #pragma warning disable MLD5002
        class FareController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public float Post(Row row)
            {
                var ml = new MLContext();
                var model = ml.Model.Load("model.zip", out _);
                return ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(row).Label;
            }
        }
        class Row { public float Label { get; set; } }
        """);
}
