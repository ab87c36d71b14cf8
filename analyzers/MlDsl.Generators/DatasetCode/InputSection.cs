using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.DatasetCode;

/// <summary>The input: what of a row is known when a prediction is asked for.</summary>
internal static class InputSection
{
    // A method that copies a wide struct once per arm needs a stack frame of as many copies.
    private const int ArmsPerMethod = 32;

    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        DatasetSpec dataset = plan.Dataset;
        var inputs = plan.Inputs;
        string self = dataset.Type.Identifier, feature = DatasetEmitter.FeatureRow(self);

        writer.Line("/// <summary>What of this row is known when a prediction is asked for.</summary>");
        using (writer.Block("public Input ToInput() => new()", "};"))
            foreach (ColumnSpec column in inputs) writer.Line($"{Literals.Identifier(column.Member)} = {Own(column.Member)},");
        writer.Line();
        writer.Line($"static Input {feature}.InputOf({self} row) => row.ToInput();");
        writer.Line();
        WriteWithColumn(writer, inputs, feature);
        writer.Line();

        writer.Line($"/// <summary>What of a {Literals.Xml(dataset.Type.Name)} is known when a prediction is asked for.</summary>");
        using (writer.Block("public readonly struct Input"))
        {
            bool isFirst = true;
            foreach (ColumnSpec column in inputs)
            {
                if (!isFirst) writer.Line();
                isFirst = false;
                writer.Line($"/// <summary>{Literals.Xml(column.Summary ?? $"The column {column.Name}{(column.Type.IsNullable ? "; null when it is missing" : "")}.")}</summary>");
                foreach (string attribute in column.Attributes) writer.Line(attribute);
                writer.Line($"public {(column.IsRequired ? "required " : "")}{column.Type.FullName} {Literals.Identifier(column.Member)} {{ get; init; }}");
            }
            ContractSection.WriteInput(writer, dataset, inputs);
        }
    }

    // Within the initializer a property that is called like a type of the row would mean the type.
    private static string Own(string member) => "this." + Literals.Identifier(member);

    private static void WriteWithColumn(SourceWriter writer, IReadOnlyList<ColumnSpec> inputs, string feature)
    {
        string header = $"static Input {feature}.WithColumn(in Input input, in Input donor, int column) => ";
        if (inputs.Count <= ArmsPerMethod)
        {
            WriteArms(writer, header + "column switch", inputs, 0, inputs.Count);
            return;
        }
        int methods = (inputs.Count + ArmsPerMethod - 1) / ArmsPerMethod;
        using (writer.Block($"{header}(column / {ArmsPerMethod}) switch", "};"))
        {
            for (int i = 0; i < methods; i++) writer.Line($"{i} => WithColumn{i}(in input, in donor, column),");
            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(column)),");
        }
        for (int i = 0; i < methods; i++)
        {
            writer.Line();
            WriteArms(
                writer, $"private static Input WithColumn{i}(in Input input, in Input donor, int column) => column switch",
                inputs, i * ArmsPerMethod, Math.Min(inputs.Count, (i + 1) * ArmsPerMethod));
        }
    }

    private static void WriteArms(SourceWriter writer, string header, IReadOnlyList<ColumnSpec> inputs, int from, int to)
    {
        using (writer.Block(header, "};"))
        {
            for (int i = from; i < to; i++)
            {
                string member = Literals.Identifier(inputs[i].Member);
                writer.Line($"{i} => input with {{ {member} = donor.{member} }},");
            }
            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(column)),");
        }
    }
}
