using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Fits the training side of the split in place of the test side.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FittedOnTestRowsFix() : RuleFix("MLD1102", "Fit the training side")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        SwapSide(root, node is ArgumentSyntax argument ? argument.Expression : node, "TestSet", "TrainSet");
}
