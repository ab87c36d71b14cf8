using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Passes the schema of the view that the model was fitted on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SavedWithoutInputSchemaFix() : RuleFix("MLD1015", "Pass the schema of the raw rows")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        Replacement(diagnostic) is { } view ? Replace(root, node, view + ".Schema") : null;
}
