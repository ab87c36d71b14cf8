using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace MlDsl.Analyzers;

/// <summary>Where a solution names a symbol.</summary>
internal static class Uses
{
    /// <summary>Whether it is named outside a part; anywhere, where there is none.</summary>
    public static async Task<bool> AreOutside(ISymbol symbol, SyntaxNode? part, Solution solution, CancellationToken cancellation)
    {
        var references = await SymbolFinder.FindReferencesAsync(symbol, solution, cancellation).ConfigureAwait(false);
        return references.SelectMany(static r => r.Locations)
            .Any(at => !at.IsImplicit && (part is null || at.Location.SourceTree?.FilePath != part.SyntaxTree.FilePath || !part.Span.Contains(at.Location.SourceSpan)));
    }
}
