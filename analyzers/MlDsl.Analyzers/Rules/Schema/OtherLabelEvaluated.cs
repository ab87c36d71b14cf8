using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The model is scored against another column than the one it was trained on.</summary>
public sealed class OtherLabelEvaluated : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1006",
        "The evaluated label is not the trained one",
        "The model was trained on the label '{0}' and is evaluated against '{1}'",
        "Schema",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/OtherLabelEvaluated"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (EvaluateEvent evaluation in flow.All<EvaluateEvent>())
        {
            if (evaluation.Model is not
                {
                    Estimator:
                    {
                        IsOpen: false,
                        Trainer: { Trainer: { HasLabel: true } trainer, Label: { } trained }
                    } estimator
                }) continue;
            if (trainer.Task != evaluation.Task || !evaluation.Columns.TryGetValue("labelColumnName", out Text? evaluated)
                || evaluated.Value == trained.Value) continue;
            if (estimator.Steps.Count(static s => s.Trainer is not null) > 1
                || IsSameNumber(evaluation.Data.Schema, trained.Value, evaluated.Value)) continue;
            Location place = evaluated.Syntax != evaluation.Call.Syntax ? evaluated.Syntax.GetLocation() : evaluation.Root.NameLocation();
            yield return new Finding(Rule, place, evaluation, trained.Value, evaluated.Value) { Replacement = trained.Value };
        }
    }

    // A copy is the same label; keys by value of dense codes are the codes again.
    private static bool IsSameNumber(Schema schema, string trained, string evaluated)
    {
        if (schema[trained] is not { } left || schema[evaluated] is not { } right) return schema.IsOpen;
        return IsCopy(left, right) || IsCopy(right, left);
    }

    private static bool IsCopy(Column copy, Column source) => copy.SameValue().Contains(source) && copy.Maker is { } maker
        && (maker.Method is "CopyColumns" or "ConvertType" || maker.Method == "MapValueToKey" && maker.Constant("keyOrdinality") is 1);
}
