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
                        Trainer: { Trainer: { HasLabel: true } trainer, Label: { } trained }
                    } estimator,
                    FittedOn: var fitted,
                } || estimator.IsOpen && !trainer.IsSearched) continue;
            // AutoML keeps the columns of the rows that it is given.
            Schema schema = trainer.IsSearched && fitted is not null ? fitted.Schema : evaluation.Data.Schema;
            if (trainer.Task != evaluation.Task || !evaluation.Columns.TryGetValue("labelColumnName", out Text? evaluated)
                || evaluated.Value == trained.Value) continue;
            if (estimator.Steps.Count(static s => s.Trainer is not null) > 1
                || IsSameNumber(schema, trained.Value, evaluated.Value)) continue;
            Location place = evaluated.Syntax != evaluation.Call.Syntax ? evaluated.Syntax.GetLocation() : evaluation.Root.NameLocation();
            yield return new Finding(Rule, place, evaluation, trained.Value, evaluated.Value) { Replacement = trained.Value };
        }
    }

    // Copies, conversions and keys by value of dense codes hold the same number, and so does what such a key is mapped back to.
    private static bool IsSameNumber(Schema schema, string trained, string evaluated)
    {
        if (schema[trained] is not { } left || schema[evaluated] is not { } right) return schema.IsOpen;
        return SameNumber(left).Overlaps(SameNumber(right));
    }

    private static HashSet<Column> SameNumber(Column column)
    {
        var same = new HashSet<Column> { column };
        for (Column at = column; at is { Maker: { } maker, Inputs: [{ } source] } && KeepsNumber(maker, source); at = source) same.Add(source);
        return same;
    }

    private static bool KeepsNumber(Step maker, Column source) => maker.Method switch
    {
        "CopyColumns" or "ConvertType" => true,
        "MapValueToKey" => maker.Constant("keyOrdinality") is not 0,
        "MapKeyToValue" => source.SameValue().Any(static c => c.Maker is { Method: "MapValueToKey" } key && key.Constant("keyOrdinality") is not 0),
        _ => false,
    };
}
