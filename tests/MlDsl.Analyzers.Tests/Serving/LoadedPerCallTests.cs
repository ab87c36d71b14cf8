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
    public Task ReportsALoopThatLoadsOrTakesAField() => MlNetTest.Verify<LoadedPerCall>("""
        class Batch(MLContext ml)
        {
            private readonly ITransformer model = ml.Model.Load("model.zip", out _);
            void Run(List<Row> rows)
            {
                for (int i = 0; i < rows.Count; i++) Console.WriteLine(ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model).Predict(rows[i]).Label);
            }
            void Ask()
            {
                while (Console.ReadLine() is { Length: > 0 } line)
                {
                    var loaded = ml.Model.{|MLD5002:Load|}("model.zip", out _);
                    var engine = ml.Model.CreatePredictionEngine<Row, Row>(loaded);
                    Console.WriteLine(engine.Predict(new Row { Label = line.Length }).Label);
                }
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsALoopThatWaitsForANewFileOrNamesIt() => MlNetTest.Verify<LoadedPerCall>("""
        class Watch(MLContext ml)
        {
            void Run()
            {
                while (true)
                {
                    var model = ml.Model.Load("model.zip", out _);
                    Console.WriteLine(ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(new Row()).Label);
                    System.Threading.Thread.Sleep(60_000);
                }
            }
            void Each(string[] files)
            {
                foreach (var file in files) Console.WriteLine(ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load(file, out _)).Predict(new Row()).Label);
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
    public Task ReportsAServiceThatAnActionCalls() => MlNetTest.Verify<LoadedPerCall>("""
        interface IFares { Task<float> Fare(Row row); }
        class Fares(MLContext ml, ITransformer model) : IFares
        {
            public Task<float> Fare(Row row) => Task.Run(() =>
            {
                var engine = ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model);
                return engine.Predict(row).Label;
            });
        }
        class Scores
        {
            public float Of(Row row)
            {
                var ml = new {|MLD5002:MLContext|}();
                var model = ml.Model.{|MLD5002:Load|}("model.zip", out _);
                return ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model).Predict(row).Label;
            }
        }
        class FareController(IFares fares) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public Task<float> Post(Row row) => fares.Fare(row);
            public float Put(Row row) => new Scores().Of(row);
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task SuggestsAnEngineForABatch() => MlNetTest.Verify<LoadedPerCall>("""
        class Fares(MLContext ml, ITransformer model)
        {
            public float Sum(List<Row> rows)
            {
                var engine = ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model);
                float sum = 0;
                foreach (var row in rows) sum += engine.Predict(row).Label;
                return sum;
            }
        }
        class FareController(Fares fares) : Microsoft.AspNetCore.Mvc.ControllerBase { public float Post(List<Row> rows) => fares.Sum(rows); }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task ReportsWhatIsMadeWithEachControllerOrService() => MlNetTest.Verify<LoadedPerCall>("""
        using Microsoft.Extensions.DependencyInjection;
        class FareController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly PredictionEngine<Row, Row> engine;
            private static readonly MLContext Shared = new();
            private readonly ITransformer second = Shared.Model.{|MLD5002:Load|}("second.zip", out _);
            public FareController(MLContext ml) => engine = ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(ml.Model.{|MLD5002:Load|}("model.zip", out _));
            public float Post(Row row) => engine.Predict(row).Label;
        }
        class Scores
        {
            private readonly ITransformer model;
            public Scores() => model = new MLContext().Model.{|MLD5002:Load|}("model.zip", out _);
            public ITransformer Model => model;
        }
        class Use(Scores scores) { public ITransformer Model => scores.Model; }
        class Startup
        {
            static void Configure(IServiceCollection services) => services.AddScoped<Scores>();
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsStartUpCode() => MlNetTest.Verify<LoadedPerCall>("""
        using Microsoft.Extensions.DependencyInjection;
        class Fares
        {
            private readonly ITransformer model;
            public Fares(MLContext ml) => model = ml.Model.Load("model.zip", out _);
            public ITransformer Model => model;
        }
        class FareController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private static PredictionEngine<Row, Row> engine;
            public FareController(MLContext ml) => engine ??= ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load("model.zip", out _));
            public float Post(Row row) => engine.Predict(row).Label;
        }
        class NeverTaken { public NeverTaken(MLContext ml) => Model = ml.Model.Load("model.zip", out _); public ITransformer Model; }
        class Startup
        {
            static void Configure(IServiceCollection services) => services.AddSingleton<Fares>().AddScoped<NeverTaken>();
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAServiceThatKeepsWhatItMakes() => MlNetTest.Verify<LoadedPerCall>("""
        using System.Collections.Concurrent;
        class Fares(MLContext ml)
        {
            private readonly ConcurrentDictionary<string, PredictionEngine<Row, Row>> engines = new();
            private PredictionEngine<Row, Row> own, other;
            private Lazy<PredictionEngine<Row, Row>> lazy;
            public float First(Row row) => (own ??= ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load("model.zip", out _))).Predict(row).Label;
            public float Second(Row row) => engines.GetOrAdd("", key => ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load("model.zip", out _))).Predict(row).Label;
            public float Third(Row row)
            {
                if (other == null)
                {
                    var model = ml.Model.Load("model.zip", out _);
                    var made = ml.Model.CreatePredictionEngine<Row, Row>(model);
                    other = made;
                }
                return other.Predict(row).Label;
            }
            public float Fourth(Row row)
            {
                lazy = new(() => ml.Model.CreatePredictionEngine<Row, Row>(ml.Model.Load("model.zip", out _)));
                return lazy.Value.Predict(row).Label;
            }
            public float Trained(IEstimator<ITransformer> pipeline, Row row)
            {
                var model = pipeline.Fit(ml.Data.LoadFromTextFile<Row>("rows.csv"));
                return ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(row).Label;
            }
        }
        class FareController(Fares fares, IEstimator<ITransformer> pipeline) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public float Post(Row row) => fares.First(row) + fares.Second(row) + fares.Third(row) + fares.Fourth(row) + fares.Trained(pipeline, row);
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
