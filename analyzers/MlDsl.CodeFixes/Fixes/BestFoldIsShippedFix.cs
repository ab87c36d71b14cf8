using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Reports the mean of the folds in place of their best.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BestFoldIsShippedFix() : RuleFix("MLD1603", "Report the mean")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Rename(root, node, "Max", "Average") ?? Rename(root, node, "Min", "Average");
}
