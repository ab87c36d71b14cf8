using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A predicted key is read as text, or a column that is no key is mapped back.</summary>
public sealed class KeyBoundToText : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1014",
        "A key is used where its value is meant",
        "{0}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/KeyBoundToText"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (EngineEvent engine in flow.All<EngineEvent>())
        {
            if (engine.Model is not { FittedOn: { } fitted } model || engine.Call.Argument("outputSchemaDefinition") is not null) continue;
            Schema schema = fitted.Schema.Apply(model.Estimator);
            foreach (ISymbol member in RowSchema.Members(engine.Output))
            {
                if (member.Locations is [{ } place, ..] && RowSchema.Bound(member) is { } name
                    && schema[name]?.Type.Item == ItemKind.Key && RowSchema.Plain(member).Item == ItemKind.Text)
                    yield return new Finding(Rule, place, engine,
                        $"'{name}' is a key in the model's output and text here; append MapKeyToValue to the pipeline");
            }
        }
        foreach (Chain chain in flow.Chains)
        {
            foreach (var (step, before) in chain.Steps)
            {
                if (step is not { Method: "MapKeyToValue", IsKnown: true }) continue;
                foreach (Text input in step.Inputs())
                    if (before[input.Value] is { Type.Item: not ItemKind.Unknown and not ItemKind.Key and var item })
                        yield return new Finding(Rule, input.Syntax.GetLocation(), chain.Event,
                            $"'{input.Value}' is {item} and no key; MapKeyToValue takes keys");
            }
        }
    }
}
