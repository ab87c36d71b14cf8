using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Takes a column out of a list that already has it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ColumnWrittenForNothingFix() : RuleFix("MLD1002", "Remove the repeated column")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        CallOf(node) is
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Concatenate" },
            ArgumentList.Arguments.Count: > 2
        } call && IsInput(call, node) ? RemoveElement(root, node) : null;

    // The first argument is the output.
    private static bool IsInput(InvocationExpressionSyntax call, SyntaxNode node) =>
        node.FirstAncestorOrSelf<ArgumentSyntax>() is { } argument && call.ArgumentList.Arguments.IndexOf(argument) > 0;
}
