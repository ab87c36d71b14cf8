using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Makes a type, and the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakePartialFix() : OfferedFix("MLD0106")
{
    private protected override Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        Offer? offer = null;
        if (diagnostic.Properties.TryGetValue(Fix.Modifier, out string? modifier) && modifier == "partial"
            && root.FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
                .Where(static t => !t.Modifiers.Any(SyntaxKind.PartialKeyword)).ToList() is { Count: > 0 } types)
            offer = Offer.InFile("Make it partial", context.Document, () => root.ReplaceNodes(types, static (_, type) => WithPartial(type)));
        return Task.FromResult(offer);
    }

    // The keyword goes last: "public sealed partial record". A type without modifiers hands it what stands before its own keyword.
    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0) return type.WithModifiers(type.Modifiers.Add(partial));
        partial = partial.WithLeadingTrivia(type.Keyword.LeadingTrivia);
        return type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(partial));
    }
}
