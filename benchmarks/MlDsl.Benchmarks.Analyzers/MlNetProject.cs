using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace MlDsl.Benchmarks.Analyzers;

/// <summary>A project of many files of ML.NET code: the tests' programs in turn, each copy in a namespace of its own.</summary>
internal static class MlNetProject
{
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.CSharp13);

    /// <summary>The framework's reference assemblies, as the SDK passes them.</summary>
    public static string[] Framework { get; } = Directory.GetFiles(
        Path.Combine(Directory.GetDirectories(Path.Combine(Sdk.Root, "packs", "Microsoft.NETCore.App.Ref")).Max(StringComparer.Ordinal)!, "ref", "net10.0"), "*.dll");

    /// <summary>The files of the project: name and text.</summary>
    /// <param name="count">How many files.</param>
    /// <param name="every">Every how many files one uses ML.NET; the others are services without.</param>
    public static IReadOnlyList<(string Name, string Text)> Files(int count, int every)
    {
        var programs = Resources("Programs/").Select(static p => CSharpSyntaxTree.ParseText(p.Text, Parsing).GetCompilationUnitRoot()).ToList();
        var files = new List<(string, string)>
        {
            ("Usings.cs", "global using System;\nglobal using System.Collections.Generic;\nglobal using System.Linq;\nglobal using System.Threading;\nglobal using System.Threading.Tasks;\n"),
        };
        for (int i = 0; i < count; i++) files.Add(($"File{i}.cs", i % every == 0 ? Renamed(programs[i / every % programs.Count], $"Project.Part{i}") : Service(i)));
        return files;
    }

    /// <summary>Writes the declarations of ML.NET, ONNX Runtime and ASP.NET Core as assemblies with their real names.</summary>
    public static IReadOnlyList<string> WriteLibraries(string folder)
    {
        var declarations = Resources("Declarations/").ToList();
        string mlNet = Write(folder, "Microsoft.ML.Data", declarations.Where(static d => d.Name is not ("OnnxRuntime" or "AspNetCore")));
        string onnxRuntime = Write(folder, "Microsoft.ML.OnnxRuntime", declarations.Where(static d => d.Name == "OnnxRuntime"));
        string web = Write(folder, "Microsoft.AspNetCore", declarations.Where(static d => d.Name == "AspNetCore"), mlNet);
        return [mlNet, onnxRuntime, web];
    }

    private static string Service(int number) =>
        $$"""
        using System.Collections.Concurrent;
        using System.Globalization;
        using System.Text;

        namespace Project.Part{{number}};

        public sealed record Order(int Id, string Customer, decimal Amount, DateTime Placed);

        public interface IOrderStore
        {
            Task<IReadOnlyList<Order>> ReadAsync(DateTime from, CancellationToken cancellation);
        }

        public sealed class OrderReport(IOrderStore store, TimeProvider clock)
        {
            private readonly ConcurrentDictionary<string, decimal> totals = new(StringComparer.Ordinal);

            public async Task<string> WriteAsync(int days, CancellationToken cancellation)
            {
                var orders = await store.ReadAsync(clock.GetUtcNow().UtcDateTime.AddDays(-days), cancellation);
                foreach (Order order in orders) totals.AddOrUpdate(order.Customer, order.Amount, (_, sum) => sum + order.Amount);
                var text = new StringBuilder();
                foreach (var (customer, amount) in totals.OrderByDescending(t => t.Value).Take({{number % 20 + 5}}))
                    text.AppendLine(CultureInfo.InvariantCulture, $"{customer,-20} {amount,12:F2}");
                if (orders.Count == 0) text.AppendLine("nothing");
                return text.ToString();
            }

            public decimal Total(string customer) => totals.TryGetValue(customer, out decimal sum) ? sum : 0;

            public IEnumerable<(string Customer, int Orders)> Frequent(IEnumerable<Order> orders, int least)
            {
                var groups = from order in orders
                             where order.Amount > 0
                             group order by order.Customer into each
                             where each.Count() >= least
                             orderby each.Count() descending
                             select (each.Key, each.Count());
                foreach (var group in groups) yield return group;
            }
        }

        """;

    // A program of top-level statements becomes a class: a project has one entry at most.
    private static string Renamed(CompilationUnitSyntax program, string part)
    {
        string usings = string.Concat(program.Usings.Select(static u => u.ToString() + "\n"));
        var statements = program.Members.OfType<GlobalStatementSyntax>().ToList();
        string entry = statements.Count == 0 ? "" : $$"""
            internal static class Entry
            {
                public static void Run(string[] args)
                {
            {{string.Concat(statements.Select(static s => s.ToFullString()))}}
                }
            }

            """;
        var declared = program.Members.Where(static m => m is not GlobalStatementSyntax).ToList();
        string types = declared is [BaseNamespaceDeclarationSyntax space]
            ? string.Concat(space.Members.Select(static m => m.ToFullString())) : string.Concat(declared.Select(static m => m.ToFullString()));
        return $"{usings}\nnamespace {part};\n\n{entry}{types}";
    }

    private static string Write(string folder, string assembly, IEnumerable<(string Name, string Text)> sources, params string[] more)
    {
        string path = Path.Combine(folder, assembly + ".dll");
        EmitResult result = CSharpCompilation.Create(
            assembly,
            sources.Select(static s => CSharpSyntaxTree.ParseText(s.Text, Parsing)),
            Framework.Concat(more).Select(static r => MetadataReference.CreateFromFile(r)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        return result.Success ? path : throw new InvalidOperationException($"The declarations of '{assembly}' do not compile: {result.Diagnostics[0]}");
    }

    private static IEnumerable<(string Name, string Text)> Resources(string kind)
    {
        foreach (string name in typeof(MlNetProject).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(kind, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(typeof(MlNetProject).Assembly.GetManifestResourceStream(name)!);
            yield return (name[kind.Length..], reader.ReadToEnd());
        }
    }
}
