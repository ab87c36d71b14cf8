using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>MLD5002 where what a request makes is kept for others, serves many rows, or is what the request is for.</summary>
public sealed class LoadedForMoreTests
{
    [Fact]
    public Task AllowsAModelThatIsPutAway() => MlNetTest.Verify<LoadedPerCall>("""
        interface IMemoryCache { }
        static class CacheExtensions { public static T Set<T>(this IMemoryCache cache, string key, T value) => value; }
        class ModelHolder { public ITransformer Model { get; set; } }
        class ModelCache { public void Add(string key, ITransformer model) { } }
        class FareController(MLContext ml, IMemoryCache cache, ModelHolder holder) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private static readonly Dictionary<string, ITransformer> models = new();
            private static readonly ITransformer[] all = new ITransformer[2];
            private readonly ModelHolder kept = holder;
            private readonly Dictionary<string, ITransformer> mine = new();
            private static ModelCache shared;
            public void Cache() { var model = ml.Model.Load("a.zip", out _); cache.Set("model", model); }
            public void Add() => models.TryAdd("a", ml.Model.Load("a.zip", out _));
            public void Entry() => models["a"] = ml.Model.Load("a.zip", out _);
            public void Element() => all[0] = ml.Model.Load("a.zip", out _);
            public void Hold() => kept.Model = ml.Model.Load("a.zip", out _);
            public void Filled(ModelHolder other) => other.Model = ml.Model.{|MLD5002:Load|}("a.zip", out _);
            public void Local() { var cache = new ModelCache(); cache.Add("model", ml.Model.{|MLD5002:Load|}("a.zip", out _)); }
            public void Bound(ModelCache cache) => cache.Add("model", ml.Model.{|MLD5002:Load|}("a.zip", out _));
            public void Served([Microsoft.AspNetCore.Mvc.FromServices] ModelCache cache) => cache.Add("model", ml.Model.Load("a.zip", out _));
            public void Shared() { var cache = shared; cache.Add("model", ml.Model.Load("a.zip", out _)); }
            public void Made() { var cache = new ModelCache(); cache.Add("model", ml.Model.Load("a.zip", out _)); shared = cache; }
            public void Given([Microsoft.AspNetCore.Mvc.FromServices] ModelHolder other) => other.Model = ml.Model.Load("a.zip", out _);
            public void Mine() => mine["a"] = ml.Model.{|MLD5002:Load|}("a.zip", out _);
            public void Listed() { var some = new List<ITransformer>(); some.Add(ml.Model.{|MLD5002:Load|}("a.zip", out _)); }
        }
        [Microsoft.AspNetCore.Mvc.ApiController]
        class ModelController(MLContext ml) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public void Inferred(ModelHolder holder) => holder.Model = ml.Model.Load("a.zip", out _);
        }
        """);

