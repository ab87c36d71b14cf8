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
    [InlineData("host.GetRequiredService<Fares>().Of(new Row());", DiagnosticSeverity.Info, "@inject AllFares Others")]
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

    [Theory]
    [InlineData("", DiagnosticSeverity.Info)]
    [InlineData("class Nightly : Microsoft.Extensions.Hosting.BackgroundService { }", DiagnosticSeverity.Warning)]
    [InlineData("class Fare { [Microsoft.Azure.Functions.Worker.Function] public void Run() { } }", DiagnosticSeverity.Warning)]
    public async Task SuggestsTheSingletonOfAProgramWithoutRequests(string more, DiagnosticSeverity severity)
    {
        MetadataReference hosts = CSharp.Compile("""
            namespace Microsoft.Extensions.Hosting { public abstract class BackgroundService { } }
            namespace Microsoft.Azure.Functions.Worker { public sealed class FunctionAttribute : System.Attribute { } }
            """).ToMetadataReference();
        var program = CSharp.Compile($$"""
            using Microsoft.ML;
            {{more}}
            class Services { public void AddSingleton<T>(T service) { } }
            class Window
            {
                static void Configure(Services services, PredictionEngine<Row, Row> engine) => services.AddSingleton(engine);
            }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All.Where(static r => r is PortableExecutableReference { FilePath: not null })).AddReferences(hosts);
        Assert.Equal(severity, Assert.Single(await RuleTest.Diagnostics(program, new EngineSharedByThreads())).Severity);
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

    [Theory]
    [InlineData("private readonly PredictionEngine<Row, Row> engine = Create();", "=> engine;", true)]
    [InlineData("private readonly Lazy<PredictionEngine<Row, Row>> lazy = new(Create);", "=> lazy.Value;", true)]
    [InlineData("private PredictionEngine<Row, Row> engine;", "{ get { return engine ??= Create(); } }", true)]
    [InlineData("private readonly ThreadLocal<PredictionEngine<Row, Row>> mine = new(Create);", "=> mine.Value;", false)]
    [InlineData("[ThreadStatic] private static PredictionEngine<Row, Row> mine;", "=> mine ??= Create();", false)]
    [InlineData("", "=> Create();", false)]
    public Task ReportsAPropertyThatGivesWhatAFieldKeeps(string field, string property, bool isOne) => MlNetTest.Verify<EngineSharedByThreads>($$"""
        class Serving
        {
            {{field}}
            PredictionEngine<Row, Row> Engine {{property}}
            static PredictionEngine<Row, Row> Create() => new MLContext().Model.CreatePredictionEngine<Row, Row>(null);
            void All(Row[] rows) => Parallel.ForEach(rows, row => {{(isOne ? "{|MLD5001:Engine|}" : "Engine")}}.Predict(row));
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task LooksAtTheLambdaThatTheCallRuns() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Model { public PredictionEngine<Row, Row> Engine { get; set; } }
        class Batch
        {
            private PredictionEngine<Row, Row> mine;
            static void Each(List<Model> models, Row[] rows) => Parallel.ForEach(models, model => rows.Select(row => model.Engine.Predict(row)).ToList());
            static void All(Model model, Row[][] parts) => Parallel.ForEach(parts, part => part.Select(row => {|MLD5001:model.Engine|}.Predict(row)).ToList());
            static void Both(Model first, Model second, Row row)
            {
                Parallel.Invoke(() => first.Engine.Predict(row), () => second.Engine.Predict(row));
                Parallel.Invoke(() => {|MLD5001:first.Engine|}.Predict(row), () => {|MLD5001:first.Engine|}.Predict(row));
            }
            void Own(Row row) => Parallel.Invoke(() => {|MLD5001:mine|}.Predict(row), () => {|MLD5001:this.mine|}.Predict(row));
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsParallelCodeThatTakesTurns() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Batch(PredictionEngine<Row, Row> given)
        {
            private readonly PredictionEngine<Row, Row> engine = given;
            private readonly SemaphoreSlim turn = new(1), several = new(4);
            private readonly object gate = new();
            void Locks(Row[] rows) => Parallel.ForEach(rows, row => { lock (gate) engine.Predict(row); });
            void Enters(Row[] rows) => Parallel.ForEach(rows, row => { Monitor.Enter(gate); try { engine.Predict(row); } finally { Monitor.Exit(gate); } });
            void Waits(Row[] rows) => Parallel.ForEach(rows, row => { turn.Wait(); try { engine.Predict(row); } finally { turn.Release(); } });
            void LetsSeveralIn(Row[] rows) => Parallel.ForEach(rows, row => { several.Wait(); try { {|MLD5001:engine|}.Predict(row); } finally { several.Release(); } });
            void LocksAround(Row[] rows) { lock (gate) Parallel.ForEach(rows, row => {|MLD5001:engine|}.Predict(row)); }
            void LocksItsOwn(Row[] rows) => Parallel.ForEach(rows, row => { var own = new object(); lock (own) {|MLD5001:engine|}.Predict(row); });
        }
        class Row { public float Label { get; set; } }
        """);
}
