using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>MLD5001 where requests wait: whether at one gate for all of them, and one at a time.</summary>
public sealed class GatesOfRequestsTests
{
    [Theory]
    [InlineData("private static readonly object gate = new();", "lock (gate) return Serving.Predict(row);", DiagnosticSeverity.Info)]
    [InlineData("private readonly object gate = new();", "lock (gate) return Serving.Predict(row);", DiagnosticSeverity.Warning)]
    [InlineData("private readonly object gate; public FareController(object gate) => this.gate = gate;", "lock (gate) return Serving.Predict(row);", DiagnosticSeverity.Info)]
    [InlineData("private readonly object gate; public FareController() => gate = new object();", "lock (gate) return Serving.Predict(row);", DiagnosticSeverity.Warning)]
    [InlineData("", "lock (this) return Serving.Predict(row);", DiagnosticSeverity.Warning)]
    [InlineData("private readonly SemaphoreSlim turn = new(1);", "turn.Wait(); try { return Serving.Predict(row); } finally { turn.Release(); }", DiagnosticSeverity.Warning)]
    [InlineData("private static readonly SemaphoreSlim turn = new(4);", "turn.Wait(); try { return Serving.Predict(row); } finally { turn.Release(); }", DiagnosticSeverity.Warning)]
    [InlineData("private const int One = 1; private static readonly SemaphoreSlim turn = new(One, One);", "turn.Wait(); try { return Serving.Predict(row); } finally { turn.Release(); }", DiagnosticSeverity.Info)]
    [InlineData("private static readonly ManualResetEvent ready = new(true);", "ready.WaitOne(); return Serving.Predict(row);", DiagnosticSeverity.Warning)]
    [InlineData("private static readonly Mutex turn = new();", "turn.WaitOne(); try { return Serving.Predict(row); } finally { turn.ReleaseMutex(); }", DiagnosticSeverity.Info)]
    public async Task AGateHoldsOffThoseWhoComeToTheSame(string gate, string body, DiagnosticSeverity severity) =>
        Assert.Equal(severity, await Level($"class FareController : Microsoft.AspNetCore.Mvc.ControllerBase {{ {gate} public Row Post(Row row) {{ {body} }} }}"));

    [Theory]
    [InlineData("AddSingleton", "fares.Of(row)", DiagnosticSeverity.Info)]
    [InlineData("AddScoped", "fares.Of(row)", DiagnosticSeverity.Warning)]
    [InlineData("AddSingleton", "new Fares().Of(row)", DiagnosticSeverity.Warning)]
    public async Task AServiceOfEachRequestHoldsNobodyOff(string add, string answer, DiagnosticSeverity severity) => Assert.Equal(severity, await Level($$"""
        class FareController(Fares fares) : Microsoft.AspNetCore.Mvc.ControllerBase { public Row Post(Row row) => fares is null ? row : {{answer}}; }
        class Fares { private readonly object gate = new(); public Row Of(Row row) { lock (gate) return Serving.Predict(row); } }
        class Startup { static void Configure(Microsoft.Extensions.DependencyInjection.IServiceCollection services) => services.{{add}}<Fares>(); }
        """));

    [Fact]
    public Task ReportsAnEngineBesideAGateThatHoldsNobodyOff() => MlNetTest.Verify<EngineSharedByThreads>("""
        class FareController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private static readonly PredictionEngine<Row, Row> {|MLD5001:engine|} = null;
            private readonly object gate = new();
            public Row Post(Row row) { lock (gate) return engine.Predict(row); }
        }
        class TripController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private static readonly PredictionEngine<Row, Row> engine = null;
            private static readonly object gate = new();
            public Row Post(Row row) { lock (gate) return engine.Predict(row); }
        }
        class Several
        {
            private static readonly SemaphoreSlim turn = new(8);
            public static readonly PredictionEngine<Row, Row> {|MLD5001:Engine|} = null;
            public static async Task<Row> Of(Row row) { await turn.WaitAsync(); try { return Engine.Predict(row); } finally { turn.Release(); } }
        }
        class Watched
        {
            public enum Kinds { Monitor, Synchronized }
            public static readonly PredictionEngine<Row, Row> {|MLD5001:Engine|} = null;
            public static Kinds Kind => Engine is null ? Kinds.Monitor : Kinds.Synchronized;
        }
        class Entered
        {
            private static readonly object gate = new();
            public static readonly PredictionEngine<Row, Row> Engine = null;
            public static Row Of(Row row) { bool taken = Monitor.TryEnter(gate); try { return Engine.Predict(row); } finally { if (taken) Monitor.Exit(gate); } }
        }
        class Row { public float Label { get; set; } }
        """);

    private static async Task<DiagnosticSeverity> Level(string classes)
    {
        var program = CSharp.Compile($$"""
            using System.Threading;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.ML;
            {{classes}}
            class Serving
            {
                private static readonly System.Lazy<PredictionEngine<Row, Row>> Engine = new(() => null!);
                public static Row Predict(Row row) => Engine.Value.Predict(row);
            }
            class Row { public float Label { get; set; } }
            """).AddReferences(Library.All);
        return Assert.Single(await RuleTest.Diagnostics(program, new EngineSharedByThreads())).Severity;
    }
}
