using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Whether a loader of a compilation names a type of rows. Asked where a mistake in the type was found, so seldom.</summary>
internal static class RowLoaders
{
    /// <summary>The severity of a mistake that counts only where rows of <paramref name="type"/> are read from a file.</summary>
    public static DiagnosticSeverity Severity(ISymbol type, Compilation compilation, DiagnosticSeverity read, DiagnosticSeverity otherwise, CancellationToken cancellation) =>
        compilation.SyntaxTrees.Any(tree => FileNames.Of(tree, cancellation).Rows.Contains(type.Name)) ? read : otherwise;
}
