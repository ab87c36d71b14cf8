using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The label, or a column that says the same, is among the features.</summary>
public sealed class LabelReachesFeatures : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1201",
        "The label is among the features",
        "'{0}' is the label '{1}' or made from it, and reaches the features; the model will look perfect and know nothing",
        "Target",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Target/LabelReachesFeatures"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Training training in flow.Trainings)
        {
            if (training is not { Label: { } label, Features: { } features }) continue;
            if (Training.Entrance(features, label.SameValue()) is { } entrance)
                yield return new Finding(Rule, entrance.Syntax.GetLocation(), training.Event, entrance.Value, label.Name)
                {
                    // A step that is not known may put other values into a column of the same name.
                    Severity = training.Estimator.IsOpen ? DiagnosticSeverity.Warning : null,
                };
        }
        foreach (EvaluateEvent evaluation in flow.All<EvaluateEvent>())
            if (Presumed(evaluation) is { } finding) yield return finding;
    }

    // Of a trainer that comes from elsewhere it is known what it is evaluated against, and that features are called so.
    private static Finding? Presumed(EvaluateEvent evaluation)
    {
        if (evaluation.Task is MlTask.Clustering or MlTask.Anomaly || evaluation.Model is not { FittedOn: { } fitted, Estimator: { IsOpen: true, Steps: var steps } estimator }) return null;
        int trainer = steps.IndexOf(Step.Opaque);
        if (trainer < 1 || steps.Skip(trainer + 1).Any(static s => s.Transform is not { Method: "MapKeyToValue" }) || !evaluation.Columns.TryGetValue("labelColumnName", out Text? name)) return null;
        Schema before = estimator.Walk(fitted.Schema).ElementAt(trainer).Before;
        if (before[name.Value] is not { } label || before["Features"] is not { } features) return null;
        return Training.Entrance(features, label.SameValue()) is { } entrance
            ? new Finding(Rule, entrance.Syntax.GetLocation(), evaluation, entrance.Value, label.Name) { Severity = DiagnosticSeverity.Warning }
            : null;
    }
}
