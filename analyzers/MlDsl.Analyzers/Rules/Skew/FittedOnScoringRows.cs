using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Preparation is fitted anew on the rows that a model scores.</summary>
public sealed class FittedOnScoringRows : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD4001",
        "A step that learns is fitted on the rows to be scored",
        "'{0}' learns from these rows what the model has learnt from others; keep the fitted preparation and transform with it",
        "Skew",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Skew/FittedOnScoringRows"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (TransformEvent scoring in flow.All<TransformEvent>())
        {
            Transformer model = scoring.Model;
            // A model that is loaded or fitted, whichever way was taken, may prepare the rows itself.
            bool isLoaded = model is { Estimator.IsOpen: true, FittedOn: null, IsSeveral: false };
            if (model.Estimator.Trainer is null && !isLoaded) continue;
            if (model.FittedOn is { } trainedOn && RowPart.Of(trainedOn.Rows, scoring.Input.Rows) == Overlap.Shared) continue;
            // Rows that are split are rows to train on, too: the model that is loaded may have been fitted on the other side.
            if (isLoaded && scoring.Input.Rows.Side is not null) continue;
            foreach (Transformer prepared in scoring.Input.Applied)
            {
                if (prepared.FittedOn is not { } fitted || fitted.Rows.IsTest || prepared.Estimator.IsOpen
                    || prepared.Estimator.Trainer is not null) continue;
                if (RowPart.Of(fitted.Rows, scoring.Input.Rows) != Overlap.Shared) continue;
                // Fitted before a split of the rows is another rule's matter.
                if (model.FittedOn is { } other && RowPart.Of(fitted.Rows, other.Rows) == Overlap.Shared) continue;
                Step? step = prepared.Estimator.Steps.FirstOrDefault(s => s.State != State.None && !s.Method.Contains("Ssa") && MayBeRead(s, prepared.Estimator, model));
                if (step is not null)
                    yield return new Finding(Rule, prepared.Site.NameLocation(), scoring, step.Method) { Severity = isLoaded || model.FittedOn is not { } trained || !AreOthers(trained.Rows.Origin, scoring.Input.Rows.Origin) ? DiagnosticSeverity.Warning : null };
            }
        }
    }

    // Rows that came by a parameter, or from paths that are not known, may be the same ones.
    private static bool AreOthers(Origin trained, Origin scored) => trained.Source is { IsCertain: true } one && scored.Source is { IsCertain: true } other && one.Text != other.Text;

    // What the model does not read, or makes itself, harms nobody. Of a model from a file it is not known; the codes of a label it does not read.
    private static bool MayBeRead(Step step, Estimator preparation, Transformer model) =>
        model.Estimator.IsOpen ? step.Method != "MapValueToKey" : ColumnReach.MayReach(step, preparation, model.Estimator);
}
