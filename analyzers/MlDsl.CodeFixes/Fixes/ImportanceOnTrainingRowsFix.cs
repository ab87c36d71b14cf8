using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Measures on the test side of the split in place of the training side.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ImportanceOnTrainingRowsFix() : RuleFix("MLD1604", "Measure on the test side")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        SwapSide(root, node.DescendantNodesAndSelf().LastOrDefault(static n =>
            n is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TrainSet" }), "TrainSet", "TestSet");
}
