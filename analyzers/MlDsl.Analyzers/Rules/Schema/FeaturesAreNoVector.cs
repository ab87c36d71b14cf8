using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Columns of different types are concatenated, or the features are no vector of single-precision numbers.</summary>
public sealed class FeaturesAreNoVector : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1003",
        "The features cannot be put together",
        "{0}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/FeaturesAreNoVector"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Chain chain in flow.Chains)
        {
            foreach (var (step, before) in chain.Steps)
            {
                if (step is { Method: "Concatenate", IsKnown: true })
                {
                    foreach (Finding mixed in Mixed(step, before, chain.Event)) yield return mixed;
                }
                else if (step is { Trainer.ReadsFeatures: true, Features: { } name }
                    && before[name.Value] is { Type: { IsUnknown: false } type } && type != ItemType.Vector(ItemKind.Single))
                {
                    Location place = name.Syntax == step.Site!.Syntax ? step.Place : name.Syntax.GetLocation();
                    yield return new Finding(Rule, place, chain.Event,
                        $"{step.Method} needs features of type Vector<Single>, and '{name.Value}' is {type.Display()}");
                }
            }
        }
    }

    private static IEnumerable<Finding> Mixed(Step step, Schema before, FlowEvent found)
    {
        ItemKind first = ItemKind.Unknown;
        foreach (Text input in step.Inputs())
        {
            if (before[input.Value] is not { Type.Item: not ItemKind.Unknown and var item }) continue;
            if (first == ItemKind.Unknown) first = item;
            else if (item != first)
                yield return new Finding(Rule, input.Syntax.GetLocation(), found,
                    $"'{input.Value}' is {item} and the columns before it are {first}; Concatenate takes columns of one type");
        }
    }
}
