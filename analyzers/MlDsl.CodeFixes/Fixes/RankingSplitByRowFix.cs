using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Passes the group column as the sampling key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RankingSplitByRowFix() : RuleFix("MLD1401", "Split by group")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } group ? AddArgument(root, CallOf(node), "samplingKeyColumnName",
            SymbolDisplay.FormatLiteral(group, quote: true)) : null;
}
