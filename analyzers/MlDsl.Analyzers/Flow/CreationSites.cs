using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Flow;

/// <summary>Where a compilation makes objects of its own types. Each file is read once, however often the others are edited.</summary>
internal static class CreationSites
{
    /// <summary>Stands for <c>new(…)</c> and for <c>with</c>, which do not name a type.</summary>
    private const string Unnamed = "";

    private static readonly ConditionalWeakTable<SyntaxTree, ILookup<string, ExpressionSyntax>> Known = new();

    /// <summary>The creations and copies of objects of <paramref name="type"/>; null where there are more than <paramref name="most"/>.</summary>
    public static IReadOnlyList<(ExpressionSyntax Site, ISymbol Creator)>? Of(INamedTypeSymbol type, int most, Compilation compilation, CancellationToken cancellation)
    {
        var sites = new List<(ExpressionSyntax, ISymbol)>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            ILookup<string, ExpressionSyntax> all = Known.GetValue(tree, t => Read(t, cancellation));
            SemanticModel? model = null;
            foreach (ExpressionSyntax site in all[type.Name].Concat(all[Unnamed]))
            {
                cancellation.ThrowIfCancellationRequested();
                model ??= compilation.GetSemanticModel(tree);
                if (!SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(site, cancellation).Type?.OriginalDefinition, type.OriginalDefinition)) continue;
                if (CreatorOf(model, site, cancellation) is not { } creator || sites.Count == most) return null;
                sites.Add((site, creator));
            }
        }
        return sites;
    }

    private static ILookup<string, ExpressionSyntax> Read(SyntaxTree tree, CancellationToken cancellation) => tree.GetRoot(cancellation).DescendantNodes()
        .OfType<ExpressionSyntax>().Where(static e => e is BaseObjectCreationExpressionSyntax or WithExpressionSyntax)
        .ToLookup(static e => e is ObjectCreationExpressionSyntax { Type: var type } ? NameOf(type) : Unnamed, StringComparer.Ordinal);

    private static string NameOf(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => Unnamed,
    };

    // The member, not the lambda or local function in it; for an initializer the field or property that starts with it.
    private static ISymbol? CreatorOf(SemanticModel model, ExpressionSyntax site, CancellationToken cancellation)
    {
        ISymbol? at = model.GetEnclosingSymbol(site.SpanStart, cancellation);
        while (at is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }) at = at.ContainingSymbol;
        return at is IMethodSymbol or IFieldSymbol or IPropertySymbol ? at : null;
    }
}
