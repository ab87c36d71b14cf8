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
        foreach (var chosen in flow.All<SelectionEvent>().Where(static s => IsTest(s.Source)).GroupBy(static s =>
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
    private static bool IsTest(EvaluateEvent evaluation) => evaluation.Data.Rows is var rows
        && (rows.Side == CutKind.Test && !rows.Cuts.Any(static c => c.Kind == CutKind.Train) || IsTestFile(rows, evaluation.Model));

    // Another file than the training rows', which is called the test.
    private static bool IsTestFile(RowPart rows, Transformer? model) => rows.Cuts.IsEmpty && model?.FittedOn is { } fitted && !fitted.Rows.Origin.Equals(rows.Origin)
        && rows.Origin.Source is { } file && fitted.Rows.Origin.Source is { } other && file.Text != other.Text
        && Words.Of(file.Name) is var words && words.Any(static w => w is "test" or "testing") && !words.Any(static w => w is "validation" or "valid" or "val" or "dev");
}
