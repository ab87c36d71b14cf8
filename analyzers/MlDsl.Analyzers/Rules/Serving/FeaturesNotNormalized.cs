using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A trainer that depends on scale gets features as they are.</summary>
public sealed class FeaturesNotNormalized : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5005",
        "A trainer that depends on scale gets raw features",
        "{0} learns badly from features on different scales, and '{1}' reaches it as it is; append NormalizeMinMax or NormalizeMeanVariance",
        "Serving",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/FeaturesNotNormalized"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Training training in flow.Trainings)
        {
            if (!training.Trainer.NeedsNormalized || training.Features is not { Maker: not null } features) continue;
            if (RawNumber(features) is not { } raw) continue;
            yield return new Finding(Rule, training.Step.Place, training.Event, training.Step.Method, raw.Name)
            {
                Replacement = training.Step.Features!.Value,
                Severity = training.Trainer.DependsOnScaleStrongly ? null : DiagnosticSeverity.Info,
            };
        }
    }

    /// <summary>A loaded number that reaches <paramref name="column"/> by no step that scales it. Vectors may be embeddings, which are on
    /// one scale.</summary>
    private static Column? RawNumber(Column column)
    {
        if (column.Maker is null)
            return column.Type is
            {
                Dimension: Dimension.Scalar,
                Item: ItemKind.Single or ItemKind.Double or ItemKind.Int32 or ItemKind.Int64 or ItemKind.UInt32
            } ? column : null;
        if (column.Maker.Transform is null or { Normalizes: true } or { Method: not ("Concatenate" or "ConvertType" or "CopyColumns" or "ReplaceMissingValues") }) return null;
        return column.Inputs.Select(RawNumber).FirstOrDefault(static c => c is not null);
    }
}
