using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Saves or serves the preparation and the model as one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PreprocessingOutsideModelFix() : RuleFix("MLD4002", "Append the model to its preparation")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } prep && (node as ArgumentSyntax)?.Expression is var inner
            && (inner ?? node as ExpressionSyntax) is IdentifierNameSyntax model
            ? root.ReplaceNode(model, SyntaxFactory.ParseExpression($"{prep}.Append({model.Identifier.ValueText})").WithTriviaFrom(model))
            : null;
}
