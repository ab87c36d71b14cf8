using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Rows in the order of time are split, shuffled or folded at random.</summary>
public sealed class RandomSplitOfTimeSeries : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1301",
        "Time-ordered rows are split at random",
        "The rows of '{0}' are ordered by time, so a random split lets the model see the future of the rows it is tested on; split by time",
        "Time",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Time/RandomSplitOfTimeSeries"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (FlowEvent found in flow.Events)
        {
            View? view = found switch
            {
                SplitEvent split => split.Split.Whole,
                CrossValidateEvent cross => cross.Data,
                ShuffleEvent shuffle => shuffle.View,
                _ => null,
            };
            if (view is null || found is SplitEvent { Split.Site: var site } && IsUnused(flow, view, site)) continue;
            bool forecast = IsForecast(flow, view);
            bool filtered = view.Rows.Cuts.Any(static c => c.Kind == CutKind.Filter);
            if (!forecast && (filtered || found is ShuffleEvent || !LooksLikeSeries(view.Rows.Origin.RowType))) continue;
            yield return new Finding(Rule, found.Root.NameLocation(), found, view.Rows.Origin.RowType?.Name ?? "this view")
            {
                Severity = forecast ? DiagnosticSeverity.Error : null,
            };
        }
    }

    // A split of which neither side is used, beside a model that is fitted on all rows, tests nothing.
    private static bool IsUnused(MethodFlow flow, View view, SyntaxNode site) =>
        flow.All<FitEvent>().Any(fit => fit.Estimator.Trainer is not null && fit.Data.Rows.Origin.Equals(view.Rows.Origin) && fit.Data.Rows.Side is null)
        && !flow.Events.Select(static e => e switch
        {
            FitEvent fit => fit.Data,
            TransformEvent transform => transform.Input,
            EvaluateEvent evaluation => evaluation.Data,
            CrossValidateEvent cross => cross.Data,
            _ => null,
        }).Any(used => used?.Rows.Cuts.Any(c => c.Site == site) == true);

    private static bool IsForecast(MethodFlow flow, View view) => flow.All<FitEvent>().Any(fit =>
        fit.Data.Rows.Origin.Equals(view.Rows.Origin)
        && (fit.Data.Rows.IsShuffled || fit.Data.Rows.Side is not null)
        && fit.Estimator.Steps.Any(static s => s.Method is "ForecastBySsa" or "DetectSpikeBySsa" or "DetectChangePointBySsa"));

    // A date, or a year and month, alone may be a calendar feature of independent rows; earlier values beside it make a series, and so do the
    // prices of a period.
    private static bool LooksLikeSeries(INamedTypeSymbol? row)
    {
        if (row is null) return false;
        bool time = false, lag = false, year = false, month = false;
        int prices = 0;
        foreach (ISymbol member in RowSchema.Members(row))
        {
            if (member.GetAttributes()
                .Any(static a => a.AttributeClass is { Name: "EventTimeAttribute", ContainingNamespace.Name: "MlDsl" })) return true;
            if (RowSchema.MemberType(member) is not { } type) continue;
            ItemKind kind = RowSchema.KindOf(type);
            // When somebody was born or taken on says nothing of the order of the rows, nor does the name of a next of kin.
            time |= (kind is ItemKind.DateTime or ItemKind.DateTimeOffset || kind == ItemKind.Text && Words.IsDate(member.Name)) && !Words.IsOfAPerson(member.Name);
            lag |= Words.IsNeighbour(member.Name) && kind is not (ItemKind.Text or ItemKind.Boolean);
            if (Words.Of(member.Name) is ["open" or "high" or "low" or "close"] or ["open" or "high" or "low" or "close", "price"]) prices++;
            year |= Words.Of(member.Name) is [.., "year" or "año" or "ano" or "jahr" or "année" or "annee"];
            month |= Words.Of(member.Name) is [.., "month" or "mes" or "mês" or "monat" or "mois"];
        }
        return (time || year && month) && (lag || prices >= 3);
    }
}
