using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Takes the identifier out of the list of features, where there are others.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EntityIdAmongFeaturesFix() : RuleFix("MLD1402", "Leave the identifier out")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        CallOf(node) is { ArgumentList.Arguments.Count: > 2 } || node.Parent is ExpressionElementSyntax or InitializerExpressionSyntax
            ? RemoveElement(root, node) : null;
}
