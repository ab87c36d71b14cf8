using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The label's type is not one that the trainer takes.</summary>
public sealed class LabelOfWrongType : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1004",
        "The label has a type that the trainer does not take",
        "{0} needs a label of type {1}, and '{2}' is {3}{4}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/LabelOfWrongType"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Training training in flow.Trainings)
        {
            if (training.Label is not { Type: { IsUnknown: false } type } label
                || training.Trainer.LabelKinds is not { Count: > 0 } kinds) continue;
            if (training.Trainer.Task == MlTask.Ranking && type.Item == ItemKind.UInt32) continue;
            if (type.Dimension == Dimension.Scalar && kinds.Contains(type.Item)) continue;
            Text name = training.Step.Label!;
            Location place = name.Syntax == training.Step.Site!.Syntax ? training.Step.Place : name.Syntax.GetLocation();
            string way = kinds[0] == ItemKind.Key ? "; map it with MapValueToKey" : "";
            yield return new Finding(Rule, place, training.Event, training.Step.Method, string.Join(" or ", kinds), label.Name,
                type.Display(), way)
            { Replacement = kinds[0] == ItemKind.Key && type.Dimension == Dimension.Scalar ? name.Value : null };
        }
    }
}
