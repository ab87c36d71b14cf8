using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Takes the label out of the row to be scored.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class InputLeavesFeatureUnsetFix() : RuleFix("MLD4003", "Leave the label out")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        node is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Expressions.Count: > 1 } } label
            ? root.RemoveNode(label, SyntaxRemoveOptions.KeepTrailingTrivia) : null;
}
