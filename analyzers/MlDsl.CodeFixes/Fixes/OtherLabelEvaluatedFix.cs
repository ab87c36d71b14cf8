using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Passes the label that the model was trained on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OtherLabelEvaluatedFix() : RuleFix("MLD1006", "Evaluate the trained label")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is not { } label ? null
        : node is IdentifierNameSyntax ? AddArgument(root, CallOf(node), "labelColumnName", SymbolDisplay.FormatLiteral(label, quote: true))
        : Replace(root, node, SymbolDisplay.FormatLiteral(label, quote: true));
}
