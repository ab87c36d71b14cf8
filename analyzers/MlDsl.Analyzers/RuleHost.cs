using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Analyzers;

/// <summary>All rules of the assembly whose default severity a compiler treats alike, as one analyzer.</summary>
public abstract class RuleHost : DiagnosticAnalyzer
{
    /// <summary>Every rule of the assembly.</summary>
    internal static ImmutableArray<MlDslAnalyzer> Every { get; } =
    [
        .. typeof(RuleHost).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(MlDslAnalyzer)))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (MlDslAnalyzer)Activator.CreateInstance(type)),
    ];

    private readonly ImmutableArray<MlDslAnalyzer> own;

    private protected RuleHost(bool suggests)
    {
        own = [.. Every.Where(rule => rule.SupportedDiagnostics[0].DefaultSeverity <= DiagnosticSeverity.Info == suggests)];
        SupportedDiagnostics = [.. own.SelectMany(static rule => rule.SupportedDiagnostics)];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start => MlDslAnalyzer.Watch(start, own));
    }
}

/// <summary>The rules that warn.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MlNetRules() : RuleHost(suggests: false);

/// <summary>The rules that only suggest, which a build on the command line leaves out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MlNetSuggestions() : RuleHost(suggests: true);
