using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Analyzers.Tests.Flow;

/// <summary>However code is written, the steps of its analysis grow no faster than n log n; counted, not timed.</summary>
public sealed class WorkTests(ITestOutputHelper output)
{
    private const string Row = "using Microsoft.ML.Data; class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } }";

    public static TheoryData<string> Shapes { get; } = [.. Generated.Keys];

    private static Dictionary<string, Func<int, string[]>> Generated => new(StringComparer.Ordinal)
    {
        // One method assigns every field, each from another; the others read them.
        ["fields of one method"] = static n => [Class($$"""
            {{Lines(n, static i => $"private IDataView f{i}; private ITransformer m{i};")}}
            void Initialize(MLContext ml) { f0 = ml.Data.LoadFromTextFile<Row>("a.csv"); {{Lines(n, i => $"f{i} = ml.Data.SkipRows(f{(i + 1) % n}, {i}); m{i} = ml.Regression.Trainers.FastTree(\"Y\").Fit(f{(i + 7) % n});")}} }
            void Use(MLContext ml) { {{Lines(n, static i => $"System.Console.WriteLine(ml.Regression.Evaluate(m{i}.Transform(f{i}), \"Y\").RSquared);", 200)}} }
            """)],
        ["fields that methods hand around"] = static n => [Class(Lines(n, i => $"private IDataView f{i}; void Set{i}(MLContext ml) => f{i} = ml.Data.SkipRows(f{(i + 1) % n} ?? f{(i + 3) % n} ?? f{(i + 5) % n}, {i}); IDataView G{i} => f{(i + 2) % n};"))],
        ["methods that call the next"] = static n => [Class(Lines(n, i => $"static IDataView M{i}(MLContext ml, IDataView rows) => M{(i + 1) % n}(ml, ml.Data.SkipRows(M{(i + 2) % n}(ml, rows), M{(i + 3) % n}(ml, rows).CanShuffle ? 1 : 2));"))],
        ["one method that calls many"] = static n => [Class(Lines(n, static i => $"static IDataView M{i}(MLContext ml, IDataView rows) => ml.Data.SkipRows(rows, {i});") + $"static void All(MLContext ml, IDataView rows) {{ {Lines(n, static i => $"rows = M{i}(ml, rows);")} }}")],
        ["locals"] = static n => [Body(Lines(n, static i => $"var rows{i} = ml.Data.SkipRows(rows, {i}); if (rows{i}.CanShuffle) rows{i} = rows;"))],
        ["branches"] = static n => [Body(Lines(n, static i => $"if (rows.CanShuffle) rows = ml.Data.SkipRows(rows, {i}); else Console.WriteLine({i});"))],
        ["else-ifs"] = static n => [Body(Lines(n, static i => $"IDataView x{i} = rows;") + Lines(n, static i => $"{(i == 0 ? "" : "else ")}if (path.Length == {i}) x{i} = ml.Data.SkipRows(rows, {i});"))],
        ["switch sections"] = static n => [Body(Lines(n, static i => $"IDataView x{i} = rows;") + $"switch (path.Length) {{ {Lines(n, static i => $"case {i}: x{i} = ml.Data.SkipRows(rows, {i}); break;")} }}")],
        ["arms"] = static n => [Body($"rows = path.Length switch {{ {Lines(n, static i => $"{i} => ml.Data.SkipRows(rows, {i}),")} _ => rows }};")],
        ["ways out"] = static n => [Body(Lines(n, static i => $"if (path.Length == {i}) return; rows = ml.Data.SkipRows(rows, {i});"))],
        ["nested loops"] = static n => [Body(string.Concat(Enumerable.Range(0, Math.Min(n, 60)).Select(static i => $"for (int i{i} = 0; i{i} < 9; i{i}++) ")) + "rows = ml.Data.SkipRows(rows, 1);" + Lines(n, static i => $"while (path.Length > {i}) rows = ml.Data.TakeRows(rows, {i});"))],
        ["lambdas"] = static n => [Body(Lines(n, static i => $"System.Threading.Tasks.Task.Run(() => {{ rows = ml.Data.SkipRows(rows, {i}); }});"))],
        ["nested lambdas"] = static n => [Body(Lines(n / 10, static i => Nest(10, i)))],
        ["one lambda called often"] = static n => [Body("Func<IDataView, IDataView> skip = r => ml.Data.SkipRows(r, 1);" + Lines(n, static _ => "rows = skip(rows);"))],
        ["chained calls"] = static n => [Body("ml.Transforms.Concatenate(\"Features\", \"A\")" + Lines(n, static i => $".Append(ml.Transforms.CopyColumns(\"C{i}\", \"A\"))") + ".Append(ml.Regression.Trainers.FastTree(\"Y\")).Fit(rows);")],
        ["lists"] = static n => [Body("var names = new System.Collections.Generic.List<string>();" + Lines(n, static i => $"names.Add(\"C{i}\");") + "ml.Transforms.Concatenate(\"Features\", names.ToArray()).Fit(rows);")],
        ["sums"] = static n => [Body($"Console.WriteLine(\"\"{Lines(n, static _ => "+ rows.CanShuffle")});")],
        ["table"] = static n => [Body($"var table = new[] {{ {Lines(n, static i => $"new {{ Name = \"N{i}\", Rows = rows }},")} }}; Console.WriteLine(table.Length);")],
        ["unknown calls between fields"] = static n => [Class($$"""
            {{Lines(n, static i => $"private readonly IDataView r{i}; private IDataView f{i}; void Other{i}() {{ }}")}}
            void Run(MLContext ml, IDataView rows) { {{Lines(n, static i => $"f{i} = ml.Data.SkipRows(rows, {i}); Other{i}();")}} }
            """)],
        ["derived classes"] = static n => [Class($$"""
            abstract class Base
            {
                protected readonly MLContext ml = new(1); protected IEstimator<ITransformer> trainer; protected IDataView rows;
                protected abstract IEstimator<ITransformer> Chain();
                public void Fit() { rows = ml.Data.LoadFromTextFile<Row>("a.csv"); var model = Chain().Append(trainer).Fit(rows); Console.WriteLine(ml.Regression.Evaluate(model.Transform(rows), "Y").RSquared); }
            }
            {{Lines(n, static i => $"sealed class D{i} : Base {{ public D{i}() => trainer = ml.Regression.Trainers.FastTree(\"Y\"); protected override IEstimator<ITransformer> Chain() => ml.Transforms.Concatenate(\"Features\", \"A\"); }}")}}
            """)],
        ["members of a base class"] = static n => [Class($$"""
            abstract class Base
            {
                protected readonly MLContext ml = new(1);
                {{Lines(n, i => $"protected IDataView f{i}; protected virtual IDataView V{i}() => f{(i + 1) % n}; public void Run{i}() => Console.WriteLine(ml.Regression.Evaluate(V{(i + 2) % n}(), \"Y\").RSquared);")}}
            }
            {{Lines(8, static i => $"sealed class D{i} : Base {{ public D{i}() => f0 = ml.Data.LoadFromTextFile<Row>(\"a{i}.csv\"); protected override IDataView V1() => f{i}; }}")}}
            """)],
        ["a class of each class"] = static n => [Class("class D0 { protected IDataView rows; protected readonly MLContext ml = new(1); }" + Lines(n, static i => $"class D{i + 1} : D{i} {{ public void Run{i}() => rows = ml.Data.SkipRows(rows, {i}); }}"))],
        ["queries"] = static n => [Body("var names = new[] { \"A\", \"Y\", \"C\" };" + Lines(n, static i => $"var n{i} = names.Where(x => x != \"N{i}\").Select(x => x + \"{i}\").Concat(names).ToList(); n{i}.AddRange(names);") + "ml.Transforms.Concatenate(\"Features\", n0.ToArray()).Fit(rows);")],
        ["loops over names"] = static n => [Body("var names = new[] { \"A\", \"Y\", \"C\" }; var all = new System.Collections.Generic.List<string>();" + Lines(n, static i => $"foreach (var a{i} in names) foreach (var b{i} in names) if (a{i} == b{i}) all.Add(a{i}); else rows = ml.Data.SkipRows(rows, {i});"))],
        ["one of several trainers"] = static n => [Body("IEstimator<ITransformer> chain = ml.Transforms.Concatenate(\"Features\", \"A\");" + Lines(n, static i => $"chain = chain.Append(path.Length == {i} ? ml.Regression.Trainers.FastTree(\"Y\") : (IEstimator<ITransformer>)ml.Regression.Trainers.Sdca(\"Y\"));") + "chain.Fit(rows);")],
        ["partial classes"] = static n => [.. Enumerable.Range(0, n).Select(i => $$"""
            using Microsoft.ML; using Microsoft.ML.Data;
            partial class Whole
            {
                private IDataView f{{i}};
                void Set{{i}}(MLContext ml) => f{{i}} = ml.Data.SkipRows(f{{(i + 1) % n}}, {{i}});
                void Use{{i}}(MLContext ml) => System.Console.WriteLine(ml.Regression.Evaluate(f{{i}}).RSquared);
            }
            """)],
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task StepsGrowNoFasterThanNLogN(string shape)
    {
        long[] steps = [await Steps(Generated[shape](10)), await Steps(Generated[shape](100)), await Steps(Generated[shape](1000))];
        output.WriteLine($"{shape}: {string.Join(", ", steps.Select(static s => s.ToString(CultureInfo.InvariantCulture)))}");
        Assert.True(steps[0] > 0, "the walk is not counted");
        // Ten times the code may take ten times the steps, and a half more for the logarithm.
        Assert.True(steps[2] <= steps[1] * 15, $"{shape}: {steps[1]} steps for 100 and {steps[2]} for 1,000");
        Assert.True(steps[1] <= steps[0] * 20 + 50_000, $"{shape}: {steps[0]} steps for 10 and {steps[1]} for 100");
    }

    // The form that held up the compiler: ten fields took minutes, and each more multiplied them.
    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    public async Task AFormIsNoMoreThanItsControls(int fields)
    {
        long steps = await Steps(Generated["fields of one method"](fields));
        Assert.InRange(steps, 1, 400 * fields * Math.Log2(fields));
    }

    [Fact]
    public void WhatIsNestedAsDeepAsItMayBeFitsASmallStack()
    {
        const int Deep = 85;
        string source = Body($"{string.Concat(Enumerable.Repeat("if (rows.CanShuffle) { ", Deep))} System.Console.WriteLine(ml.Regression.Evaluate(rows, \"Y\").RSquared); {new string('}', Deep)}");
        Compilation compilation = CSharp.Compile(source, Row).AddReferences(Library.All);
        MethodFlow? flow = null;
        // The least that a host gives a thread, on any system.
        var thread = new Thread(() => flow = FlowOf(compilation, "Run"), 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Contains(flow!.Events, static e => e is EvaluateEvent);
    }

    [Fact]
    public void WhatIsNestedDeeperIsUnknown()
    {
        string source = Body($"{string.Concat(Enumerable.Repeat("if (rows.CanShuffle) { ", 120))} System.Console.WriteLine(ml.Regression.Evaluate(rows, \"Y\").RSquared); {new string('}', 120)}");
        MethodFlow? flow = null;
        var thread = new Thread(() => flow = FlowOf(CSharp.Compile(source, Row).AddReferences(Library.All), "Run"), 64 * 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Empty(flow!.Events);
    }

    [Theory]
    [InlineData(256, 0)]
    [InlineData(10_000, 9_000)]
    public void TheHostIsAskedAtLeastEvery256Steps(int steps, int before)
    {
        using var cancellation = new CancellationTokenSource();
        var work = new Work(int.MaxValue, cancellation.Token);
        for (int i = 0; i < before; i++) work.Take();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => { for (int i = before; i < steps && i < before + 256; i++) work.Take(); });
    }

    private static MethodFlow FlowOf(Compilation compilation, string method)
    {
        SyntaxNode declaration = compilation.SyntaxTrees.SelectMany(static t => t.GetRoot().DescendantNodes()).OfType<MethodDeclarationSyntax>()
            .Single(m => m.Identifier.ValueText == method);
        SemanticModel model = compilation.GetSemanticModel(declaration.SyntaxTree);
        return FlowAnalysis.For(compilation).Of(model.GetDeclaredSymbol(declaration)!, [model.GetOperation(declaration)!], CancellationToken.None).SingleOrDefault() ?? MethodFlow.Empty;
    }

    private static async Task<long> Steps(string[] sources)
    {
        Compilation compilation = CSharp.Compile([.. sources, Row]).AddReferences(Library.All);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()).Take(3));
        var counter = new Counter();
        Assert.DoesNotContain(await compilation.WithAnalyzers([.. AllRules.Create(), counter]).GetAnalyzerDiagnosticsAsync(), static d => d.Id == "AD0001");
        return counter.Analysis!.Steps;
    }

    /// <summary>Knows the compilation that a run of analyzers works on.</summary>
#pragma warning disable RS1001, RS1012 // It ships nowhere and finds nothing.
    private sealed class Counter : DiagnosticAnalyzer
    {
        public FlowAnalysis? Analysis { get; private set; }

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => new PredictionIsTheLabel().SupportedDiagnostics;

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start => Analysis = FlowAnalysis.For(start.Compilation));
        }
    }
#pragma warning restore RS1001, RS1012

    private static string Lines(int count, Func<int, string> line, int most = int.MaxValue) =>
        string.Join("\n", Enumerable.Range(0, Math.Min(count, most)).Select(line));

    private static string Nest(int depth, int salt) => depth == 0
        ? $"rows = ml.Data.SkipRows(rows, {salt});"
        : $"Action a{salt}_{depth} = () => {{ {Nest(depth - 1, salt)} }}; a{salt}_{depth}();";

    private static string Class(string members) => $"#nullable disable\nusing System; using System.Linq; using Microsoft.ML; using Microsoft.ML.Data; class Program {{ {members} }}";

    private static string Body(string statements) => Class($$"""static void Run(MLContext ml, string path) { var rows = ml.Data.LoadFromTextFile<Row>("a.csv"); {{statements}} }""");
}
