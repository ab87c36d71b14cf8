using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Tests.Repository;

/// <summary>Which folder of a project names what another folder declares.</summary>
/// <remarks>A node is a folder below the project, <c>.</c> for the project's own; an edge comes with one name that makes it.</remarks>
internal sealed class FolderGraph
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> Projects = new();

    private readonly SortedDictionary<(string From, string To), string[]> edges = [];

    private FolderGraph() { }

    /// <summary>The graph of the project in <paramref name="folder"/>, whose nodes are folders of at most <paramref name="levels"/> levels.</summary>
    public static FolderGraph Of(string folder, int levels)
    {
        var found = new ConcurrentDictionary<(string, string), ConcurrentDictionary<string, bool>>();
        CSharpCompilation compilation = Compile(folder);
        Parallel.ForEach(compilation.SyntaxTrees, tree =>
        {
            if (FolderOf(tree, folder, levels) is not { } from) return;
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (model.GetSymbolInfo(name).Symbol is not { Kind: not SymbolKind.Namespace } symbol) continue;
                string[] to = [.. symbol.OriginalDefinition.DeclaringSyntaxReferences.Select(r => FolderOf(r.SyntaxTree, folder, levels)).OfType<string>().Distinct()];
                // A type of several files is at home in each of their folders.
                if (to.Contains(from)) continue;
                foreach (string folderOfName in to) found.GetOrAdd((from, folderOfName), static _ => []).TryAdd($"{Path.GetFileName(tree.FilePath)} names {NameOf(symbol)}", true);
            }
        });
        var graph = new FolderGraph();
        foreach (var (edge, names) in found) graph.edges.Add(edge, [.. names.Keys.Order(StringComparer.Ordinal)]);
        return graph;
    }

    /// <summary>The circles: each as the folders that reach each other, in order, and the edges among them.</summary>
    public IReadOnlyList<(string Folders, string Edges)> Circles(int most = 3)
    {
        string[] nodes = [.. edges.Keys.SelectMany(static e => new[] { e.From, e.To }).Distinct().Order(StringComparer.Ordinal)];
        var reached = nodes.ToDictionary(static n => n, Reached);
        return
        [
            .. nodes.Where(n => reached[n].Contains(n))
                .GroupBy(n => nodes.First(m => reached[n].Contains(m) && reached[m].Contains(n)))
                .Select(group => (
                    string.Join(" ", group),
                    string.Join("\n", edges.Where(e => group.Contains(e.Key.From) && group.Contains(e.Key.To)).Select(e => $"  {e.Key.From} -> {e.Key.To}: {string.Join(", ", e.Value.Take(most))}")))),
        ];
    }

    private static string NameOf(ISymbol symbol) => symbol is INamedTypeSymbol ? symbol.Name : $"{symbol.ContainingType?.Name}.{symbol.Name}";

    private HashSet<string> Reached(string start)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out string? node))
        {
            foreach (var edge in edges.Keys.Where(e => e.From == node && reached.Add(e.To))) open.Push(edge.To);
        }
        return reached;
    }

    private static string? FolderOf(SyntaxTree tree, string folder, int levels)
    {
        // Files that a project shares with another belong to the other.
        if (!tree.FilePath.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        string path = Path.GetRelativePath(folder, tree.FilePath).Replace('\\', '/');
        string[] parts = path.Split('/');
        return parts.Length == 1 ? "." : string.Join('/', parts.Take(Math.Min(levels, parts.Length - 1)));
    }

    private static CSharpCompilation Compile(string folder) => Projects.GetOrAdd(folder, static f => new(() => Read(f))).Value;

    // The project's files, those it shares, and what the projects that it references declare.
    private static CSharpCompilation Read(string folder)
    {
        XDocument project = XDocument.Load(Directory.GetFiles(folder, "*.csproj").Single());
        string[] Paths(string item) =>
        [
            .. project.Descendants(item).Select(static e => (string?)e.Attribute("Include")).OfType<string>()
                .SelectMany(static i => i.Split(';')).Where(static i => !i.Contains('$', StringComparison.Ordinal)).Select(i => Path.GetFullPath(Path.Combine(folder, i))),
        ];
        IEnumerable<string> own = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        IEnumerable<string> shared = Paths("Compile").SelectMany(static p => Directory.GetFiles(Path.GetDirectoryName(p)!, Path.GetFileName(p)));
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER"]);
        return CSharpCompilation.Create(
            Path.GetFileName(folder),
            [CSharpSyntaxTree.ParseText(Usings, options), .. own.Concat(shared).AsParallel().AsOrdered().Select(p => CSharpSyntaxTree.ParseText(File.ReadAllText(p), options, p))],
            [.. Platform, .. Paths("ProjectReference").Select(static p => Compile(Path.GetDirectoryName(p)!).ToMetadataReference())],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static p => !Path.GetFileName(p).StartsWith("MlDsl", StringComparison.Ordinal))
            .Select(static p => MetadataReference.CreateFromFile(p)),
    ];
}
