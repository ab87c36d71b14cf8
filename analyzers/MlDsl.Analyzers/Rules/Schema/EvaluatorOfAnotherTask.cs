using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A model is evaluated by the catalog of another task.</summary>
public sealed class EvaluatorOfAnotherTask : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1008",
        "The model is evaluated as another task",
        "{0} is a trainer of the {1} catalog; evaluate with it",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/EvaluatorOfAnotherTask"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (FlowEvent found in flow.Events)
        {
            var (estimator, task) = found switch
            {
                EvaluateEvent evaluation => (evaluation.Model?.Estimator, evaluation.Task),
                CrossValidateEvent cross => (cross.Estimator, cross.Task),
                _ => (null, default),
            };
            if (estimator is not { Trainer.Trainer: { } trainer } || estimator.IsOpen && !trainer.IsSearched || trainer.Task == task) continue;
            if (trainer.Task is MlTask.Anomaly or MlTask.Recommendation || task is MlTask.Anomaly or MlTask.Recommendation) continue;
            // A regression that orders results is scored by the order.
            if (trainer.Task == MlTask.Regression && task == MlTask.Ranking) continue;
            if (estimator.Steps.Count(static s => s.Trainer is not null) > 1) continue;
            string catalog = trainer.Task is MlTask.Binary or MlTask.Multiclass ? trainer.Task + "Classification" : trainer.Task.ToString();
            if (trainer.Task == MlTask.Multiclass) catalog = "MulticlassClassification";
            // Who names the columns to compare may compare a probability with a number on purpose.
            bool isChosen = found is EvaluateEvent { Columns: var columns, Call: var call } && columns.TryGetValue("scoreColumnName", out Text? score) && score.Syntax != call.Syntax;
            yield return new Finding(Rule, found.Root.NameLocation(), found, trainer.Method, catalog) { Replacement = catalog, Severity = isChosen ? DiagnosticSeverity.Warning : null };
        }
    }
}
