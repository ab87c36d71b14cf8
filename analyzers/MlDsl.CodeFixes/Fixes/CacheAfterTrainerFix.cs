using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Moves the cache to before the last step that is appended.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CacheAfterTrainerFix() : RuleFix("MLD5004", "Move the cache before the trainer")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        CallOf(node) is { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" } append } last } } cache
            ? root.ReplaceNode(cache, last.WithExpression(append.WithExpression(Cached(append.Expression, cache))).WithTriviaFrom(cache))
            : null;

    private static InvocationExpressionSyntax Cached(ExpressionSyntax start, InvocationExpressionSyntax cache) =>
        SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, start,
            SyntaxFactory.IdentifierName("AppendCacheCheckpoint")),
        cache.ArgumentList);
}
