using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;
using MlDsl.Analyzers.Tests.Mutations;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests.Flow;

/// <summary>What is found depends neither on the number of threads nor on which file or member comes first.</summary>
public sealed class OrderTests
{
    // Fields in circles, values handed over files, one helper with two callers, a mistake in each.
    private static readonly string[] Files =
    [
        """
        #nullable disable
        using Microsoft.ML; using Microsoft.ML.Data;
        partial class Job
        {
            private readonly MLContext ml = new(1);
            private IDataView all, train, test;
            private ITransformer model;
            void Load() { all = ml.Data.LoadFromTextFile<Row>("a.csv"); train = test ?? all; test = train ?? all; }
            void Train() => model = Chain().Fit(all);
            void Score() => System.Console.WriteLine(ml.Regression.Evaluate(model.Transform(all), "Y").RSquared);
            void Again() => System.Console.WriteLine(ml.Regression.Evaluate(Last.Transform(all), "Y").RSquared);
        }
        """,
        """
        #nullable disable
        using Microsoft.ML; using Microsoft.ML.Data;
        partial class Job
        {
            private ITransformer Last => model ?? best;
            private ITransformer best;
            void Choose() { best = Last; model = Chain().Fit(all); }
            IEstimator<ITransformer> Chain() => ml.Transforms.Concatenate("Features", "A", "Y").Append(Trainers.One(ml, "Y"));
        }
        """,
        """
        #nullable disable
        using Microsoft.ML; using Microsoft.ML.Data;
        static class Trainers
        {
            public static IEstimator<ITransformer> One(MLContext ml, string label) => ml.Regression.Trainers.FastTree(label);
            public static ITransformer Fit(MLContext ml, IDataView rows, string column) =>
                ml.Transforms.Concatenate("Features", "A", column).Append(ml.Regression.Trainers.FastTree("Y")).Fit(rows);
            public static void First(MLContext ml) => Fit(ml, ml.Data.LoadFromTextFile<Row>("b.csv"), "Missing");
            public static void Second(MLContext ml) => Fit(ml, ml.Data.LoadFromTextFile<Row>("c.csv"), "Absent");
        }
        """,
        "using Microsoft.ML.Data; class Row { [LoadColumn(0)] public float A { get; set; } [LoadColumn(1)] public float Y { get; set; } }",
    ];

    [Fact]
    public async Task FindingsDoNotDependOnThreadsOrFiles()
    {
        string[] expected = await Findings(Files, isConcurrent: false);
        Assert.NotEmpty(expected);
        foreach (string[] files in Orders(Files))
            foreach (bool isConcurrent in new[] { false, true })
                Assert.Equal(expected, await Findings(files, isConcurrent));
    }

    [Fact]
    public void FlowsDoNotDependOnWhoAsksFirst()
    {
        string[] expected = Flows(threads: 1, seed: 0);
        Assert.NotEmpty(expected);
        for (int seed = 1; seed <= 20; seed++) Assert.Equal(expected, Flows(threads: seed % 2 == 0 ? 16 : 1, seed));
    }

    [Fact]
    public async Task ProgramsWithMistakesAreFoundAlikeByOneThreadAndMany()
    {
        foreach (MlProgram program in MlProgram.All)
        {
            string[] source = [program.Source.Replace("TestSet", "TrainSet", StringComparison.Ordinal)];
            Assert.Equal(await Findings(source, isConcurrent: false), await Findings(source, isConcurrent: true));
        }
    }

    private static IEnumerable<string[]> Orders(string[] files)
    {
        for (int first = 0; first < files.Length; first++)
        {
            string[] turned = [.. files[first..], .. files[..first]];
            yield return turned;
            yield return [.. turned.Reverse()];
        }
    }

    private static async Task<string[]> Findings(string[] files, bool isConcurrent)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, isConcurrent, logAnalyzerExecutionTime: false);
        Compilation compilation = files.Length == 1 ? MlProgram.Compile(files[0]) : CSharp.Compile(files).AddReferences(Library.All);
        var found = await compilation.WithAnalyzers(AllRules.Create(), options).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(static d => Show(d.Location, $"{d.Id} {d.Severity} {Said(d)} {string.Join(";", d.AdditionalLocations.Select(static l => Show(l, "")))}")).Order(StringComparer.Ordinal)];
    }

    // The files are called by their place in the order.
    private static string Said(Diagnostic found) => System.Text.RegularExpressions.Regex.Replace(found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), @" of Source\d*\.cs", " of a file");

    private static string Show(Location location, string what) =>
        $"{location.SourceTree?.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().FirstOrDefault()?.Members.Count}/{location.SourceSpan} {what}";

    // Every rule on every member, asked in any order by any number of threads.
    private static string[] Flows(int threads, int seed)
    {
        Compilation compilation = CSharp.Compile(Files).AddReferences(Library.All);
        FlowAnalysis analysis = FlowAnalysis.For(compilation);
        var members = compilation.SyntaxTrees
            .SelectMany(static t => t.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .OrderBy(m => seed == 0 ? 0 : (m.Identifier.ValueText.Sum(static c => c) * 7919 + seed * 104729) % 997).ToList();
        var found = new ConcurrentBag<string>();
        var rules = AllRules.Types.Where(static t => t.IsSubclassOf(typeof(FlowRule))).Select(static t => (FlowRule)Activator.CreateInstance(t)!).ToImmutableArray();
        Parallel.ForEach(members, new ParallelOptions { MaxDegreeOfParallelism = threads }, member =>
        {
            SemanticModel model = compilation.GetSemanticModel(member.SyntaxTree);
            var flows = analysis.Of(model.GetDeclaredSymbol(member)!, [model.GetOperation(member)!], CancellationToken.None);
            foreach (FlowEvent each in flows.SelectMany(static f => f.Events)) found.Add($"{member.Identifier} {each.GetType().Name} {each.Call.Syntax.SpanStart}");
            foreach (FlowRule rule in rules)
                foreach (Finding finding in flows.SelectMany(rule.Find)) found.Add($"{member.Identifier} {finding.Rule.Id} {finding.Place.SourceSpan} {string.Join(",", finding.Arguments)}");
        });
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
