using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;

namespace MlDsl.Analyzers;

/// <summary>
/// A rule. It can run alone, as in its tests; compilers find it inside <see cref="MlNetRules"/> or <see cref="MlNetSuggestions"/>, since what
/// they keep book of per analyzer costs as much as the rules themselves.
/// </summary>
public abstract class MlDslAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The address of a rule's page: <c>Target/LabelReachesFeatures</c> names the file beside the rule.</summary>
    internal static string Page(string rule) => $"{Pages.Root}/MlDsl.Analyzers/Rules/{rule}.md";

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
        var finds = new List<Func<MethodFlow, IEnumerable<Finding>>>();
        foreach (MlDslAnalyzer rule in rules)
        {
            if (!rule.AppliesTo(symbols)) continue;
            if (rule is FlowRule flow) finds.Add(flow.Find);
            else rule.Register(context, symbols);
        }
        if (finds.Count > 0) FlowRule.Watch(context, finds);
    }

    /// <summary>Whether the library that the rule speaks of is referenced; ML.NET unless a rule says otherwise.</summary>
    internal virtual bool AppliesTo(KnownSymbols symbols) => symbols.MlContext is not null;

    /// <summary>Registers what the rule looks at.</summary>
    internal abstract void Register(CompilationStartAnalysisContext context, KnownSymbols symbols);
}
