using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class SessionPerCallTests
{
    [Fact]
    public Task ReportsASessionPerCall() => MlNetTest.Verify<SessionPerCall>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            public static int Score(List<NamedOnnxValue> inputs)
            {
                using var session = new {|MLD2101:InferenceSession|}("model.onnx");
                using var results = session.Run(inputs);
                return results.Count;
            }
        }
        """);

    [Theory]
    [InlineData("static void Main() { Console.WriteLine(Score(new())); }", "Info")]
    [InlineData("static void Main() { for (int i = 0; i < 3; i++) Console.WriteLine(Score(new())); }", "Warning")]
    [InlineData("static void Main() { Console.WriteLine(Score(new())); Console.WriteLine(Score(new())); }", "Warning")]
    [InlineData("static void Main() { Ask(); } static void Ask() => Console.WriteLine(Score(new()));", "Warning")]
    [InlineData("static void Main() { foreach (var (a, b) in new[] { (1, 2), (3, 4) }) Console.WriteLine(Score(new()) + a + b); }", "Warning")]
    [InlineData("static readonly Func<List<NamedOnnxValue>, int> Each = Score; static void Main() { Console.WriteLine(Score(new()) + Each(new())); }", "Warning")]
    [InlineData("static void Main() { Console.WriteLine(Score(new()) + Scorer.Score(new())); }", "Warning")]
    [InlineData("static void Main() { Console.WriteLine(Score(new())); }", "Warning", "internal")]
    public async Task SuggestsWhereTheProgramCallsOnce(string main, string level, string access = "private")
    {
        var program = MlDsl.Testing.CSharp.Compile($$"""
            using System;
            using System.Collections.Generic;
            using Microsoft.ML.OnnxRuntime;
            class Scorer
            {
                {{main}}
                {{access}} static int Score(List<NamedOnnxValue> inputs) { using var session = new InferenceSession("model.onnx"); using var results = session.Run(inputs); return results.Count; }
            }
            """).AddReferences(Library.All);
        Assert.Equal(level, Assert.Single(await MlDsl.Testing.RuleTest.Diagnostics(program, new SessionPerCall())).Severity.ToString());
    }

    [Fact]
    public Task ReportsALoop() => MlNetTest.Verify<SessionPerCall>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            static void Run(string[] images)
            {
                foreach (string image in images)
                {
                    using var session = new {|MLD2101:InferenceSession|}("model.onnx");
                    Console.WriteLine(image + session.InputMetadata.Count);
                }
            }
        }
        """);

    [Fact]
    public Task ReportsAnAction() => MlNetTest.Verify<SessionPerCall>("""
        using Microsoft.ML.OnnxRuntime;
        class ScoreController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public int Get() { using var session = new {|MLD2101:InferenceSession|}("model.onnx"); return session.InputMetadata.Count; }
        }
        """);

    [Fact]
    public Task ReportsWhatAControllerKeepsForItself() => MlNetTest.Verify<SessionPerCall>("""
        using Microsoft.ML.OnnxRuntime;
        class ScoreController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly InferenceSession session, other;
            private readonly InferenceSession third = {|MLD2101:new("third.onnx")|};
            private static InferenceSession? kept;
            private static readonly InferenceSession one = new("one.onnx");
            public ScoreController(string folder)
            {
                session = new {|MLD2101:InferenceSession|}(System.IO.Path.Combine(folder, "model.onnx"));
                try { other = new {|MLD2101:InferenceSession|}("other.onnx"); } catch (OnnxRuntimeException) { other = session; }
                kept ??= new InferenceSession("kept.onnx");
            }
            public int Get() => session.InputMetadata.Count + other.InputMetadata.Count + third.InputMetadata.Count + one.InputMetadata.Count + new Scorer().Count + kept!.InputMetadata.Count;
        }
        class Scorer
        {
            private readonly InferenceSession session;
            public Scorer() => session = new {|MLD2101:InferenceSession|}("scorer.onnx");
            public int Count => session.InputMetadata.Count;
        }
        """);

    [Fact]
    public Task AllowsOneSession() => MlNetTest.Verify<SessionPerCall>("""
        using Microsoft.ML.OnnxRuntime;
        sealed class Scorer : IDisposable
        {
            private readonly InferenceSession session = new("model.onnx");
            public int Score(List<NamedOnnxValue> inputs) { using var results = session.Run(inputs); return results.Count; }
            public void Dispose() => session.Dispose();
        }
        """);

    [Fact]
    public Task AllowsASessionForEachFile() => MlNetTest.Verify<SessionPerCall>("""
        using Microsoft.ML.OnnxRuntime;
        class Check
        {
            static void Main(string[] files)
            {
                foreach (string file in files) { using var session = new InferenceSession(file); Console.WriteLine(session.InputMetadata.Count); }
            }
        }
        """);

    [Fact]
    public Task AllowsASessionForTheModelThatACallIsAbout() => MlNetTest.Verify<SessionPerCall>("""
        using Microsoft.ML.OnnxRuntime;
        class Entry { public string File = ""; public string Path => File; }
        class Store { public string PathOf(Entry entry) => entry.File; public string Latest() => "model.onnx"; }
        class Scorer(Store store)
        {
            public int Score(Entry entry, List<NamedOnnxValue> inputs)
            {
                var file = store.PathOf(entry);
                using var session = new InferenceSession(file);
                using var results = session.Run(inputs);
                return results.Count;
            }
            public int Own(Entry entry, List<NamedOnnxValue> inputs) { using var session = new InferenceSession(entry.Path); return session.Run(inputs).Count; }
            public int Newest(List<NamedOnnxValue> inputs) { using var session = new {|MLD2101:InferenceSession|}(store.Latest()); return session.Run(inputs).Count; }
            public int Named(string file, List<NamedOnnxValue> inputs) { using var session = new {|MLD2101:InferenceSession|}(file); return session.Run(inputs).Count; }
        }
        """);

    [Fact]
    public Task ReportsASessionInAnEndpoint() => MlNetTest.Verify<SessionPerCall>("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.ML.OnnxRuntime;
        class Startup
        {
            static void Map(IEndpointRouteBuilder app, string path) => app.MapPost("/score", (float[] row) =>
            {
                using var session = new {|MLD2101:InferenceSession|}(path);
                return session.InputMetadata.Count;
            });
        }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<SessionPerCall>("""
        #pragma warning disable MLD2101
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            public static int Score(List<NamedOnnxValue> inputs)
            {
                using var session = new InferenceSession("model.onnx");
                using var results = session.Run(inputs);
                return results.Count;
            }
        }
        """);
}
