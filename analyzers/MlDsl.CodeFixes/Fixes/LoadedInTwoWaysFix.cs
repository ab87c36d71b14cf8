using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Passes the value that the other load passes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LoadedInTwoWaysFix() : RuleFix("MLD1013", "Load it as elsewhere")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } value && node.FirstAncestorOrSelf<ArgumentSyntax>() is { NameColon: not null }
            ? Replace(root, node, value) : null;
}
