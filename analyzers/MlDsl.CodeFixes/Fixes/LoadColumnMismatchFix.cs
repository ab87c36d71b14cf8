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
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } size && node.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList.Arguments: [{ } argument] }
            ? root.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression(size).WithTriviaFrom(argument.Expression))
            : null;
}
