using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Reads the query into a list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class QueryReadManyTimesFix() : RuleFix("MLD5006", "Read the query once")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        (node is ArgumentSyntax argument ? argument.Expression : node) is ExpressionSyntax query
            ? root.ReplaceNode(query,
                SyntaxFactory.ParseExpression(query.WithoutTrivia().ToFullString() + ".ToList()").WithTriviaFrom(query))
            : null;
}
