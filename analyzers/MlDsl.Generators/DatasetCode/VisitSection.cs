using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.DatasetCode;

/// <summary>The typed columns of a row one by one, and an input from typed columns: what other libraries' tables are made of and read by.</summary>
internal static class VisitSection
{
    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        DatasetSpec dataset = plan.Dataset;
        using (writer.Block($"static void {Names.Root}.IRow<{dataset.Type.Identifier}>.Visit<TVisitor>(ref TVisitor visitor)"))
        {
            int index = 0;
            foreach (ColumnSpec column in dataset.Columns) writer.Line(Call(index++, column.Type, $"row.{Literals.Identifier(column.Member)}"));
        }
        writer.Line();
        using (writer.Block($"static Input {DatasetEmitter.FeatureRow(dataset.Type.Identifier)}.ReadInput<TReader>(ref TReader fields) => new()", "};"))
            for (int i = 0; i < plan.Inputs.Count; i++) writer.Line($"{Literals.Identifier(plan.Inputs[i].Member)} = {plan.Inputs[i].Type.ReadCall(i)},");
    }

    private static string Call(int column, ColumnType type, string value) => type.Kind switch
    {
        ValueKind.Text => $"visitor.Text({column}, static row => {value});",
        ValueKind.Enumeration => $"visitor.Class({column}, static row => {Number(type, value)}, {Literals.Texts(type.Members)});",
        ValueKind.Vector => $"visitor.{(type.Vector!.Element.IsNullable ? "Sparse" : "")}Vector<{type.Vector.Element.Name}>({column}, static row => {VectorColumn.ElementsOf(value)});",
        _ => $"visitor.{(type.IsNullable ? "Optional" : "Value")}<{type.Name}>({column}, static row => {value});",
    };

    // color switch { Color.Red => 1, Color.Green => 2, _ => 0 }
    private static string Number(ColumnType type, string value) =>
        $"{value} switch {{ {string.Concat(type.Members.Select((member, i) => $"{type.Name}.{Literals.Identifier(member)} => {i + 1}, "))}_ => 0 }}";
}
