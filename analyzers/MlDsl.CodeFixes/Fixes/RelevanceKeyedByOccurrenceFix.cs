using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Orders the keys of the grades by their value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RelevanceKeyedByOccurrenceFix() : RuleFix("MLD1005", "Order the keys by value")
{
    private protected override SyntaxNode? Change(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        AddArgument(root, CallOf(node), "keyOrdinality", "Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue");
}
