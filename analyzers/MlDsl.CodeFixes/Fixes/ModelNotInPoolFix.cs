using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Asks for the model of the pool whose name is most like the mistaken one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModelNotInPoolFix() : RuleFix("MLD5008", "Use the pool's model")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        WriteText(root, node, diagnostic);
}
