using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Calls the catalog that the trainer belongs to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EvaluatorOfAnotherTaskFix() : RuleFix("MLD1008", "Evaluate with the trainer's catalog")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } catalog
            && node.Parent is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax other } }
            ? root.ReplaceNode(other, SyntaxFactory.IdentifierName(catalog).WithTriviaFrom(other))
            : null;
}
