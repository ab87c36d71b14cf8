using MlDsl.Generators.Columns;

namespace MlDsl.Generators.DatasetCode;

/// <summary>The values of an input one by one: those of its columns, and of feature methods.</summary>
internal static class ValuesSection
{
    // As of features: the JIT stops optimising methods of some thousand basic blocks.
    private const int ColumnsPerMethod = 200;

    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        string feature = DatasetEmitter.FeatureRow(plan.Dataset.Type.Identifier);
        List<string> columns = [.. plan.Inputs.Select(static (column, i) => Call(i, column.Type, "input." + Literals.Identifier(column.Member)))];
        bool isWide = columns.Count > ColumnsPerMethod;
        using (writer.Block($"static void {feature}.VisitInput<TVisitor>(in Input input, ref TVisitor visitor)"))
        {
            if (!isWide) WriteLines(writer, columns);
            else
                for (int i = 0; i * ColumnsPerMethod < columns.Count; i++) writer.Line($"VisitInput{i}(in input, ref visitor);");
        }
        for (int i = 0; isWide && i * ColumnsPerMethod < columns.Count; i++)
        {
            writer.Line();
            using (writer.Block($"private static void VisitInput{i}<TVisitor>(in Input input, ref TVisitor visitor) where TVisitor : struct, {Names.Columns}.IValueVisitor"))
                WriteLines(writer, columns.Skip(i * ColumnsPerMethod).Take(ColumnsPerMethod));
        }
        if (plan.Features.Count == 0) return;
        writer.Line();
        using (writer.Block($"static void {feature}.VisitFeatures<TVisitor>(in Input input, ref TVisitor visitor)"))
        {
            writer.Line("var derived = new Derived(in input);");
            WriteLines(writer, plan.Features.SelectMany(static f => f.Features).Select(static (method, i) => Call(i, method.Type, "derived." + Literals.Identifier(method.Method))));
        }
    }

    private static void WriteLines(SourceWriter writer, IEnumerable<string> lines)
    {
        foreach (string line in lines) writer.Line(line);
    }

    // Every integer type but one fits into long, and every number but an exact one into double.
    private static string Call(int column, ColumnType type, string value) => type.Kind switch
    {
        ValueKind.Text => $"visitor.Text({column}, {value});",
        ValueKind.Enumeration => $"visitor.Text({column}, {type.EnumName(value)});",
        ValueKind.Flag => $"visitor.Flag({column}, {value});",
        ValueKind.Integer when type.Name != "ulong" => $"visitor.Integer({column}, {value});",
        ValueKind.Floating when type.Name is "float" or "double" => $"visitor.Number({column}, {value});",
        ValueKind.Vector => $"visitor.{(type.Vector!.Element.IsNullable ? "Sparse" : "")}Vector({column}, {VectorColumn.ElementsOf(value)});",
        _ => $"visitor.Value({column}, {Names.Columns}.ColumnValues.Of({value}));",
    };
}
