using MlDsl.Generators.Manifests;
using MlDsl.Generators;
using MlDsl.Generators.Onnx;

namespace MlDsl.Onnx.Suite;

/// <summary>Writes the class that a user would write for a model, and the driver that calls its adapter.</summary>
internal static class DriverWriter
{
    public static string Class(string name, string model, string backend) => $"""
        namespace Suite;

        /// <summary>A model of the suite.</summary>
        [{(model.EndsWith(".onnx", StringComparison.Ordinal) ? $"MlDsl.OnnxModel({Literals.Text(model)}, Backend = MlDsl.Backend.{backend})" : $"MlDsl.MlNetModel({Literals.Text(model)})")}]
        public sealed partial class {name};
        """;

    public static string Driver(string name, OnnxModelSpec spec)
    {
        var writer = new SourceWriter();
        writer.Line("#nullable enable");
        writer.Line("namespace Suite;");
        writer.Line();
        using (writer.Block($"internal sealed class {name}Driver : MlDsl.Onnx.Suite.Driver"))
        {
            writer.Line($"private {name}? model;");
            writer.Line($"public override void Load(string path) => model = {name}.Load({(spec.Plan is null ? "path" : "")});");
            writer.Line("public override void Dispose() => model?.Dispose();");
            using (writer.Block("public override System.Collections.Generic.IReadOnlyList<MlDsl.Onnx.Suite.Value> Run(System.Collections.Generic.IReadOnlyList<MlDsl.Onnx.Suite.Value> inputs)"))
            {
                for (int i = 0; i < spec.Inputs.Count; i++)
                    if (IsNative(spec.Inputs[i])) writer.Line($"using MlDsl.Onnx.OnnxValue native{i} = inputs[{i}].Native();");
                writer.Line($"using {name}.Output output = model!.Run(new {name}.Input {{ {string.Join(", ", spec.Inputs.SelectMany(Arguments))} }});");
                writer.Line($"return [{string.Join(", ", spec.Outputs.Select(Result))}];");
            }
        }
        return writer.ToString();
    }

    private static bool IsNative(InputSpec input) => input.Form is InputForm.Value or InputForm.OptionalValue;

    private static IEnumerable<string> Arguments(InputSpec input, int index)
    {
        yield return $"{input.Member} = " + input.Form switch
        {
            InputForm.Value or InputForm.OptionalValue => $"native{index}",
            InputForm.Scalar when input.IsText => $"inputs[{index}].OneText",
            InputForm.Scalar => $"inputs[{index}].Span<{input.Element}>()[0]",
            _ when input.IsText => $"inputs[{index}].Texts",
            _ => $"inputs[{index}].Span<{input.Element}>()",
        };
        if (input.Form == InputForm.Shaped) yield return $"{input.Member}Shape = inputs[{index}].Shape";
    }

    private static string Result(OutputSpec output)
    {
        const string value = "MlDsl.Onnx.Suite.Value";
        string element = $"MlDsl.Onnx.OnnxElementType.{ElementTypes.Member(output.Value.Type.Element)}";
        if (!output.IsTensor) return $"{value}.Take(output.Take{output.Member}())";

        // What is declared as one value may be more.
        string elements = output.Value.Type.Rank == 0 ? output.Member + "Values" : output.Member;
        return output.IsText
            ? $"{value}.Text(output.{elements}, output.{output.Member}Shape)"
            : $"{value}.Of({element}, output.{elements}, output.{output.Member}Shape)";
    }
}
