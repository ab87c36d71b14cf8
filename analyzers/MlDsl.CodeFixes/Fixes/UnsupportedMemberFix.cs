using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Keeps the member out of the columns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnsupportedMemberFix() : RuleFix("MLD1012", "Mark the member [NoColumn]")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and (PropertyDeclarationSyntax or FieldDeclarationSyntax)
            && member.AttributeLists.Count == 0
            ? root.ReplaceNode(member, WithAttribute(member))
            : null;

    private static MemberDeclarationSyntax WithAttribute(MemberDeclarationSyntax member)
    {
        var name = SyntaxFactory.ParseName("Microsoft.ML.Data.NoColumn");
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)))
            .WithLeadingTrivia(member.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.LineFeed);
        var indent = member.GetLeadingTrivia().LastOrDefault(static t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        return member.WithLeadingTrivia(indent).WithAttributeLists(SyntaxFactory.SingletonList(list));
    }
}
