using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The label is imputed, normalised or binned with what a step learns.</summary>
public sealed class LabelChangedByLearnedStep : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1202",
        "The label is changed by a step that learns from the rows",
        "'{0}' makes up or rescales the label '{1}'; drop rows without a label, and leave its scale to the trainer",
        "Target",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Target/LabelChangedByLearnedStep"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Training training in flow.Trainings)
        {
            if (training.Label is not { } label) continue;
            foreach (Column column in label.SameValue())
            {
                if (column.Maker is not { } maker || !Changes(maker.Method)) continue;
                foreach (Mapping mapping in maker.Mappings)
                    if (mapping.Output.Value == column.Name)
                        yield return new Finding(Rule, mapping.Output.Syntax.GetLocation(), training.Event, maker.Method, label.Name);
            }
        }
    }

    private static bool Changes(string method) =>
        method == "ReplaceMissingValues" || method.StartsWith("Normalize", StringComparison.Ordinal);
}
