using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Takes the step that maps back what is no key out of the chain, where it writes the column that it reads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class KeyBoundToTextFix() : RuleFix("MLD1014", "Drop the step")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        CallOf(node) is { ArgumentList.Arguments.Count: 1, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapKeyToValue" } } step
            && step.ArgumentList.Arguments[0].Expression is not (ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax)
            && step.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" } append } whole }
            ? root.ReplaceNode(whole, append.Expression.WithTrailingTrivia(whole.GetTrailingTrivia()))
            : null;
}
