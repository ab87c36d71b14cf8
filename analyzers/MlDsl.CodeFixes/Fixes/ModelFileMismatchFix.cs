using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Writes the name of the graph that is most like the mistaken one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModelFileMismatchFix() : RuleFix("MLD2007", "Use the nearest name of the model")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        WriteText(root, node, diagnostic);
}
