using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>What the trainer predicted is overwritten with the label.</summary>
public sealed class PredictionIsTheLabel : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1016",
        "The prediction is overwritten with the label",
        "'{0}' is made from the label '{1}' after the trainer, so it is empty for new rows and always right for old ones; make it from the trainer's '{0}'",
        "Schema",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/PredictionIsTheLabel"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Chain chain in flow.Chains)
        {
            HashSet<Column> label = [];
            Text? trained = null;
            foreach (var (step, before) in chain.Steps)
            {
                // The label as it left the trainer: later steps may write another column of its name.
                if (trained is not null) label = before[trained.Value]?.SameValue() ?? [];
                trained = step.Trainer is null ? null : step.Label;
                if (label.Count == 0 || step is not { IsKnown: true, Transform: not null }) continue;
                foreach (Mapping mapping in step.Mappings)
                    if (mapping.Inputs is [{ } input] && before[mapping.Output.Value]?.Maker is { Trainer: not null }
                        && before[input.Value]?.SameValue().Overlaps(label) == true)
                        yield return new Finding(Rule, PlaceOf(step, input), chain.Event, mapping.Output.Value, input.Value) { Replacement = step.Method == "MapKeyToValue" ? mapping.Output.Value : null };
            }
        }
    }

    private static Location PlaceOf(Step step, Text name) => name.Syntax == step.Site?.Syntax ? step.Place : name.Syntax.GetLocation();
}
