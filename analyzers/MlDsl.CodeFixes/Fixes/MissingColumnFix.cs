using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Writes the name of the column that is most like the mistaken one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MissingColumnFix() : RuleFix("MLD1001", "Use the nearest column")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        WriteText(root, node, diagnostic);
}
