using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>MLD5001 where those who use an engine take turns, have one each, or are only one.</summary>
public sealed class EngineInTurnsTests
{
    [Theory]
    [InlineData("lock (gate) return Serving.Predict(row);", DiagnosticSeverity.Info)]
    [InlineData("turn.Wait(); try { return Serving.Predict(row); } finally { turn.Release(); }", DiagnosticSeverity.Info)]
    [InlineData("System.Threading.Monitor.Enter(gate); try { return Serving.Predict(row); } finally { System.Threading.Monitor.Exit(gate); }", DiagnosticSeverity.Info)]
    [InlineData("lock (gate) row = Serving.Predict(row); return Serving.Predict(row);", DiagnosticSeverity.Warning)]
    [InlineData("lock (gate) row.Label++; return Serving.Predict(row);", DiagnosticSeverity.Warning)]
    [InlineData("System.Threading.Tasks.Task.Delay(1).Wait(); return Serving.Predict(row);", DiagnosticSeverity.Warning)]
    public async Task SuggestsWhereTheCallerTakesTurns(string body, DiagnosticSeverity severity)
    {
        var program = CSharp.Compile($$"""
            using Microsoft.ML;
            class FareController : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                private static readonly object gate = new();
                private static readonly System.Threading.SemaphoreSlim turn = new(1);
                public Row Post(Row row) { {{body}} }
            }
            class Serving
            {
                private static readonly System.Lazy<PredictionEngine<Row, Row>> Engine = new(() => null!);
                public static Row Predict(Row row) => Engine.Value.Predict(row);
            }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All);
        Assert.Equal(severity, Assert.Single(await RuleTest.Diagnostics(program, new EngineSharedByThreads())).Severity);
    }

    [Theory]
    [InlineData("", DiagnosticSeverity.Warning)]
    [InlineData("host.GetRequiredService<Fares>().Of(new Row());", DiagnosticSeverity.Info)]
    [InlineData("host.GetRequiredService<Fares>().Of(new Row());", DiagnosticSeverity.Warning, "@inject Fares Fares")]
    [InlineData("host.GetRequiredService<Fares>().Of(new Row());", DiagnosticSeverity.Info, "@inject Others Others")]
    [InlineData("host.GetRequiredService<Fares>().Of(new Row());", DiagnosticSeverity.Warning, "", "class FareController(Fares fares) : Microsoft.AspNetCore.Mvc.ControllerBase { public float Post(Row row) => fares.Of(row); }")]
    public async Task SuggestsWhereOnlyTheProgramAsksForTheSingleton(string start, DiagnosticSeverity severity, string page = "", string more = "")
    {
        var program = CSharp.Compile($$"""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.ML;
            {{more}}
            class Fares(MLContext ml, ITransformer model)
            {
                private readonly PredictionEngine<Row, Row> engine = ml.Model.CreatePredictionEngine<Row, Row>(model);
                public float Of(Row row) => engine.Predict(row).Label;
            }
            static class Host { public static T GetRequiredService<T>(this System.IServiceProvider host) => throw new System.InvalidOperationException(); }
            class Startup
            {
                static void Configure(IServiceCollection services) => services.AddSingleton<Fares>();
                static void Run(System.IServiceProvider host) { {{start}} }
            }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All);
        var found = await RuleTest.Diagnostics(program, [new TextFile("Index.razor", page)], new EngineSharedByThreads());
        Assert.Equal(severity, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task SuggestsTheSingletonOfAProgramWithoutRequests()
    {
        var program = CSharp.Compile("""
            using Microsoft.ML;
            class Services { public void AddSingleton<T>(T service) { } }
            class Window
            {
                static void Configure(Services services, PredictionEngine<Row, Row> engine) => services.AddSingleton(engine);
            }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All.Where(static r => r is PortableExecutableReference { FilePath: not null }));
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await RuleTest.Diagnostics(program, new EngineSharedByThreads())).Severity);
    }

    [Fact]
    public Task AllowsAPropertyThatKeepsNothing() => MlNetTest.Verify<EngineSharedByThreads>("""
        static class Serving
        {
            private static readonly ThreadLocal<PredictionEngine<Row, Row>> mine = new(() => Create());
            public static PredictionEngine<Row, Row> Engine => mine.Value;
            public static PredictionEngine<Row, Row> {|MLD5001:Kept|} { get; } = Create();
            private static PredictionEngine<Row, Row> Create() => new MLContext().Model.CreatePredictionEngine<Row, Row>(null);
            static void All(Row[] rows)
            {
                Parallel.ForEach(rows, row => Engine.Predict(row));
                Parallel.ForEach(rows, row => {|MLD5001:Kept|}.Predict(row));
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsTheEngineOfEachTurnAndOfEachLambda() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Model { public PredictionEngine<Row, Row> Engine { get; set; } }
        class Batch
        {
            static void Each(List<Model> models, Row row) => Parallel.ForEach(models, model => model.Engine.Predict(row));
            static void Both(MLContext ml, ITransformer first, ITransformer second, Row row)
            {
                var one = ml.Model.CreatePredictionEngine<Row, Row>(first);
                var other = ml.Model.CreatePredictionEngine<Row, Row>(second);
                Parallel.Invoke(() => one.Predict(row), () => other.Predict(row));
                Parallel.Invoke(() => {|MLD5001:one|}.Predict(row), () => {|MLD5001:one|}.Predict(new Row()));
            }
            static void Shared(Model held, Row[] rows) => Parallel.ForEach(rows, row => { var model = new Model(); model.Engine.Predict(row); });
            private readonly Model kept = new();
            void Kept(Row[] rows) => Parallel.ForEach(rows, row => {|MLD5001:kept.Engine|}.Predict(row));
        }
        class Row { public float Label { get; set; } }
        """);
}
