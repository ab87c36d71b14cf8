using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Tool.Loading;

/// <summary>The types of a project that the sources of others name, and the methods they call: what nobody names, nobody outside runs.</summary>
internal static partial class NamedTypes
{
    /// <summary>The names of the types that <paramref name="project"/> declares and <paramref name="others"/> write.</summary>
    /// <param name="project">The sources of the project.</param>
    /// <param name="others">The files of the others: sources, and pages whose markup is read by its words.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ImmutableArray<string> Of(IEnumerable<SyntaxTree> project, IEnumerable<string> others, CancellationToken cancellation)
    {
        var declared = project.SelectMany(tree => tree.GetRoot(cancellation).DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Select(static type => type.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in others)
        {
            cancellation.ThrowIfCancellationRequested();
            named.UnionWith(NamesIn(file).Where(declared.Contains));
        }
        return [.. named];
    }

    /// <summary>The names of the methods that <paramref name="project"/> declares and <paramref name="others"/> call, but for where they start up.</summary>
    /// <param name="project">The sources of the project.</param>
    /// <param name="others">The files of the others: sources and pages.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ImmutableArray<string> MethodsOf(IEnumerable<SyntaxTree> project, IEnumerable<string> others, CancellationToken cancellation)
    {
        var declared = project.SelectMany(tree => tree.GetRoot(cancellation).DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Select(static method => method.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        var called = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in others)
        {
            cancellation.ThrowIfCancellationRequested();
            string text = File.ReadAllText(file);
            if (StartsUp().IsMatch(text) && !Endpoints().IsMatch(text)) continue;
            called.UnionWith(Calls().Matches(text).Select(static m => m.Groups[1].Value).Where(declared.Contains));
        }
        return [.. called];
    }

    private static IEnumerable<string> NamesIn(string file) => file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
        ? SyntaxFactory.ParseTokens(File.ReadAllText(file)).Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText)
        : Words().Matches(File.ReadAllText(file)).Select(static m => m.Value);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\.\s*(\w+)\s*(<[\w, ?.]+>)?\s*\(")]
    private static partial Regex Calls();

    // Program.cs and Startup.cs train or load once.
    [GeneratedRegex(@"\bCreate(Default|Slim)?(Host)?Builder\s*\(|\bConfigureServices\s*\(")]
    private static partial Regex StartsUp();

    [GeneratedRegex(@"\.Map(Get|Post|Put|Patch|Delete|Methods)\s*\(")]
    private static partial Regex Endpoints();
}
