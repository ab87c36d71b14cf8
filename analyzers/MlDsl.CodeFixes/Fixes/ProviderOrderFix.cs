using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Swaps the two statements that append the providers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ProviderOrderFix() : RuleFix("MLD2103", "Append the accelerator first")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: BlockSyntax block } late
            && block.Statements.OfType<ExpressionStatementSyntax>()
                .FirstOrDefault(s => s.SpanStart < late.SpanStart && s.ToString().Contains("AppendExecutionProvider_CPU")) is { } early
            ? root.ReplaceNodes([early, late], (old, _) => old == early ? late.WithTriviaFrom(early) : early.WithTriviaFrom(late))
            : null;
}
