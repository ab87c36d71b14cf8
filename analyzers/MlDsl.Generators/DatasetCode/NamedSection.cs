using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>The values of an input by name: those of the plan's columns, in their order.</summary>
internal static class NamedSection
{
    public static void Write(SourceWriter writer, DatasetPlan plan)
    {
        string feature = DatasetEmitter.FeatureRow(plan.Dataset.Type.Identifier);
        using (writer.Block($"static void {feature}.ReadColumns(in Input input, global::System.Span<{Names.Columns}.ColumnValue> values)"))
        {
            if (plan.Features.Count > 0) writer.Line("var derived = new Derived(in input);");
            int place = 0;
            foreach (EncodedMember member in plan.Encoded)
                writer.Line($"values[{Literals.Whole(place++)}] = {Names.Columns}.ColumnValues.Of({Value(member)});");
        }
    }

    // Every integer type but one fits into long, which picks the overload.
    private static string Value(EncodedMember member)
    {
        string value = $"{(member.IsComputed ? "derived" : "input")}.{member.Property}";
        return member.Type.Kind switch
        {
            ValueKind.Enumeration => member.Type.EnumName(value),
            ValueKind.Vector => VectorColumn.ElementsOf(value),
            ValueKind.Integer when member.Type.Name != "ulong" => $"(long?){value}",
            _ => value,
        };
    }
}
