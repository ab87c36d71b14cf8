using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Names the rule that a slip of one letter made another of.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AcceptanceSaysNothingFix() : RuleFix("MLD1106", "Name the rule that is meant")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } id && node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } rule
            ? Replace(root, rule.Expression, SymbolDisplay.FormatLiteral(id, quote: true)) : null;
}
