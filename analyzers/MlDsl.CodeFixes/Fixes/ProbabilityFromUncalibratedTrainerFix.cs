using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Calls the method that needs no probability.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ProbabilityFromUncalibratedTrainerFix() : RuleFix("MLD1007", "Evaluate without a probability")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Rename(root, node, "Evaluate", "EvaluateNonCalibrated") ?? Rename(root, node, "CrossValidate", "CrossValidateNonCalibrated");
}
