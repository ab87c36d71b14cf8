using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Rules;

/// <summary>A member of the prediction class has no column, or a column of another type.</summary>
public sealed class PredictionCannotBeBound : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1009",
        "A member of the prediction class cannot be bound",
        "'{0}' {1}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/PredictionCannotBeBound"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (EngineEvent engine in flow.All<EngineEvent>())
        {
            if (engine.Model is not { FittedOn: { } fitted } model || engine.Call.Argument("ignoreMissingColumns") is not null
                || engine.Call.Argument("options") is not null) continue;
            if (engine.Call.Argument("outputSchemaDefinition") is not null) continue;
            Schema schema = fitted.Schema.Apply(model.Estimator);
            foreach (ISymbol member in RowSchema.Members(engine.Output))
            {
                if (member.Locations is not [{ } place, ..] || RowSchema.Bound(member) is not { } name) continue;
                if (schema.Lacks(name) && IsMeant(member, name, engine.Output, schema))
                    yield return new Finding(Rule, place, engine, name,
                        "is no column of the model's output, so it keeps its default; " + Nearest.Hint(name, schema.Columns.Keys.OrderBy(static k => k, StringComparer.Ordinal)))
                    {
                        // Only a column that the member can hold.
                        Replacement = Nearest.Of(name, [.. schema.Columns.Values.Where(c => !c.Type.IsUnknown && Fits(c.Type, RowSchema.Plain(member))).Select(static c => c.Name)]),
                    };
                else if (schema[name] is { Type: { IsUnknown: false } type } && RowSchema.Plain(member) is { IsUnknown: false } bound
                    && !Fits(type, bound))
                    yield return new Finding(Rule, place, engine, name,
                        $"is {type.Display()} in the model's output and {bound.Display()} here");
            }
        }
    }

    // ML.NET leaves members without a column alone, so a class may hold more; a typo, a named column, or a class that binds no result is a
    // mistake.
    private static bool IsMeant(ISymbol member, string name, INamedTypeSymbol output, Schema schema) =>
        name != member.Name
        || Nearest.Of(name, [.. schema.Columns.Keys]) is not null
        || !RowSchema.Members(output).Any(m => RowSchema.Bound(m) is { } bound
            && schema[bound]?.Maker is { Trainer: not null } or { IsCalibrator: true } or { Transform: not null });

    // A key is read as its number; text for a key is another rule's.
    private static bool Fits(ItemType column, ItemType member)
    {
        bool vectors = column.Dimension == Dimension.Scalar == (member.Dimension == Dimension.Scalar);
        bool items = column.Item == member.Item || column.Item == ItemKind.Key
            && member.Item is ItemKind.UInt32 or ItemKind.Text or ItemKind.Byte or ItemKind.UInt16 or ItemKind.UInt64;
        return vectors && items;
    }
}
