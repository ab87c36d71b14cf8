using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Tool.Loading;

/// <summary>The types of a project that the sources of others name: what nobody names, nobody outside runs.</summary>
internal static class NamedTypes
{
    /// <summary>The names of the types that <paramref name="project"/> declares and <paramref name="others"/> write.</summary>
    public static ImmutableArray<string> Of(IEnumerable<SyntaxTree> project, IEnumerable<string> others, CancellationToken cancellation)
    {
        var declared = project.SelectMany(tree => tree.GetRoot(cancellation).DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Select(static type => type.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string text in others)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (SyntaxToken token in SyntaxFactory.ParseTokens(text))
                if (token.IsKind(SyntaxKind.IdentifierToken) && declared.Contains(token.ValueText)) named.Add(token.ValueText);
        }
        return [.. named];
    }
}
