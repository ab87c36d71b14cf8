namespace MlDsl.Generators.DatasetCode;

/// <summary>An input from the members of a row in JSON: in any order, each into a local, then all at once.</summary>
internal static class JsonSection
{
    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        var inputs = plan.Inputs;
        using (writer.Block($"static Input {DatasetEmitter.FeatureRow(plan.Dataset.Type.Identifier)}.ReadJson(ref {Names.Root}.JsonFields fields)"))
        {
            for (int i = 0; i < inputs.Count; i++) writer.Line($"{inputs[i].Type.FullName} value{i} = default!;");
            if (inputs.Count == 0) writer.Line("while (fields.Next()) { }");
            else
                using (writer.Block("while (fields.Next())"))
                using (writer.Block("switch (fields.Column)"))
                    for (int i = 0; i < inputs.Count; i++) writer.Line($"case {i}: value{i} = {inputs[i].Type.ReadCall(i)}; break;");
            for (int i = 0; i < inputs.Count; i++)
                if (ContractSection.Held(plan.Dataset, inputs[i], i, $"value{i}") is var held && held != $"value{i}") writer.Line($"value{i} = {held};");
            foreach (string line in ContractSection.Relations(plan.Dataset, inputs, member => $"value{inputs.ToList().FindIndex(c => c.Member == member)}")) writer.Line(line);
            using (writer.Block("return new()", "};"))
                for (int i = 0; i < inputs.Count; i++) writer.Line($"{Literals.Identifier(inputs[i].Member)} = value{i},");
        }
    }
}
