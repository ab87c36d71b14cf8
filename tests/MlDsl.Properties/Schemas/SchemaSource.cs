using MlDsl.Generators;

namespace MlDsl.Properties.Schemas;

/// <summary>Writes a made-up schema as its user would, and the bridge to it.</summary>
internal static class SchemaSource
{
    public static string Write(MadeSchema schema)
    {
        var writer = new SourceWriter();
        WriteRow(writer, schema.Name, schema.Form, schema.Columns, schema.Task.IsUnlabeled ? "" : $"{schema.Task.Role} public required {schema.Task.Label} Outcome_ {{ get; init; }}");
        if (schema.Methods.Count > 0)
        {
            writer.Line("[Features<Row>]");
            using (writer.Block("public static partial class RowFeatures"))
                foreach (MadeMethod method in schema.Methods) writer.Line(method.Code);
            writer.Line();
        }
        writer.Line($"[Model<Row, {schema.Task.Task}>]{schema.Task.Trainer}{schema.Step}");
        writer.Line("public sealed partial class RowModel;");
        writer.Line();
        WriteBridge(writer, schema);
        return writer.ToString();
    }

    /// <summary>The same data set with the export of its model bound to it, and the bridge to that.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="outputs">The export's outputs: the name, the element's type in C#, and whether a row has several.</param>
    public static string WriteExport(MadeSchema schema, IReadOnlyList<(string Name, string Element, bool IsArray)> outputs)
    {
        var writer = new SourceWriter();
        writer.Line(Write(schema));
        writer.Line($"[OnnxModel(\"{schema.Name}.onnx\", Backend = Backend.Compiled)]");
        writer.Line("public sealed partial class RowExport : IScorer<Row.Input, RowOutput>;");
        writer.Line();
        using (writer.Block("public record struct RowOutput"))
        {
            for (int i = 0; i < outputs.Count; i++)
                writer.Line($"[Output({Literals.Text(outputs[i].Name)})] public {outputs[i].Element}{(outputs[i].IsArray ? "[]?" : outputs[i].Element == "string" ? "?" : "")} Output{i} {{ get; set; }}");
        }
        writer.Line();
        using (writer.Block("public sealed class ExportBridge : MlDsl.Properties.IExportBridge"))
        {
            writer.Line("private readonly RowExport model = RowExport.Load();");
            writer.Line("public void Dispose() => model.Dispose();");
            using (writer.Block("public void Run(object?[] row, IReadOnlyList<System.Collections.IList> outputs)"))
            {
                writer.Line("Row.Input input = RowBridge.Made(row).ToInput();");
                writer.Line("model.Run(in input, out RowOutput output);");
                for (int i = 0; i < outputs.Count; i++)
                {
                    writer.Line(outputs[i].IsArray
                        ? $"foreach (var element in output.Output{i}!) outputs[{i}].Add(element);"
                        : $"outputs[{i}].Add(output.Output{i});");
                }
            }
        }
        return writer.ToString();
    }

    /// <summary>Writes the head of a file and the data set.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="name">The namespace.</param>
    /// <param name="form">What kind of type a row is.</param>
    /// <param name="columns">Its properties.</param>
    /// <param name="more">One more property; empty for none.</param>
    public static void WriteRow(SourceWriter writer, string name, string form, IReadOnlyList<MadeColumn> columns, string more = "")
    {
        writer.Line("#nullable enable");
        writer.Line("#pragma warning disable CS1591");
        writer.Line("using MlDsl;");
        writer.Line($"namespace {name};");
        writer.Line();
        foreach (string line in CategoryColumns.Enums.Split('\n')) writer.Line(line);
        writer.Line();
        writer.Line("[Dataset]");
        using (writer.Block($"public {form} Row"))
        {
            foreach (MadeColumn column in columns) writer.Line($"{column.Attributes} public {(column.IsNullable ? "" : "required ")}{column.Type} @{column.Member} {{ get; init; }}");
            if (more.Length > 0) writer.Line(more);
        }
        writer.Line();
    }

    /// <summary>Writes how a row is made of the values of its properties.</summary>
    public static void WriteMade(SourceWriter writer, IReadOnlyList<MadeColumn> columns, string more = "")
    {
        using (writer.Block("public static Row Made(object?[] row) => new()", "};"))
        {
            for (int i = 0; i < columns.Count; i++) writer.Line($"@{columns[i].Member} = {Value(columns[i].Type, $"row[{i}]")},");
            if (more.Length > 0) writer.Line(more);
        }
    }

