using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Rules;

/// <summary>Whether a loader of a compilation names a type of rows. Asked where a mistake in the type was found, so seldom.</summary>
internal static class RowLoaders
{
    /// <summary>The severity of a mistake that counts only where rows of <paramref name="type"/> are read from a file.</summary>
    public static DiagnosticSeverity Severity(ISymbol type, Compilation compilation, DiagnosticSeverity read, DiagnosticSeverity otherwise, CancellationToken cancellation) =>
        compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(cancellation).DescendantNodes().OfType<GenericNameSyntax>()).Any(name =>
            name.Identifier.ValueText is "LoadFromTextFile" or "CreateTextLoader" && name.TypeArgumentList.Arguments is [{ } row] && row.ToString().Split('.').Last() == type.Name)
            ? read : otherwise;
}
