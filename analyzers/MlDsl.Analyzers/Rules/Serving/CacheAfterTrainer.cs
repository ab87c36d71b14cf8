using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A cache after the last trainer keeps what nobody reads again.</summary>
public sealed class CacheAfterTrainer : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5004",
        "The cache comes after the trainer",
        "Nothing after this cache reads the rows again; put it before the trainer, which passes over them many times",
        "Serving",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/CacheAfterTrainer"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (var (found, estimator, _) in flow.Chains)
        {
            int trainer = -1;
            for (int i = 0; i < estimator.Steps.Length; i++)
                if (estimator.Steps[i].Trainer is not null || estimator.Steps[i].IsOpaque) trainer = estimator.Steps[i].IsOpaque
                    ? int.MaxValue : i;
            for (int i = 0; i < estimator.Steps.Length; i++)
                if (estimator.Steps[i].IsCache && trainer >= 0
                    && i > trainer) yield return new Finding(Rule, estimator.Steps[i].Place, found);
        }
    }
}
