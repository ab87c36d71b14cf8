using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Training and test data loaded from one file, with nothing to tell the rows apart.</summary>
public sealed class TrainAndTestFromOneSource : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1103",
        "Training and test data are loaded from one source",
        "The training data was loaded from the same source, so the model is tested on rows it was fitted on; load another file or split",
        "Split",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Split/TrainAndTestFromOneSource"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (EvaluateEvent evaluation in flow.All<EvaluateEvent>())
        {
            // Groups and outliers are looked for in the rows that there are.
            if (evaluation.Task is MlTask.Clustering or MlTask.Anomaly) continue;
            if (evaluation.Model is not { FittedOn: { } fitted } || !RowPart.LoadedTwice(fitted.Rows, evaluation.Data.Rows)) continue;
            LoadEvent? second = flow.All<LoadEvent>()
                .Where(l => l.View.Rows.Origin.Equals(fitted.Rows.Origin) || l.View.Rows.Origin.Equals(evaluation.Data.Rows.Origin))
                .LastOrDefault();
            if (second is not null)
                yield return new Finding(Rule, second.PlaceOf("path"), second) { Severity = fitted.Rows.Origin.Source!.IsCertain ? null : DiagnosticSeverity.Warning };
        }
    }
}
