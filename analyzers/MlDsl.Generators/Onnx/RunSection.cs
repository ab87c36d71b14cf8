using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>The calls: one that fills the binding, one that runs it here, one that runs it elsewhere.</summary>
internal static class RunSection
{
    private const string Token = "global::System.Threading.CancellationToken";
    private const string Task = "global::System.Threading.Tasks.ValueTask";

    /// <summary>The method that shows the outputs of a call that has run.</summary>
    public const string Read = "ReadOutput";

    public static void Write(SourceWriter writer, OnnxModelSpec spec)
    {
        writer.Line($"""
            /// <summary>Runs the model; the number of rows in the inputs is the batch.</summary>
            /// <param name="input">The inputs.</param>
            /// <param name="output">The outputs; dispose them when they are read.</param>
            /// <param name="cancellation">Stops the run.</param>
            /// <exception cref="global::System.ArgumentException">An input has another size than the model takes.</exception>
            """);
        if (spec.Plan is not null || spec.IsOnnxRuntime) writer.Line(spec.Plan is null
            ? $"/// <exception cref=\"{OnnxNames.Runtime}.OnnxRuntimeException\">The runtime failed.</exception>"
            : "/// <exception cref=\"global::MlDsl.Kernels.OperatorException\">The inputs do not fit the graph; the message names the node.</exception>");
        using (writer.Block($"public void Run(in Input input, out Output output, {Token} cancellation = default)"))
        {
            writer.Line($"{spec.Binding} call = Bind(in input);");
            WriteGuarded(writer, "call.Run(cancellation);", $"output = {Read}(call);");
        }
        writer.Line();
        writer.Line("/// <inheritdoc cref=\"Run(in Input, out Output, global::System.Threading.CancellationToken)\"/>");
        writer.Line("/// <returns>The outputs; dispose them when they are read.</returns>");
        using (writer.Block($"public Output Run(in Input input, {Token} cancellation = default)"))
        {
            writer.Line("Run(in input, out Output output, cancellation);");
            writer.Line("return output;");
        }
        writer.Line();
        writer.Line("""
            /// <summary>Runs the model without holding the caller's thread. The inputs are copied before the call returns.</summary>
            /// <param name="input">The inputs.</param>
            /// <param name="cancellation">Stops the run.</param>
            """);
        writer.Line($"public {Task}<Output> RunAsync(in Input input, {Token} cancellation = default) => Bind(in input).ShowAsync({Read}, cancellation);");
        writer.Line();
        writer.Line($"private static Output {Read}({spec.Binding} call) => new(call.Result());");
        writer.Line();
        WriteBind(writer, spec);
    }

    // A call that fails gives its buffers back; one that succeeds hands them to the output.
    private static void WriteGuarded(SourceWriter writer, params string[] lines)
    {
        using (writer.Block("try")) foreach (string line in lines) writer.Line(line);
        using (writer.Block("catch"))
        {
            writer.Line("call.Dispose();");
            writer.Line("throw;");
        }
    }

    private static void WriteBind(SourceWriter writer, OnnxModelSpec spec)
    {
        using (writer.Block($"private {spec.Binding} Bind(in Input input)"))
        {
            InputSpec? batched = spec.Inputs.FirstOrDefault(static i => i.Form == InputForm.Batched);
            string rows = batched is null ? "" : $"{OnnxNames.Runtime}.OnnxRows.Count(input.{batched.Member}.Length, {Literals.Whole(batched.Width)}, {Literals.Text(batched.Member)})";
            writer.Line($"{spec.Binding} call = session.Rent({rows});");
            using (writer.Block("try"))
            {
                for (int i = 0; i < spec.Inputs.Count; i++) writer.Line(Write(spec.Inputs[i], Literals.Whole(i)));
                writer.Line("return call;");
            }
            using (writer.Block("catch"))
            {
                writer.Line("call.Dispose();");
                writer.Line("throw;");
            }
        }
    }

    private static string Write(InputSpec input, string index)
    {
        string set = input.IsText ? "SetText" : "SetInput", value = $"input.{input.Member}";
        return input.Form switch
        {
            InputForm.Scalar when input.IsText => $"call.SetText({index}, 0, {value});",
            InputForm.Scalar => $"call.Input<{input.Element}>({index})[0] = {value};",
            InputForm.Fixed or InputForm.Batched => $"call.{set}({index}, {value});",
            InputForm.Inferred => $"call.{set}({index}, {value}, [{string.Join(", ", input.Value.Type.Shape.Select(d => Size(d, input)))}]);",
            InputForm.Shaped => $"call.{set}({index}, {value}, {value}Shape);",
            InputForm.Map => $"call.SetMap({index}, {value}, {Literals.Text(input.Member)});",
            InputForm.Value => $"call.SetValue({index}, {value});",
            _ => $"if ({value} is {{ }} value{index}) call.SetValue({index}, value{index}); else call.SetAbsent({index});",
        };
    }

    private static string Size(OnnxDimension dimension, InputSpec input) => dimension.Size is { } size
        ? Literals.Whole(size)
        : $"{OnnxNames.Runtime}.OnnxRows.Size(input.{input.Member}.Length, {Literals.Whole(input.Width)}, {Literals.Text(input.Member)})";
}
