using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Cross-validation over rows that a fitted step has already seen whole.</summary>
public sealed class FittedBeforeCrossValidation : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1502",
        "Cross-validation starts from rows that a fitted step has seen whole",
        "'{0}' was fitted on all rows, the held-out folds included; append it to the estimator that is cross-validated",
        "Preprocessing",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Preprocessing/FittedBeforeCrossValidation"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (CrossValidateEvent cross in flow.All<CrossValidateEvent>())
        {
            foreach (Transformer prepared in cross.Data.Applied)
            {
                if (prepared.FittedOn is not { } fitted || prepared.Estimator.IsOpen
                    || RowPart.Of(fitted.Rows, cross.Data.Rows) != Overlap.Shared) continue;
                Step? step = prepared.Estimator.Steps.FirstOrDefault(s => s.State != State.None && !IsLabelKey(s, cross) && ColumnReach.MayReach(s, prepared.Estimator, cross.Estimator));
                if (step is null) continue;
                yield return new Finding(Rule, cross.PlaceOf("data"), cross, step.Method) { Severity = IsHarmless(step, cross) ? DiagnosticSeverity.Info : null };
                break;
            }
        }
    }

    // Trees split where the order of the values says, which a scale does not change.
    private static bool IsHarmless(Step step, CrossValidateEvent cross) =>
        step.Method is "NormalizeMinMax" or "NormalizeMeanVariance" or "NormalizeLogMeanVariance" or "NormalizeRobustScaling"
        && cross.Estimator is { IsOpen: false, Trainer.Trainer: { NeedsNormalized: false, ReadsFeatures: true } };

    private static bool IsLabelKey(Step step, CrossValidateEvent cross) =>
        step.Method == "MapValueToKey" && step.Mappings.All(m => m.Output.Value == (cross.Estimator.Trainer?.Label?.Value ?? "Label"));
}
