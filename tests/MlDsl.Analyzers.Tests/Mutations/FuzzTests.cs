using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>Half-typed code: no analyzer throws.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Fragments =
        ["(", ")", "{", "}", ";", ",", ".", "\"", "=>", "= ", "?", "var ", "await ", "new ", "[", "]", "<", ">", "return", "null", "this", "ml.", ".Fit(", ".Append(", "nameof(", "out _", "foreach (", "switch {"];

    private static readonly string[] Sources = [.. MlProgram.All.Select(static p => p.Source), .. MarkedProgram.All.Select(static p => p.Source)];

    [Fact]
    public async Task HalfTypedProgramsThrowNothing()
    {
        // The full number runs in a step of its own.
        int variants = int.Parse(Environment.GetEnvironmentVariable("MLDSL_FUZZ") ?? "300", CultureInfo.InvariantCulture);
        var thrown = new ConcurrentBag<string>();
        await Parallel.ForAsync(0, variants, async (seed, _) =>
        {
            string source = HalfTyped(seed);
            foreach (Compilation compilation in new[] { MlProgram.Compile(source), InTwoProjects(source) })
                foreach (Diagnostic found in await AllRules.Run(compilation))
                    if (found.Id == "AD0001") thrown.Add($"seed {seed}: {found.GetMessage(CultureInfo.InvariantCulture)}");
        });
        string line = string.Create(CultureInfo.InvariantCulture, $"variants={variants} exceptions={thrown.Count}");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MLDSL_FUZZ_RESULT") is { Length: > 0 } file) await File.WriteAllTextAsync(file, line + "\n");
        Assert.True(thrown.IsEmpty, $"{line}\n{thrown.FirstOrDefault()}");
    }

    [Theory]
    [InlineData("var one = engine.Predict(new Row { A = 1, A = 2 });")]
    [InlineData("var pair = new Pair(rows, model); model.Transform(pair.Rows);")]
    [InlineData("goto nowhere; model.Transform(rows); again: goto again;")]
    [InlineData("while (true) { if (rows is null) continue; break; model.Transform(rows); }")]
    [InlineData("foreach (var (a, b) in ml.Data.CrossValidationSplit(rows)) { try { throw null; } finally { model.Transform(rows); } }")]
    [InlineData("var last = new[] { new { Rows = rows, Left = new { model } } }[0] with { Rows = model?.Transform(rows) ?? throw null }; last.Left.model.Transform(last.Rows ??= rows);")]
    public async Task OddCodeThrowsNothing(string statements)
    {
        Compilation compilation = MlProgram.Compile($$"""
            using Microsoft.ML;
            using Microsoft.ML.Data;
            var ml = new MLContext();
            var rows = ml.Data.LoadFromTextFile<Row>("rows.csv");
            var model = ml.Transforms.Concatenate("Features", "A").Append(ml.Regression.Trainers.FastTree("Y")).Fit(rows);
            var engine = ml.Model.CreatePredictionEngine<Row, Score>(model);
            {{statements}}
            class Pair(IDataView rows, ITransformer Rows) { public IDataView Rows => rows; public ITransformer Model => Rows; }
            class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } }
            class Score { [ColumnName("Score")] public float Value { get; set; } }
            """);
        Assert.DoesNotContain(await AllRules.Run(compilation), static d => d.Id == "AD0001");
    }

    // The compiler takes long sums and long else-ifs; what walks them call by call has a stack that ends.
    [Theory]
    [InlineData(20_000)]
    [InlineData(200)]
    public async Task LongExpressionsThrowNothing(int length)
    {
        var sum = new StringBuilder("\"\"");
        for (int i = 0; i < length; i++) sum.Append(CultureInfo.InvariantCulture, $" + rows.Schema.Count");
        Compilation compilation = MlProgram.Compile($$"""
            using Microsoft.ML;
            using Microsoft.ML.Data;
            var ml = new MLContext();
            var rows = ml.Data.LoadFromTextFile<Row>("rows.csv");
            var model = ml.Regression.Trainers.FastTree("Y").Fit(rows);
            System.Console.WriteLine({{sum}});
            class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } }
            """);
        Assert.DoesNotContain(await AllRules.Run(compilation), static d => d.Id == "AD0001");
    }

    // Every second type is in a project of its own, which the other refers to as an editor does: by its compilation.
    private static Compilation InTwoProjects(string source)
    {
        var root = (CompilationUnitSyntax)CSharp.Parse(source).GetRoot();
        var types = root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Where(static t => t.Parent is not BaseTypeDeclarationSyntax).ToList();
        string Without(int rest) => root.RemoveNodes(types.Where((_, i) => i % 2 == rest), SyntaxRemoveOptions.KeepUnbalancedDirectives)!
            .ToFullString();
        string library = Without(1);
        foreach (GlobalStatementSyntax statement in root.Members.OfType<GlobalStatementSyntax>()) library = library.Replace(statement.ToFullString(), "", StringComparison.Ordinal);
        Compilation referenced = CSharp.Compile(library, "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Test\")]")
            .AddReferences(Library.All).WithAssemblyName("Referenced");
        return MlProgram.Compile(Without(0)).AddReferences(referenced.ToMetadataReference());
    }

    private static string HalfTyped(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(Sources[seed % Sources.Length]);
        for (int edits = random.Next(1, 5); edits > 0; edits--)
        {
            int at = random.Next(text.Length), length = Math.Min(random.Next(1, 60), text.Length - at);
            switch (random.Next(5))
            {
                case 0: text.Remove(at, length); break;
                case 1: text.Insert(at, Fragments[random.Next(Fragments.Length)]); break;
                case 2: text.Insert(random.Next(text.Length), text.ToString(at, length)); break;
                case 3: text[at] = Fragments[random.Next(Fragments.Length)][0]; break;
                default: text.Length = Math.Max(200, at); break;
            }
        }
        return text.ToString();
    }
}
