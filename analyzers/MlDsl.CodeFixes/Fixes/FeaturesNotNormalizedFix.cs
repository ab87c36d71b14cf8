using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Appends a normalizer before the trainer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FeaturesNotNormalizedFix() : RuleFix("MLD5005", "Normalize the features first")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" } append } whole } } trainer
            && Context(trainer) is { } context
            ? root.ReplaceNode(whole,
                whole.WithExpression(append.WithExpression(Appended(append.Expression, context, Replacement(diagnostic) ?? "Features"))))
            : null;

    // ml in ml.Regression.Trainers.Sdca(…).
    private static string? Context(InvocationExpressionSyntax trainer) =>
        trainer.Expression is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } } } ? name.Identifier.ValueText : null;

    private static InvocationExpressionSyntax Appended(ExpressionSyntax start, string context, string features) =>
        SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, start, SyntaxFactory.IdentifierName("Append")),
        SyntaxFactory.ParseArgumentList($"({context}.Transforms.NormalizeMinMax({SymbolDisplay.FormatLiteral(features, quote: true)}))"));
}
