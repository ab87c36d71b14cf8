using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Flow;

/// <summary>Where a compilation makes objects of its own types.</summary>
internal static class CreationSites
{
    /// <summary>The creations and copies of objects of <paramref name="type"/>, in the order of the files' paths; null where there are more than <paramref name="most"/>.</summary>
    public static IReadOnlyList<(ExpressionSyntax Site, ISymbol Creator)>? Of(INamedTypeSymbol type, int most, SourceNames names, Compilation compilation, CancellationToken cancellation)
    {
        var sites = new List<(ExpressionSyntax, ISymbol)>();
        foreach (var inFile in names.MakersOf(type).GroupBy(static m => m.Node.SyntaxTree).OrderBy(static file => file.Key.FilePath, StringComparer.Ordinal))
        {
            SemanticModel model = compilation.GetSemanticModel(inFile.Key);
            foreach (Mention mention in inFile)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!Means(mention, type, model, cancellation)) continue;
                if (CreatorOf(model, mention.Node, cancellation) is not { } creator || sites.Count == most) return null;
                sites.Add(((ExpressionSyntax)mention.Node, creator));
            }
        }
        return sites;
    }

    // What is written is bound, and nothing around it where that suffices.
    private static bool Means(Mention mention, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellation)
    {
        ITypeSymbol? made = mention.Type is { } written
            ? model.GetSpeculativeTypeInfo(mention.Node.SpanStart, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Type
            : model.GetTypeInfo(mention.Node, cancellation).Type;
        return SymbolEqualityComparer.Default.Equals(made?.OriginalDefinition, type.OriginalDefinition);
    }

    // The member, not the lambda or local function in it; for an initializer the field or property that starts with it.
    private static ISymbol? CreatorOf(SemanticModel model, SyntaxNode site, CancellationToken cancellation)
    {
        ISymbol? at = model.GetEnclosingSymbol(site.SpanStart, cancellation);
        while (at is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }) at = at.ContainingSymbol;
        return at is IMethodSymbol or IFieldSymbol or IPropertySymbol ? at : null;
    }
}
