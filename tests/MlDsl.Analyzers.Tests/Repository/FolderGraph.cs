using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Tests.Repository;

/// <summary>Which folder of a project names a type, or an extension method, that another folder declares.</summary>
/// <remarks>A node is a folder below the project, <c>.</c> for the project's own; an edge comes with one place that makes it.</remarks>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<(string From, string To), string> edges;

    private FolderGraph(IEnumerable<KeyValuePair<(string, string), string>> edges) => this.edges = new(edges.ToDictionary());

    /// <summary>The graph of the project in <paramref name="folder"/>.</summary>
    public static FolderGraph Of(string folder)
    {
        CSharpCompilation compilation = ProjectSources.Compile(folder);
        // Files that a project shares with another belong to the other.
        var folders = compilation.SyntaxTrees.Where(t => t.FilePath.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .ToDictionary(static t => t, t => Path.GetRelativePath(folder, Path.GetDirectoryName(t.FilePath)!).Replace('\\', '/'));
        var declared = folders.SelectMany(static t => Declared(t.Key.GetRoot()).Select(name => (Name: name, Folder: t.Value))).Distinct()
            .ToLookup(static d => d.Name, static d => d.Folder, StringComparer.Ordinal);
        var found = new ConcurrentDictionary<(string, string), string>();
        Parallel.ForEach(folders, tree =>
        {
            SemanticModel model = compilation.GetSemanticModel(tree.Key);
            // To bind a name takes time, so only names that may make an edge which is not known are bound.
            foreach (var name in tree.Key.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                if (!declared[name.Identifier.ValueText].All(to => to == tree.Value || found.ContainsKey((tree.Value, to)))) Add(tree.Key, name, model);
        });
        return new FolderGraph(found);

        void Add(SyntaxTree tree, SimpleNameSyntax name, SemanticModel model)
        {
            ISymbol? symbol = model.GetSymbolInfo(name).Symbol switch
            {
                INamedTypeSymbol type => type,
                IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
                IMethodSymbol { IsExtensionMethod: true } method => (method.ReducedFrom ?? method).ContainingType,
                _ => null,
            };
            if (symbol is null) return;
            string[] to = [.. symbol.OriginalDefinition.DeclaringSyntaxReferences.Select(r => folders.GetValueOrDefault(r.SyntaxTree)).OfType<string>()];
            // A type of several folders is at home in each of them.
            if (to.Contains(folders[tree])) return;
            foreach (string other in to) found.TryAdd((folders[tree], other), $"{Path.GetFileName(tree.FilePath)} names {symbol.Name}");
        }
    }

    /// <summary>The circles among folders of at most <paramref name="levels"/> levels: what each consists of, and what makes it.</summary>
    public IReadOnlyList<(string Folders, string Edges)> Circles(int levels)
    {
        string Node(string folder) => string.Join('/', folder.Split('/').Take(levels));
        var among = edges.Select(e => (From: Node(e.Key.From), To: Node(e.Key.To), Place: e.Value)).Where(static e => e.From != e.To).ToList();
        string[] nodes = [.. among.SelectMany(static e => new[] { e.From, e.To }).Distinct().Order(StringComparer.Ordinal)];
        var next = among.ToLookup(static e => e.From, static e => e.To);
        var reached = nodes.ToDictionary(static n => n, n => Reached(n, next));
        return
        [
            .. nodes.Where(n => reached[n].Contains(n))
                .GroupBy(n => nodes.First(m => reached[n].Contains(m) && reached[m].Contains(n)))
                .Select(group => (
                    string.Join(" ", group),
                    string.Join("\n", among.Where(e => group.Contains(e.From) && group.Contains(e.To)).Select(static e => $"  {e.From} -> {e.To}: {e.Place}")))),
        ];
    }

    private static HashSet<string> Reached(string start, ILookup<string, string> next)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out string? node))
            foreach (string to in next[node])
                if (reached.Add(to)) open.Push(to);
        return reached;
    }

    private static IEnumerable<string> Declared(SyntaxNode root)
    {
        foreach (var member in root.DescendantNodes().OfType<MemberDeclarationSyntax>())
        {
            if (member is BaseTypeDeclarationSyntax type)
            {
                yield return type.Identifier.ValueText;
                // Attributes are named without their ending.
                if (type.Identifier.ValueText is { } name && name.EndsWith("Attribute", StringComparison.Ordinal)) yield return name[..^"Attribute".Length];
            }
            else if (member is DelegateDeclarationSyntax call) yield return call.Identifier.ValueText;
            else if (member is MethodDeclarationSyntax { ParameterList.Parameters: [{ } first, ..] } method && first.Modifiers.Any(SyntaxKind.ThisKeyword)) yield return method.Identifier.ValueText;
        }
    }
}
