using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The rows that stop or choose the training are scored as the test.</summary>
public sealed class ValidationIsTest : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1601",
        "The test set is also the validation set",
        "Training is stopped or chosen by these rows, and they are scored as the test afterwards; split once more for validation",
        "Selection",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Selection/ValidationIsTest"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (FlowEvent found in flow.Events)
        {
            if (found is FitEvent { Validation: { } direct })
            {
                if (IsScored(flow, direct)) yield return new Finding(Rule, found.PlaceOf("validationData"), found);
            }
            else if (found is ExperimentEvent { Validation: { } chosenBy })
            {
                if (IsScored(flow, chosenBy)) yield return new Finding(Rule, found.Call.Argument("validation") is null ? found.PlaceOf("validationData") : found.PlaceOf("validation"), found);
            }
            else if (found is FitEvent fit)
            {
                foreach (Step step in fit.Estimator.Steps)
                    if (Given(step) is var (view, place) && IsScored(flow, view)) yield return new Finding(Rule, place, found);
            }
        }
    }

    private static (View, Location)? Given(Step step)
    {
        if (step.Trainer is not { StopsByValidation: true } || !step.Arguments.TryGetValue("validationSet", out Value? value) || value is not View view) return null;
        // Without early stopping the validation set only prints.
        if (step.Arguments.TryGetValue("options", out Value? options) && options is Members members
            && members["EarlyStoppingCriteria"] is Null) return null;
        return (view, step.Site!.Argument("validationSet")?.Syntax.GetLocation() ?? step.Place);
    }

    private static bool IsScored(MethodFlow flow, View validation)
    {
        if (!validation.Rows.Cuts.Any(static c => c.Kind == CutKind.Test)) return false;
        var scored = flow.All<EvaluateEvent>().ToList();
        return scored.Any(e => RowPart.Of(e.Data.Rows, validation.Rows) == Overlap.Shared)
            && !scored.Any(e => RowPart.Of(e.Data.Rows, validation.Rows) == Overlap.Disjoint && IsOuterTest(e.Data.Rows, validation.Rows));
    }

    // Rows held out of the training side are no other test than the one the training side was cut from.
    private static bool IsOuterTest(RowPart scored, RowPart validation) =>
        scored.IsTest && scored.Cuts.Count(static c => c.Kind == CutKind.Train) <= validation.Cuts.Count(static c =>
            c.Kind == CutKind.Train)
        && !(validation.Cuts.Length < scored.Cuts.Length && scored.Cuts.Any(static c => c.Kind == CutKind.Train));
}
