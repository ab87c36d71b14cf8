using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers;

/// <summary>A fix that replaces one node. It is offered only when the change is certain, and then always changes something.</summary>
public abstract class RuleFix : OfferedFix
{
    private readonly string title;

    /// <summary>A fix of one rule.</summary>
    private protected RuleFix(string id, string title)
        : base(id) => this.title = title;

    private protected sealed override Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return Task.FromResult(Change(root, node, diagnostic) is { } changed ? Offer.InFile(title, context.Document, () => changed) : null);
    }

    /// <summary>The root after the fix; null when there is nothing certain to do.</summary>
    /// <param name="root">The root of the file.</param>
    /// <param name="node">The node that is marked.</param>
    /// <param name="diagnostic">The finding.</param>
    private protected abstract SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic);

    /// <summary>The other place that the finding is about, in the same file.</summary>
    private protected static SyntaxNode? Other(SyntaxNode root, Diagnostic diagnostic) =>
        diagnostic.Properties.ContainsKey("other") && diagnostic.AdditionalLocations is [{ } place, ..] && place.SourceTree == root.SyntaxTree
            ? root.FindNode(place.SourceSpan, getInnermostNodeForTie: true)
            : null;

    /// <summary>What the rule proposes to write.</summary>
    private protected static string? Replacement(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue("replacement", out string? text) ? text : null;

    /// <summary><c>split.TrainSet</c> becomes <c>split.TestSet</c>, or the other way round.</summary>
    private protected static SyntaxNode? SwapSide(SyntaxNode root, SyntaxNode? node, string from, string to) =>
        node is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: var name } side } && name == from
            ? root.ReplaceNode(side, SyntaxFactory.IdentifierName(to).WithTriviaFrom(side))
            : null;

    /// <summary>The call that has the marked node as its method name or among its arguments.</summary>
    private protected static InvocationExpressionSyntax? CallOf(SyntaxNode node) => node.FirstAncestorOrSelf<InvocationExpressionSyntax>();

    /// <summary>Renames the called method.</summary>
    private protected static SyntaxNode? Rename(SyntaxNode root, SyntaxNode node, string from, string to) =>
        node is IdentifierNameSyntax { Identifier.ValueText: var name } called && name == from
            ? root.ReplaceNode(called, SyntaxFactory.IdentifierName(to).WithTriviaFrom(called))
            : null;

    /// <summary>Removes an argument or element of a list with its comma.</summary>
    private protected static SyntaxNode? RemoveElement(SyntaxNode root, SyntaxNode node)
    {
        SyntaxNode? element = node.FirstAncestorOrSelf<SyntaxNode>(static n => n is ArgumentSyntax or ExpressionElementSyntax
            || n.Parent is InitializerExpressionSyntax);
        return element is null ? null : root.RemoveNode(element, SyntaxRemoveOptions.KeepNoTrivia);
    }

    /// <summary>Adds an argument at the end of a call.</summary>
    private protected static SyntaxNode? AddArgument(SyntaxNode root, InvocationExpressionSyntax? call, string name, string value)
    {
        if (call is null || call.ArgumentList.Arguments.Any(a => a.NameColon?.Name.Identifier.ValueText == name)) return null;
        ArgumentSyntax argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(value))
            .WithNameColon(SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(name)).WithTrailingTrivia(SyntaxFactory.Space));
        if (call.ArgumentList.Arguments.Count > 0) argument = argument.WithLeadingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(call, call.WithArgumentList(call.ArgumentList.AddArguments(argument)));
    }

    /// <summary>Writes what the rule proposes as a string in place of the marked one.</summary>
    private protected static SyntaxNode? WriteText(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } text ? Replace(root, node, SymbolDisplay.FormatLiteral(text, quote: true)) : null;

    /// <summary>Writes another expression in place of the marked one.</summary>
    private protected static SyntaxNode? Replace(SyntaxNode root, SyntaxNode node, string expression) =>
        node is ArgumentSyntax argument ? Replace(root, argument.Expression, expression)
        : node is ExpressionSyntax ? root.ReplaceNode(node, SyntaxFactory.ParseExpression(expression).WithTriviaFrom(node))
        : null;
}
