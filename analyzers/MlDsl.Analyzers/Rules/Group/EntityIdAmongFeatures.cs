using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The number of a customer, order or device is used as a quantity.</summary>
public sealed class EntityIdAmongFeatures : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1402",
        "An identifier is used among the features",
        "'{0}' names a row or an entity; as a number it lets the model remember who was who; remove it, or encode it as a category",
        "Group",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("Group/EntityIdAmongFeatures"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        // What keeps rows together in a split names whom they belong to, whatever it is called.
        var keys = new HashSet<string>(flow.All<SplitEvent>().Select(static s => s.SamplingKey?.Value).OfType<string>(), StringComparer.Ordinal);
        foreach (Training training in flow.Trainings)
        {
            if (training.Features is not { } features || training.Trainer.Task is MlTask.Ranking or MlTask.Recommendation) continue;
            foreach (Column column in features.Ancestry())
            {
                if (column.Maker is not { Method: "Concatenate" } maker) continue;
                foreach (Text input in maker.Inputs())
                {
                    Column? from = column.Inputs.FirstOrDefault(c => c.Name == input.Value);
                    if (from is { Maker: null, Type: { Dimension: Dimension.Scalar, Item: not ItemKind.Text } }
                        && (Words.IsIdentifier(input.Value) || keys.Contains(input.Value)))
                        yield return new Finding(Rule, input.Syntax.GetLocation(), training.Event, input.Value);
                }
            }
        }
    }
}
