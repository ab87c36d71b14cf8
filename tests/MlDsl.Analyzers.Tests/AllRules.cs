using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Analyzers.Tests;

/// <summary>Every rule of the assembly.</summary>
internal static class AllRules
{
    public static ImmutableArray<Type> Types { get; } =
    [
        .. typeof(MlDslAnalyzer).Assembly.GetTypes()
            .Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(MlDslAnalyzer)))
            .OrderBy(static t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>New instances of the analyzers that a compiler finds.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Create() =>
    [
        .. typeof(MlDslAnalyzer).Assembly.GetTypes()
            .Where(static t => t.GetCustomAttributes(typeof(DiagnosticAnalyzerAttribute), inherit: false).Length > 0)
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>All findings in <paramref name="compilation"/>; the compiler reports an analyzer that throws as AD0001, which is among them.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Run(Compilation compilation)
    {
        var found = await compilation.WithAnalyzers(Create()).GetAnalyzerDiagnosticsAsync();
        return [.. found.Where(static d => !d.IsSuppressed)];
    }
}