    private static void WriteBridge(SourceWriter writer, MadeSchema schema)
    {
        using (writer.Block("public sealed class RowBridge : MlDsl.Properties.Bridge"))
        {
            string threshold = schema.Threshold is { } share ? FormattableString.Invariant($".WithThreshold((Probability){share}f)") : "";
            writer.Line("private RowModel model = null!;");
            writer.Line("public override FeaturePlan Plan => model.Plan;");
            writer.Line("public override Predictor Predictor => model.Predictor;");
            writer.Line("public override Outcome Outcome => model.Outcome;");
            writer.Line($"public override void Fit(IReadOnlyList<object?[]> rows) => model = RowModel.Fit(Dataset<Row>.FromRows(rows.Select(Made)).{schema.Split}.Train, control: new() {{ Threads = 1 }}){threshold};");
            writer.Line("public override void Save(System.IO.Stream file) => model.Save(file);");
            writer.Line("public override byte[] Export(OnnxExportOptions options) => model.ExportOnnx(options);");
            writer.Line("public override Microsoft.ML.ITransformer ToMlNet() => model.ToMlNet();");
            writer.Line("public override Microsoft.ML.IDataView View(IEnumerable<object?[]> rows) => Dataset<Row>.FromRows(rows.Select(Made)).AsDataView();");
            using (writer.Block("public override void Write(object?[] row, ref MlDsl.Columns.SparseSink sink)"))
            {
                writer.Line("Row.Input input = Made(row).ToInput();");
                writer.Line("Row.WriteFeatures(in input, (Row.Learned)model.Features, ref sink);");
            }
            using (writer.Block("public override string? Predict(object?[] row, Span<float> outputs)"))
            {
                writer.Line("Row.Input input = Made(row).ToInput();");
                foreach (string line in Predicted(schema)) writer.Line(line);
            }
            using (writer.Block("public override object? Compute(string method, object?[] row, IReadOnlyDictionary<string, object?> values)"))
            {
                writer.Line("Row given = Made(row);");
                using (writer.Block("switch (method)"))
                {
                    foreach (MadeMethod method in schema.Methods) writer.Line($"case {Literals.Text(method.Name)}: return {Returned(method, $"RowFeatures.{method.Name}({string.Join(", ", method.Arguments.Select(name => Argument(schema, name)))})")};");
                    writer.Line("default: throw new System.ArgumentOutOfRangeException(nameof(method));");
                }
            }
            WriteMade(writer, schema.Columns, schema.Task.IsUnlabeled ? "" : $"Outcome_ = {Label(schema.Task, $"row[{schema.Columns.Count}]")},");
        }
    }

    private static IEnumerable<string> Predicted(MadeSchema schema) => schema.Task.Task switch
    {
        "Ranking" => ["outputs[0] = model.Predict(in input).Value;", "return null;"],
        "Regression" when schema.HasIntervals =>
        [
            "Interval<float> predicted = model.Predict(in input);",
            "outputs[0] = predicted.Value;",
            "bool isTold = model.Outcome.Interval!.IsOfQuantiles ? predicted.Contains(predicted.Value) : predicted == model.Outcome.IntervalOf(predicted.Value);",
            "return isTold ? null : $\"another interval: {predicted}\";",
        ],
        "Regression" => ["outputs[0] = model.Predict(in input);", "return null;"],
        "BinaryClassification" =>
        [
            "BinaryPrediction predicted = model.Predict(in input);",
            "outputs[0] = predicted.Probability.Value;",
            "return predicted.Label ? \"positive\" : \"negative\";",
        ],
        "AnomalyDetection" =>
        [
            "AnomalyScore predicted = model.Predict(in input);",
            "outputs[0] = predicted.Value;",
            "return predicted.IsAnomaly == predicted.Value >= model.Threshold ? null : $\"another decision: {predicted}\";",
        ],
        "Clustering" =>
        [
            "ClusterAssignment predicted = model.Predict(in input);",
            "Apply(row, outputs);",
            "return System.MathF.Abs(outputs[predicted.Cluster] - predicted.Share) <= 1e-6f ? System.FormattableString.Invariant($\"{predicted.Cluster}\") : $\"another share: {predicted}\";",
        ],
        _ =>
        [
            "model.Predict(in input, outputs);",
            "return System.FormattableString.Invariant($\"{model.Predict(in input).Label}\");",
        ],
    };

    private static string Argument(MadeSchema schema, string name) =>
        schema.Methods.FirstOrDefault(m => m.Name == name) is { } method ? Value(method.Type, $"values[{Literals.Text(name)}]") : $"given.@{name}";

    private static string Returned(MadeMethod method, string call) => method.Type switch
    {
        "Color" or "Signed" or "Wide" => $"new MlDsl.Properties.EnumNumber(unchecked((long){call}))",
        _ => call,
    };

    private static string Value(string type, string boxed) => type switch
    {
        "Color" or "Signed" or "Wide" => $"MlDsl.Properties.Bridge.Member({boxed}, static n => unchecked(({type})n))!.Value",
        "Color?" or "Signed?" or "Wide?" => $"MlDsl.Properties.Bridge.Member({boxed}, static n => unchecked(({type.TrimEnd('?')})n))",
        _ => $"({type}){boxed}!",
    };

    private static string Label(MadeTask task, string boxed) => task.Classes.Count > 0
        ? $"{boxed} switch {{ {string.Join(", ", task.Classes.Take(task.Classes.Count - 1).Select(static (c, i) => $"{i} => {c}"))}, _ => {task.Classes[^1]} }}"
        : $"({task.Label})System.Convert.ToDouble({boxed} ?? 0.0, System.Globalization.CultureInfo.InvariantCulture)";
}
