using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Maps a label to keys, in place, before the trainer that takes no other.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LabelOfWrongTypeFix() : RuleFix("MLD1004", "Map the label to keys")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        if (Replacement(diagnostic) is not { } label || TrainerOf(node) is not (var trainer, var context)) return null;
        if (trainer.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" } append } whole } argument
            || whole.ArgumentList.Arguments[0] != argument) return null;
        string text = SymbolDisplay.FormatLiteral(label, quote: true);
        // The chain's own lines and indents stay as they are.
        ArgumentListSyntax map = SyntaxFactory.ParseArgumentList($"({context}.Transforms.Conversion.MapValueToKey({text}))");
        InvocationExpressionSyntax mapped = SyntaxFactory.InvocationExpression(append, map);
        SyntaxTriviaList indent = append.Expression.GetTrailingTrivia();
        return root.ReplaceNode(whole, whole.WithExpression(append.WithExpression(mapped.WithTrailingTrivia(indent))));
    }

    // ml.MulticlassClassification.Trainers.X(…): the call, and what it starts from.
    private static (InvocationExpressionSyntax Trainer, ExpressionSyntax Context)? TrainerOf(SyntaxNode node)
    {
        for (InvocationExpressionSyntax? call = CallOf(node); call is not null; call = call.Parent is { } above ? CallOf(above) : null)
            if (call.Expression is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Trainers", Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } catalog } })
                return (call, catalog.Expression.WithoutTrivia());
        return null;
    }
}
