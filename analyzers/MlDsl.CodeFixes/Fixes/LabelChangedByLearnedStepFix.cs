using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Takes the step out of the chain, where it is an appended one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LabelChangedByLearnedStepFix() : RuleFix("MLD1202", "Drop the step")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        CallOf(node) is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" } append } whole } } step
            && step.ArgumentList.Arguments.Count > 0
            ? root.ReplaceNode(whole, append.Expression.WithTrailingTrivia(whole.GetTrailingTrivia()))
            : null;
}
