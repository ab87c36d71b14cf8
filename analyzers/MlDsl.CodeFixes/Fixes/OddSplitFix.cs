using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Holds out the smaller part.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OddSplitFix() : RuleFix("MLD1105", "Swap the fractions")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } fraction ? Replace(root, node, fraction) : null;
}
