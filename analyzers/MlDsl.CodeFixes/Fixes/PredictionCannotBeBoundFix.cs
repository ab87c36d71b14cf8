using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Names the column that is most like the member's: in its attribute, or by a new one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PredictionCannotBeBoundFix() : RuleFix("MLD1009", "Bind the nearest column")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        if (Replacement(diagnostic) is not { } name || node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member) return null;
        // A declaration of several fields has one list of attributes.
        if (member is not (PropertyDeclarationSyntax or FieldDeclarationSyntax { Declaration.Variables.Count: 1 })) return null;
        string text = SymbolDisplay.FormatLiteral(name, quote: true);
        if (member.AttributeLists.SelectMany(static list => list.Attributes).FirstOrDefault(static a => IsColumnName(a.Name)) is { } attribute)
            return attribute.ArgumentList is { Arguments: [{ } own] } ? Replace(root, own.Expression, text) : null;
        AttributeListSyntax added = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("Microsoft.ML.Data.ColumnName"), SyntaxFactory.AttributeArgumentList([SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(text))]))]);
        MemberDeclarationSyntax bare = member.WithoutLeadingTrivia();
        return root.ReplaceNode(member, bare.WithAttributeLists(bare.AttributeLists.Insert(0, added.WithTrailingTrivia(SyntaxFactory.Space))).WithLeadingTrivia(member.GetLeadingTrivia()));
    }

    private static bool IsColumnName(NameSyntax name) =>
        (name is QualifiedNameSyntax qualified ? qualified.Right : name as SimpleNameSyntax)?.Identifier.ValueText is "ColumnName" or "ColumnNameAttribute";
}
