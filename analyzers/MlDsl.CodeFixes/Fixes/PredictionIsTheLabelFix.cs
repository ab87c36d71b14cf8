using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Makes the prediction from what the trainer predicted.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PredictionIsTheLabelFix() : RuleFix("MLD1016", "Use the trainer's prediction")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        WriteText(root, node, diagnostic);
}
