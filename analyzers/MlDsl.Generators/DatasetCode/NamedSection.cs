using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.DatasetCode;

/// <summary>The values of an input by name: those of its columns, and of feature methods.</summary>
internal static class NamedSection
{
    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        string feature = DatasetEmitter.FeatureRow(plan.Dataset.Type.Identifier);
        using (writer.Block($"static {Names.Columns}.ColumnValue {feature}.ReadColumn(in Input input, string column) => column switch", "};"))
        {
            foreach (ColumnSpec column in plan.Inputs) WriteArm(writer, column.Member, column.Type, "input." + Literals.Identifier(column.Member));
            foreach (FeatureSpec method in plan.Features.SelectMany(static f => f.Features))
                WriteArm(writer, method.Method, method.Type, "new Derived(in input)." + Literals.Identifier(method.Method));
            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(column)),");
        }
    }

    private static void WriteArm(SourceWriter writer, string member, ColumnType type, string value) =>
        writer.Line($"{Literals.Text(member)} => {Names.Columns}.ColumnValues.Of({Value(type, value)}),");

    // Every integer type but one fits into long, which picks the overload.
    private static string Value(ColumnType type, string value) => type.Kind switch
    {
        ValueKind.Enumeration => type.EnumName(value),
        ValueKind.Vector => VectorColumn.ElementsOf(value),
        ValueKind.Integer when type.Name != "ulong" => $"(long?){value}",
        _ => value,
    };
}
