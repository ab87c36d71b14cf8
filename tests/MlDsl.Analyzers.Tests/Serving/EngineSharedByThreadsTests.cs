using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

public sealed class EngineSharedByThreadsTests
{
    [Fact]
    public Task ReportsAStaticEngineInAWebProject() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Serving
        {
            private static readonly Lazy<PredictionEngine<Row, Row>> {|MLD5001:Engine|} = new(() => null!);
            private static PredictionEngine<Row, Row>? {|MLD5001:other|};
            public static object? Get() => other ?? Engine.Value;
            public static void Set(PredictionEngine<Row, Row> engine) => other = engine;
        }
        class Row { public float Label { get; set; } }
        """);

    [Theory]
    [InlineData("public Row Post(Row row) => Serving.Predict(row);", DiagnosticSeverity.Warning)]
    [InlineData("public Row Post(Row row) => row;", DiagnosticSeverity.Info)]
    public async Task WarnsWhereARequestTouchesTheEngine(string action, DiagnosticSeverity severity)
    {
        var program = CSharp.Compile($$"""
            using Microsoft.ML;
            class FareController : Microsoft.AspNetCore.Mvc.ControllerBase { {{action}} }
            class Serving
            {
                private static Lazy<PredictionEngine<Row, Row>> Engine = new(() => null!);
                public static Row Predict(Row row) => Get().Predict(row);
                private static PredictionEngine<Row, Row> Get() => Engine.Value;
            }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All);
        Assert.Equal(severity, Assert.Single(await RuleTest.Diagnostics(program, new EngineSharedByThreads())).Severity);
    }

    [Theory]
    [InlineData("Serving.Predict(row)", DiagnosticSeverity.Warning)]
    [InlineData("row", DiagnosticSeverity.Info)]
    public async Task WarnsWhereAHandlerWithANameTouchesTheEngine(string answer, DiagnosticSeverity severity)
    {
        var program = CSharp.Compile($$"""
            using System;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.ML;
            class Program
            {
                static void Map(IEndpointRouteBuilder app) => app.MapPost("/fare", Fare);
                static Row Fare(Row row) => {{answer}};
            }
            class Serving
            {
                private static Lazy<PredictionEngine<Row, Row>> Engine = new(() => null!);
                public static Row Predict(Row row) => Engine.Value.Predict(row);
            }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All);
        Assert.Equal(severity, Assert.Single(await RuleTest.Diagnostics(program, new EngineSharedByThreads())).Severity);
    }

    [Theory]
    [InlineData("fares.Of(row)", DiagnosticSeverity.Warning)]
    [InlineData("fares.Flat", DiagnosticSeverity.Warning)]
    [InlineData("fares.Fixed()", DiagnosticSeverity.Info)]
    public async Task SuggestsWhereRequestsLeaveTheSingletonsEngineAlone(string answer, DiagnosticSeverity severity)
    {
        var program = CSharp.Compile($$"""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.ML;
            class FareController(Fares fares) : Microsoft.AspNetCore.Mvc.ControllerBase { public float Post(Row row) => {{answer}}; }
            class Fares(MLContext ml, ITransformer model)
            {
                private readonly PredictionEngine<Row, Row> engine = ml.Model.CreatePredictionEngine<Row, Row>(model);
                public float Of(Row row) => engine.Predict(row).Label;
                public float Fixed() => 3;
                public float Flat = 3;
            }
            class Startup { static void Configure(IServiceCollection services) => services.AddSingleton<Fares>(); }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All);
        Assert.Equal(severity, Assert.Single(await RuleTest.Diagnostics(program, new EngineSharedByThreads())).Severity);
    }

    [Fact]
    public Task ReportsASingleton() => MlNetTest.Verify<EngineSharedByThreads>("""
        using Microsoft.Extensions.DependencyInjection;
        class Startup
        {
            static void Configure(IServiceCollection services, PredictionEngine<Row, Row> engine) => services.{|MLD5001:AddSingleton|}(engine);
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task ReportsTheEngineOfASingleton() => MlNetTest.Verify<EngineSharedByThreads>("""
        using Microsoft.Extensions.DependencyInjection;
        interface IFares { float Of(Row row); }
        class Fares(PredictionEngine<Row, Row> engine) : IFares
        {
            private readonly PredictionEngine<Row, Row> engine = engine;
            public float Of(Row row) => engine.Predict(row).Label;
        }
        class Startup
        {
            static void Configure(IServiceCollection services)
            {
                services.{|MLD5001:AddSingleton<IFares, Fares>|}();
                services.{|MLD5001:AddSingleton<IFares>|}(s => new Fares(null));
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAServicePerRequestAndOneThatWaits() => MlNetTest.Verify<EngineSharedByThreads>("""
        using System.Threading;
        using Microsoft.Extensions.DependencyInjection;
        class Fares(PredictionEngine<Row, Row> engine)
        {
            private readonly PredictionEngine<Row, Row> engine = engine;
            public float Of(Row row) => engine.Predict(row).Label;
        }
        class OneByOne(PredictionEngine<Row, Row> engine)
        {
            private readonly SemaphoreSlim turn = new(1);
            private readonly PredictionEngine<Row, Row> engine = engine;
            public float Of(Row row) { turn.Wait(); try { return engine.Predict(row).Label; } finally { turn.Release(); } }
        }
        class PerThread { private readonly ThreadLocal<PredictionEngine<Row, Row>> engine = new(); public object Engine => engine.Value; }
        class Startup
        {
            static void Configure(IServiceCollection services)
            {
                services.AddScoped<Fares>();
                services.AddSingleton<OneByOne>();
                services.AddSingleton<PerThread>();
            }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task ReportsParallelCode() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Batch
        {
            static void Run(List<Row> rows, PredictionEngine<Row, Row> engine) => Parallel.ForEach(rows, row => Score(engine, row));
            static void Run2(List<Row> rows, MLContext ml, ITransformer model)
            {
                var engine = ml.Model.CreatePredictionEngine<Row, Row>(model);
                Parallel.ForEach(rows, row => {|MLD5001:engine|}.Predict(row));
            }
            static void Score(PredictionEngine<Row, Row> engine, Row row) => engine.Predict(row);
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAnEnginePerThread() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Serving
        {
            private static readonly ThreadLocal<PredictionEngine<Row, Row>> Engine = new(() => null!);
            [ThreadStatic] private static PredictionEngine<Row, Row>? mine;
            private PredictionEngine<Row, Row>? own;
            public object? Get() => mine ?? own ?? Engine.Value;
            public void Set(PredictionEngine<Row, Row> engine) => mine = own = engine;
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsTheThreadsOwnEngineInALoop() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Serving(ThreadLocal<PredictionEngine<Row, Row>> engines)
        {
            public void All(Row[] rows) => Parallel.For(0, rows.Length, i => engines.Value!.Predict(rows[i]));
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAnEngineUnderALock() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Serving
        {
            private static readonly PredictionEngine<Row, Row> Engine = null!;
            public static Row Predict(Row row) { lock (Engine) return Engine.Predict(row); }
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task AllowsAPool() => MlNetTest.Verify<EngineSharedByThreads>("""
        class Policy : Microsoft.Extensions.ObjectPool.PooledObjectPolicy<PredictionEngine<Row, Row>>
        {
            public override PredictionEngine<Row, Row> Create() => null!;
            public override bool Return(PredictionEngine<Row, Row> engine) => true;
        }
        class Row { public float Label { get; set; } }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<EngineSharedByThreads>("""
        #pragma warning disable MLD5001
        class Serving
        {
            private static readonly Lazy<PredictionEngine<Row, Row>> Engine = new(() => null!);
            private static PredictionEngine<Row, Row>? other;
            public static object? Get() => other ?? Engine.Value;
            public static void Set(PredictionEngine<Row, Row> engine) => other = engine;
        }
        class Row { public float Label { get; set; } }
        """);
}
