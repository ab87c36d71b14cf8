using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Analyzers;

/// <summary>What every rule shares: concurrency, silence in generated code, and symbols looked up once per compilation.</summary>
public abstract class MlDslAnalyzer : DiagnosticAnalyzer
{
    private const string Pages = "https://github.com/mldsl/mldsl/blob/main/analyzers/MlDsl.Analyzers/Rules/";

    /// <summary>The address of a rule's page: <c>Target/LabelReachesFeatures</c> names the file beside the rule.</summary>
    internal static string Page(string rule) => Pages + rule + ".md";

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var symbols = KnownSymbols.For(start.Compilation);
            if (AppliesTo(symbols)) Register(start, symbols);
        });
    }

    /// <summary>Whether the library that the rule speaks of is referenced; ML.NET unless a rule says otherwise.</summary>
    private protected virtual bool AppliesTo(KnownSymbols symbols) => symbols.MlContext is not null;

    /// <summary>Registers what the rule looks at.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols symbols);
}
