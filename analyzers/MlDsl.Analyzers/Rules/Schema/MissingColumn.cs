using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Rules;

/// <summary>A step reads a column that nothing before it makes.</summary>
public sealed class MissingColumn : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1001",
        "A column is read that no step before it makes",
        "There is no column '{0}' here; {1}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/MissingColumn"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Chain chain in flow.Chains)
        {
            foreach (var (step, before) in chain.Steps)
            {
                foreach (Text name in Read(step))
                {
                    if (!before.Lacks(name.Value)) continue;
                    yield return new Finding(Rule, PlaceOf(step, name), chain.Event, name.Value, Nearest.Hint(name.Value, before.Columns.Keys.OrderBy(static k => k, StringComparer.Ordinal)))
                    {
                        Replacement = Nearest.Of(name.Value, [.. before.Columns.Keys]),
                    };
                }
            }
        }
    }

    private static IEnumerable<Text> Read(Step step)
    {
        if (!step.IsKnown) yield break;
        foreach (Text input in step.Inputs()) yield return input;
        foreach (Text name in step.Names) yield return name;
        foreach (Text? name in new[] { step.Label, step.Features, step.Group })
            if (name is not null) yield return name;
    }

    // A default name is written nowhere; the call stands in for it.
    private static Location PlaceOf(Step step, Text name) =>
        name.Syntax == step.Site?.Syntax ? step.Place : name.Syntax.GetLocation();
}
