using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Tool.Loading;

/// <summary>The types of a project that the files of others name, and the methods they call: what nobody names, nobody outside runs.</summary>
/// <param name="Types">The names of the types.</param>
/// <param name="Methods">The names of the methods that files which name one of the types call for requests.</param>
internal sealed record NamedTypes(ImmutableSortedSet<string> Types, ImmutableSortedSet<string> Methods)
{
    /// <summary>What <paramref name="others"/> name of what <paramref name="project"/> declares.</summary>
    /// <param name="project">The sources of the project.</param>
    /// <param name="others">What the files of others say.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static NamedTypes Of(IEnumerable<SyntaxTree> project, IEnumerable<SaidNames> others, CancellationToken cancellation)
    {
        HashSet<string> types = new(StringComparer.Ordinal), methods = new(StringComparer.Ordinal), named = new(StringComparer.Ordinal), called = new(StringComparer.Ordinal);
        foreach (SyntaxNode node in project.SelectMany(tree => tree.GetRoot(cancellation).DescendantNodes()))
        {
            if (node is BaseTypeDeclarationSyntax type) types.Add(type.Identifier.ValueText);
            else if (node is MethodDeclarationSyntax method) methods.Add(method.Identifier.ValueText);
        }
        foreach (SaidNames file in others)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!types.Overlaps(file.Words)) continue;
            named.UnionWith(types.Where(file.Words.Contains));
            called.UnionWith(methods.Where(file.Calls.Contains));
        }
        return new(named.ToImmutableSortedSet(StringComparer.Ordinal), called.ToImmutableSortedSet(StringComparer.Ordinal));
    }
}