    [Fact]
    public Task AllowsARequestThatIsThereToTrain() => MlNetTest.Verify<LoadedPerCall>("""
        class FareController(MLContext ml) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public float Train()
            {
                var rows = ml.Data.LoadFromTextFile<Row>("rows.csv");
                var model = ml.Regression.Trainers.FastTree().Fit(rows);
                ml.Model.Save(model, rows.Schema, "model.zip");
                return ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(new Row { Label = 3 }).Label;
            }
            public float Of(float miles)
            {
                var rows = ml.Data.LoadFromTextFile<Row>("rows.csv");
                var model = ml.Regression.Trainers.FastTree().{|MLD5002:Fit|}(rows);
                ml.Model.Save(model, rows.Schema, "model.zip");
                return ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model).Predict(new Row { Label = miles }).Label;
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Theory]
    [InlineData("db.Sales.Where(s => s.Label > 0).ToList()", DiagnosticSeverity.Info)]
    [InlineData("(await store.All()).ToList()", DiagnosticSeverity.Info)]
    [InlineData("store.Now()", DiagnosticSeverity.Info)]
    [InlineData("new List<Row> { new() { Label = 1 }, new() { Label = 2 } }", DiagnosticSeverity.Warning)]
    [InlineData("raw.Select(r => r).ToList()", DiagnosticSeverity.Info)]
    [InlineData("other.Now()", DiagnosticSeverity.Info)]
    [InlineData("(await File.ReadAllLinesAsync(\"sales.csv\")).Select(l => new Row { Label = l.Length }).ToList()", DiagnosticSeverity.Warning)]
    [InlineData("(await File.ReadAllLinesAsync(\"sales.csv\").ConfigureAwait(false)).Select(l => new Row { Label = l.Length }).ToList()", DiagnosticSeverity.Warning)]
    [InlineData("File.ReadLines(\"sales.csv\").Select(l => new Row { Label = l.Length }).ToList()", DiagnosticSeverity.Warning)]
    public async Task SuggestsWhereTheRowsAreThoseOfNow(string rows, DiagnosticSeverity severity)
    {
        var program = CSharp.Compile($$"""
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            using System.Threading.Tasks;
            using Microsoft.ML;
            abstract class Db : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<Row> Sales; }
            interface IStore { Task<IEnumerable<Row>> All(); List<Row> Now(); }
            namespace Systematic { interface IRows { List<Row> Now(); } }
            class SalesController(MLContext ml, Db db, IStore store, Systematic.IRows other) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public async Task<float> Get(float miles)
                {
                    await Task.Yield();
                    var raw = store.Now();
                    var rows = {{rows}};
                    var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows));
                    var model = ml.Regression.Trainers.FastTree().Fit(split.TrainSet);
                    return ml.Model.CreatePredictionEngine<Row, Row>(model).Predict(new Row { Label = miles }).Label + (db is null || other is null || raw is null ? 1 : 0);
                }
            }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All);
        var found = await RuleTest.Diagnostics(program, new LoadedPerCall());
        Assert.Equal(2, found.Length);
        Assert.All(found, d => Assert.Equal(severity, d.Severity));
    }

    [Theory]
    [InlineData("foreach (var row in rows) sum += engine.Predict(row).Label;", "Warning", "Info")]
    [InlineData("foreach (var (row, at) in rows.Select((r, i) => (r, i))) sum += engine.Predict(row).Label + at;", "Warning", "Info")]
    [InlineData("sum += engine.Predict(rows[0]).Label; foreach (var row in rows) sum += kept.Predict(row).Label;", "Warning", "Warning")]
    [InlineData("sum += rows.Select(row => engine.Predict(row)).Sum(r => r.Label);", "Warning", "Info")]
    [InlineData("sum += engine.Predict(rows[0]).Label;", "Warning", "Warning")]
    public async Task SuggestsWhatTheRowsOfABatchAreWorth(string predict, string load, string engine)
    {
        string body = $"""
            var model = ml.Model.Load("model.zip", out _);
            var engine = ml.Model.CreatePredictionEngine<Row, Row>(model);
            float sum = 0; {predict} return sum;
            """;
        Assert.Equal([load, engine], await Levels($"class FareController(MLContext ml, PredictionEngine<Row, Row> kept) : Microsoft.AspNetCore.Mvc.ControllerBase {{ public float Post(Row[] rows) {{ {body} }} }}"));
        // A service that loads for a batch may be asked for one now and then.
        string service = $"class Fares(MLContext ml, PredictionEngine<Row, Row> kept) {{ public float Of(Row[] rows) {{ {body} }} }} class FareController(Fares fares) : Microsoft.AspNetCore.Mvc.ControllerBase {{ public float Post(Row[] rows) => fares.Of(rows); }}";
        Assert.Equal([engine, engine], await Levels(service));

        static async Task<string[]> Levels(string classes)
        {
            var program = CSharp.Compile("using System.Linq; using Microsoft.ML; class Row { public float Label { get; set; } } " + classes).AddReferences(Library.All);
            return [.. (await RuleTest.Diagnostics(program, new LoadedPerCall())).Select(static d => d.Severity.ToString())];
        }
    }

    [Fact]
    public Task AllowsTheEngineOfAThreadAndOfABatch() => MlNetTest.Verify<LoadedPerCall>("""
        class Batch
        {
            static void Threads(MLContext ml, ITransformer model, Row[][] parts)
            {
                var work = new List<Task>();
                foreach (var part in parts)
                {
                    var engine = ml.Model.CreatePredictionEngine<Row, Row>(model);
                    work.Add(Task.Run(() => { foreach (var row in part) engine.Predict(row); }));
                }
            }
            static void Parts(MLContext ml, ITransformer model, Row[][] parts)
            {
                foreach (var part in parts)
                {
                    var engine = ml.Model.CreatePredictionEngine<Row, Row>(model);
                    foreach (var row in part) engine.Predict(row);
                }
                foreach (var part in parts)
                {
                    var engine = ml.Model.{|MLD5002:CreatePredictionEngine<Row, Row>|}(model);
                    engine.Predict(part[0]);
                }
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsTheServiceOfAComponentOrOfBackgroundWork() => MlNetTest.Verify<LoadedPerCall>("""
        using Microsoft.Extensions.DependencyInjection;
        abstract class ComponentBase { }
        abstract class BackgroundService { }
        class Shown(MLContext ml) { public readonly ITransformer Model = ml.Model.Load("a.zip", out _); public Shown() : this(new MLContext()) => Model = new MLContext().Model.{|MLD5002:Load|}("b.zip", out _); }
        class Worked { private readonly ITransformer model; public Worked(MLContext ml) => model = ml.Model.Load("a.zip", out _); public object Model => model; }
        class Asked { private readonly ITransformer model; public Asked(MLContext ml) => model = ml.Model.{|MLD5002:Load|}("a.zip", out _); public object Model => model; }
        class Index : ComponentBase { public Shown Shown { get; set; } }
        class Nightly(Worked worked) : BackgroundService { public object Model => worked.Model; }
        class FareController(Asked asked) : Microsoft.AspNetCore.Mvc.ControllerBase { public bool Get() => asked.Model is null; }
        class Startup
        {
            static void Configure(IServiceCollection services)
            {
                services.AddScoped<Shown>();
                services.AddScoped<Worked>();
                services.AddScoped<Asked>();
            }
        }
        """);

    [Theory]
    [InlineData("class FareController(Scores scores) : Microsoft.AspNetCore.Mvc.ControllerBase { public bool Get() => scores.Model is null; }", "", "", "Warning")]
    [InlineData("class Index : ComponentBase { public Scores Scores { get; set; } }", "", "", "Info")]
    [InlineData("class Nightly(Scores scores) : BackgroundService { public object Model => scores.Model; }", "", "")]
    [InlineData("", "Index.razor", "@inject Scores Scores", "Info")]
    [InlineData("", "Index.cshtml", "@inject Scores Scores", "Warning")]
    [InlineData("class Index : ComponentBase { public Scores Scores { get; set; } }", "Index.cshtml", "@inject Scores Scores", "Warning")]
    [InlineData("", "Index.cshtml", "@inject AllScores Others")]
    public async Task TheServiceOfAViewIsForRequestsThatOfAComponentMayBe(string taker, string page, string text, params string[] levels)
    {
        var program = CSharp.Compile($$"""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.ML;
            abstract class ComponentBase { }
            abstract class BackgroundService { }
            class Scores { private readonly ITransformer model; public Scores(MLContext ml) => model = ml.Model.Load("a.zip", out _); public object Model => model; }
            {{taker}}
            class Startup { static void Configure(IServiceCollection services) => services.AddScoped<Scores>(); }
            """).AddReferences(Library.All);
        var found = await RuleTest.Diagnostics(program, [new TextFile(page, text)], new LoadedPerCall());
        Assert.Equal(levels, found.Select(static d => d.Severity.ToString()));
    }

    [Fact]
    public Task AllowsTheModelThatARequestFillsIn() => MlNetTest.Verify<LoadedPerCall>("""
        class BindPropertyAttribute : Attribute { }
        class FareController(MLContext ml) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [BindProperty] public string Model { get; set; }
            public string Fixed { get; set; } = "a";
            public bool Bound() => ml.Model.Load(Model + ".zip", out _) is null;
            public bool Same() => ml.Model.{|MLD5002:Load|}(Fixed + ".zip", out _) is null;
        }
        """);
}
