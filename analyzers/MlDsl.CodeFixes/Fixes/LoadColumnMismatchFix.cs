using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Writes the number of columns that are loaded as the vector's size.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LoadColumnMismatchFix() : RuleFix("MLD1010", "Write the size of the range")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        if (Replacement(diagnostic) is not { } size || node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute) return null;
        ExpressionSyntax written = SyntaxFactory.ParseExpression(size);
        if (attribute.Name.ToString().Contains("VectorType"))
            return attribute.ArgumentList is { Arguments: [{ } argument] } ? root.ReplaceNode(argument.Expression, written.WithTriviaFrom(argument.Expression)) : null;
        AttributeSyntax vector = SyntaxFactory.Attribute(SyntaxFactory.ParseName("VectorType"),
            SyntaxFactory.AttributeArgumentList([SyntaxFactory.AttributeArgument(written)])).WithLeadingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(list, list.WithAttributes(list.Attributes.Insert(list.Attributes.IndexOf(attribute) + 1, vector)));
    }
}
