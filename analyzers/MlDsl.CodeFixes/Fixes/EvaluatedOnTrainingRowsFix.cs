using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Scores the test side of the split in place of the training side.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EvaluatedOnTrainingRowsFix() : RuleFix("MLD1101", "Score the test side")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        SwapSide(root, Other(root, diagnostic), "TrainSet", "TestSet");
}
