using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.DatasetCode;

/// <summary>The typed columns of a row one by one, and an input from typed columns: what other libraries' tables are made of and read by.</summary>
internal static class VisitSection
{
    /// <summary>What the types that read columns are called, each with the column's number behind it.</summary>
    public const string Reader = "ColumnReader";

    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        DatasetSpec dataset = plan.Dataset;
        string row = dataset.Type.Identifier;
        using (writer.Block($"static void {Names.Root}.IRow<{row}>.Visit<TVisitor>(ref TVisitor visitor)"))
            for (int i = 0; i < dataset.Columns.Count; i++) writer.Line(Call(i, dataset.Columns[i].Type));
        writer.Line();
        for (int i = 0; i < dataset.Columns.Count; i++)
        {
            ColumnSpec column = dataset.Columns[i];
            var (contract, result, value) = Read(row, column.Type, $"row.{Literals.Identifier(column.Member)}");
            writer.Line($"private readonly struct {Reader}{i} : {Names.Columns}.{contract} {{ public {result} Read({row} row) => {value}; }}");
        }
        writer.Line();
        using (writer.Block($"static Input {DatasetEmitter.FeatureRow(row)}.ReadInput<TReader>(ref TReader fields) => new{(plan.Dataset.HasContract ? " Input" : "()")}", plan.Dataset.HasContract ? $"}}.{ContractSection.HoldInput}();" : "};"))
            for (int i = 0; i < plan.Inputs.Count; i++) writer.Line($"{Literals.Identifier(plan.Inputs[i].Member)} = {plan.Inputs[i].Type.ReadCall(i)},");
    }

    private static string Call(int column, ColumnType type) => type.Kind switch
    {
        ValueKind.Text => $"visitor.Text<{Reader}{column}>({column});",
        ValueKind.Enumeration => $"visitor.Class<{Reader}{column}>({column}, {Literals.Texts(type.Members)});",
        ValueKind.Vector => $"visitor.{(type.Vector!.Element.IsNullable ? "Sparse" : "")}Vector<{type.Vector.Element.Name}, {Reader}{column}>({column});",
        _ => $"visitor.{(type.IsNullable ? "Optional" : "Value")}<{type.Name}, {Reader}{column}>({column});",
    };

    private static (string Contract, string Result, string Value) Read(string row, ColumnType type, string value)
    {
        if (type.Vector is { } vector) return ($"IVectorColumnOf<{row}, {vector.Element.FullName}>", $"{Names.Columns}.Elements<{vector.Element.FullName}>", VectorColumn.ElementsOf(value));
        var (result, read) = type.Kind switch
        {
            ValueKind.Text => ("string?", value),
            ValueKind.Enumeration => ("int", Number(type, value)),
            _ => (type.FullName, value),
        };
        return ($"IColumnOf<{row}, {result}>", result, read);
    }

    // color switch { Color.Red => 1, Color.Green => 2, _ => 0 }
    private static string Number(ColumnType type, string value) =>
        $"{value} switch {{ {string.Concat(type.Members.Select((member, i) => $"{type.Name}.{Literals.Identifier(member)} => {i + 1}, "))}_ => 0 }}";
}
