using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Gives the memory back at the end of the block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NotDisposedFix() : RuleFix("MLD2102", "Declare it with using")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        node is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax statement }
            ? root.ReplaceNode(statement,
                statement.WithoutLeadingTrivia().WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space)).WithLeadingTrivia(statement.GetLeadingTrivia()))
            : null;
}
