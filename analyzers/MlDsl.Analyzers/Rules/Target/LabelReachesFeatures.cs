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
                yield return new Finding(Rule, entrance.Syntax.GetLocation(), training.Event, entrance.Value, label.Name);
        }
    }
}
