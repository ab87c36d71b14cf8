using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A step that learns was fitted on rows that include those held out later.</summary>
public sealed class FittedBeforeSplit : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1501",
        "A step that learns is fitted before the split",
        "'{0}' is fitted on rows that are held out afterwards; append it to the trainer's pipeline so that it is fitted on the training rows",
        "Preprocessing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Preprocessing/FittedBeforeSplit"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        var labels = new HashSet<string>(flow.Trainings.Select(static t => t.Step.Label?.Value)
            .OfType<string>(), StringComparer.Ordinal) { "Label" };
        foreach (FlowEvent found in flow.Events)
        {
            View? view = found switch
            {
                SplitEvent split => split.Split.Train,
                FitEvent { Data: var data } => data,
                ExperimentEvent { Data: var data } => data,
                EvaluateEvent { Data: var data } => data,
                _ => null,
            };
            if (view is null) continue;
            foreach (Transformer prepared in view.Applied)
            {
                if (prepared.FittedOn is not { } fitted || prepared.Estimator.IsOpen || prepared.Estimator.Trainer is not null
                    || !IsWiderThan(fitted.Rows, view.Rows)) continue;
                Step? step = prepared.Estimator.Steps.Where(s => Learns(s, labels)).OrderByDescending(static s => s.State).FirstOrDefault();
                if (step is null) continue;
                yield return new Finding(Rule, prepared.Site.NameLocation(), found, step.Method)
                {
                    Severity = step.State == State.Supervised ? null : DiagnosticSeverity.Info,
                };
            }
        }
    }

    // The codes of a label are names; knowing them all beforehand tells the model nothing.
    private static bool Learns(Step step, HashSet<string> labels) =>
        step.State != State.None && !(step.Method == "MapValueToKey" && step.Mappings.All(m => labels.Contains(m.Output.Value)));

    private static bool IsWiderThan(RowPart fitted, RowPart used) =>
        used.Cuts.Length > fitted.Cuts.Length
        && RowPart.Of(fitted, used) == Overlap.Shared
        && used.Cuts.Skip(fitted.Cuts.Length).Any(static c => c.Kind != CutKind.Filter);
}
