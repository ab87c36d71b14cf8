using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>One test set is scored for several candidates and the best is taken.</summary>
public sealed class TestSetSelects : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1602",
        "The test set is used to choose among models",
        "The candidates are compared by their score on the test set, so the winner's score is too good; choose by cross-validation on the training rows",
        "Selection",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Selection/TestSetSelects"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (var chosen in flow.All<SelectionEvent>().Where(static s => IsTest(s.Source.Data.Rows)).GroupBy(static s =>
            s.Source.Call.Syntax))
        {
            EvaluateEvent source = chosen.First().Source;
            bool several = source.Repeats || flow.All<SelectionEvent>().Any(other =>
                other.Source.Call.Syntax != source.Call.Syntax
                && other.Source.Model?.Site != source.Model?.Site
                && RowPart.Of(other.Source.Data.Rows, source.Data.Rows) == Overlap.Shared);
            if (several) yield return new Finding(Rule, source.PlaceOf("data"), source);
        }
    }

    // The held-out part of the training side is for choosing.
    private static bool IsTest(RowPart rows) =>
        rows.Side == CutKind.Test && !rows.Cuts.Any(static c => c.Kind == CutKind.Train);
}
