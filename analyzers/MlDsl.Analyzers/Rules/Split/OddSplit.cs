using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A split that holds out most of the rows, or that samples by the label.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OddSplit : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1105",
        "The split's fraction or key is odd",
        "{0}",
        "Split",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Split/OddSplit"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (SplitEvent split in flow.All<SplitEvent>())
        {
            if (split.Call.Argument("testFraction") is { ConstantValue: { HasValue: true, Value: double fraction } } given
                && fraction is > 0.5 and < 1)
                yield return new Finding(Rule, given.Syntax.GetLocation(), split,
                    $"{Percent(fraction)} of the rows are held out and {Percent(1 - fraction)} are left to train on")
                {
                    Replacement = given.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax
                        ? Math.Round(1 - fraction, 6).ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
                };
            if (split.SamplingKey is { } key && (key.Value == "Label"
                || flow.Trainings.Any(t => t.Step.Label?.Value == key.Value && t.Data.Rows.Cuts.Any(c => c.Site == split.Split.Site))))
                yield return new Finding(Rule, key.Syntax.GetLocation(), split,
                    $"Sampling by the label '{key.Value}' puts all rows of a class on one side; sample by a group, or by nothing");
        }
    }

    private static string Percent(double fraction) =>
        Math.Round(fraction * 100).ToString(System.Globalization.CultureInfo.InvariantCulture) + " %";
}
