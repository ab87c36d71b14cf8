using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators;

namespace MlDsl.Analyzers;

/// <summary>
/// A rule. It can run alone, as in its tests; compilers find it inside <see cref="MlNetRules"/> or <see cref="MlNetSuggestions"/>, since what
/// they keep book of per analyzer costs as much as the rules themselves.
/// </summary>
public abstract class MlDslAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The address of a rule's page: <c>Target/LabelReachesFeatures</c> names the file beside the rule.</summary>
    internal static string Page(string rule) => Pages.OfRule(rule);

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start => Watch(start, [this]));
    }

    /// <summary>Registers the rules that apply to a compilation; those over the flow of a member look at it together.</summary>
    internal static void Watch(CompilationStartAnalysisContext context, IEnumerable<MlDslAnalyzer> rules)
    {
        var symbols = KnownSymbols.For(context.Compilation);
        foreach (var alike in rules.Where(rule => rule.AppliesTo(symbols)).GroupBy(static rule => rule.Together))
        {
            if (alike.Key is { } together) together(context, [.. alike]);
            else foreach (MlDslAnalyzer rule in alike) rule.Register(context, symbols);
        }
    }

    /// <summary>Registers rules of one kind that share their work; null where a rule works alone.</summary>
    internal virtual Action<CompilationStartAnalysisContext, IReadOnlyList<MlDslAnalyzer>>? Together => null;

    /// <summary>Whether the library that the rule speaks of is referenced; ML.NET unless a rule says otherwise.</summary>
    internal virtual bool AppliesTo(KnownSymbols symbols) => symbols.MlContext is not null;

    /// <summary>Registers what the rule looks at.</summary>
    internal abstract void Register(CompilationStartAnalysisContext context, KnownSymbols symbols);
}
