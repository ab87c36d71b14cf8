using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A split that holds out most of the rows, that samples by the label, or that is made twice by luck.</summary>
public sealed class OddSplit : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1105",
        "The split's fraction, key or seed is odd",
        "{0}",
        "Split",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Split/OddSplit"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Finding unseeded in Unseeded(flow)) yield return unseeded;
        foreach (SplitEvent split in flow.All<SplitEvent>())
        {
            if (split.Call.Argument("testFraction") is { ConstantValue: { HasValue: true, Value: double fraction } } given
                && fraction is > 0.5 and < 1)
                yield return new Finding(Rule, given.Syntax.GetLocation(), split,
                    $"{Percent(fraction)} of the rows are held out and {Percent(1 - fraction)} are left to train on")
                {
                    Replacement = given.Syntax is LiteralExpressionSyntax
                        ? Math.Round(1 - fraction, 6).ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
                };
            if (split.SamplingKey is { } key && (key.Value == "Label"
                || flow.Trainings.Any(t => t.Step.Label?.Value == key.Value && t.Data.Rows.Cuts.Any(c => c.Site == split.Split.Site))))
                yield return new Finding(Rule, key.Syntax.GetLocation(), split,
                    $"Sampling by the label '{key.Value}' puts all rows of a class on one side; sample by a group, or by nothing");
        }
    }

    /// <summary>Two splits of the same rows, each by its own luck, whose models are compared.</summary>
    private static IEnumerable<Finding> Unseeded(MethodFlow flow)
    {
        var splits = flow.All<SplitEvent>().Where(static s => s is { Stack.IsEmpty: true, Repeats: false } && HasNoSeed(s)).ToList();
        foreach (SplitEvent later in splits)
        {
            bool compared = splits.Any(earlier => earlier.Order < later.Order && earlier.Call.Syntax != later.Call.Syntax
                && AreSameRows(earlier.Split.Whole.Rows, later.Split.Whole.Rows) && TasksOf(flow, earlier).Intersect(TasksOf(flow, later)).Any());
            if (compared)
                yield return new Finding(Rule, later.Call.NameLocation(), later,
                    "The rows are split a second time without a seed, so the scores on the two test sets differ by luck too; use one split, or give both a seed")
                { Severity = DiagnosticSeverity.Info };
        }
    }

    private static bool AreSameRows(RowPart left, RowPart right) =>
        RowPart.Of(left, right) == Overlap.Shared && left.Cuts.Length == right.Cuts.Length || RowPart.LoadedTwice(left, right);

    private static IEnumerable<MlTask> TasksOf(MethodFlow flow, SplitEvent split) => flow.All<EvaluateEvent>()
        .Where(e => e.Data.Rows.Cuts.Any(c => c.Site == split.Split.Site && c.Kind == CutKind.Test)).Select(static e => e.Task);

    // A seed of the context would do; one that comes from elsewhere may have it.
    private static bool HasNoSeed(SplitEvent split)
    {
        if (split.Call.Argument("seed") is not null || split.Call is not IInvocationOperation { Instance: IPropertyReferenceOperation data }
            || data.Instance is not ILocalReferenceOperation { Local: var context }) return false;
        return context.DeclaringSyntaxReferences is [{ } declared] && declared.GetSyntax() is VariableDeclaratorSyntax
        {
            Initializer.Value: BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } }
        };
    }

    private static string Percent(double fraction) =>
        Math.Round(fraction * 100).ToString(System.Globalization.CultureInfo.InvariantCulture) + " %";
}
