using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>An estimator that learns is fitted on the test side of a split before that side was scored.</summary>
public sealed class FittedOnTestRows : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1102",
        "An estimator is fitted on the test side of a split",
        "This is the test side of the split; what is fitted on it is no longer tested by it; fit the training side",
        "Split",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Split/FittedOnTestRows"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (var (found, estimator, data) in flow.Chains)
        {
            if (data.Rows.Side is not (CutKind.Test or CutKind.FoldTest)) continue;
            if (!estimator.IsOpen && estimator.Steps.All(static s => s.State == State.None)) continue;
            // A last fit on everything, after the score is known, is how a model is shipped.
            if (flow.All<EvaluateEvent>().Any(e => e.Order < found.Order && RowPart.Of(e.Data.Rows, data.Rows) == Overlap.Shared)) continue;
            string parameter = found is CrossValidateEvent ? "data" : found.Call.Argument("trainData") is null ? "input" : "trainData";
            yield return new Finding(Rule, found.PlaceOf(parameter), found) { Severity = IsUnread(found) ? DiagnosticSeverity.Info : SeverityOf(flow, found, data) ?? (IsUnsure(flow, found, estimator, data) ? DiagnosticSeverity.Warning : null) };
        }
        foreach (ExperimentEvent experiment in flow.All<ExperimentEvent>())
            if (experiment.Data.Rows.Side is CutKind.Test or CutKind.FoldTest && !flow.All<EvaluateEvent>().Any(e => e.Order < experiment.Order && RowPart.Of(e.Data.Rows, experiment.Data.Rows) == Overlap.Shared))
                yield return new Finding(Rule, experiment.PlaceOf("trainData"), experiment) { Severity = SeverityOf(flow, experiment, experiment.Data) };
    }

    // The models of a cross-validation are gone where nobody reads its results.
    private static bool IsUnread(FlowEvent found)
    {
        if (found is not CrossValidateEvent) return false;
        IOperation at = found.Call;
        while (at.Parent is IConversionOperation) at = at.Parent;
        return at.Parent switch
        {
            IExpressionStatementOperation => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var results } } => !BodyIndex.Of(found.Call).UsesOf(results).Any(),
            _ => false,
        };
    }

    // Steps that are not known may learn nothing, and a side that a model has already transformed may have been scored by hand.
    private static bool IsUnsure(MethodFlow flow, FlowEvent fitted, Estimator estimator, View data) => estimator.IsOpen
        || flow.All<TransformEvent>().Any(t => t.Order < fitted.Order && t.Input.Rows.Cuts.Any(c => c.Site == SiteOf(data)));

    // A split of which nothing else is used may only have taken a sample, and has where nobody can use it.
    private static DiagnosticSeverity? SeverityOf(MethodFlow flow, FlowEvent fitted, View data)
    {
        SyntaxNode site = SiteOf(data);
        bool isElsewhere = !flow.All<SplitEvent>().Any(s => s.Split.Site == site);
        if (isElsewhere || flow.Events.Any(e => e != fitted && UsedBy(e) is { } used && used.Rows.Cuts.Any(c => c.Site == site))) return null;
        return site.Parent is MemberAccessExpressionSyntax ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
    }

    // The split that the side comes from.
    private static SyntaxNode SiteOf(View data) => data.Rows.Cuts.Last(static c => c.Kind is CutKind.Test or CutKind.FoldTest).Site;

    private static View? UsedBy(FlowEvent found) => found switch
    {
        FitEvent fit => fit.Data,
        CrossValidateEvent cross => cross.Data,
        EvaluateEvent evaluation => evaluation.Data,
        TransformEvent transform => transform.Input,
        ImportanceEvent importance => importance.Data,
        ExperimentEvent experiment => experiment.Data,
        _ => null,
    };
}
