using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>The type that shows the outputs of one call.</summary>
internal static class OutputSection
{
    public static void Write(SourceWriter writer, OnnxModelSpec spec)
    {
        writer.Line("/// <summary>The outputs of one call: views that are valid until it is disposed, which gives the buffers back.</summary>");
        using (writer.Block("public readonly struct Output : global::System.IDisposable"))
        {
            foreach (OutputSpec output in spec.Outputs)
            {
                if (output.Classes is { } classes)
                    writer.Line($"private static readonly {classes.Enum}[] {output.Member}Enum = [{string.Join(", ", classes.Members.Select(m => $"{classes.Enum}.{Literals.Identifier(m)}"))}];");
                if (output.IsScoreMaps && output.Value.Classes.Count > 0)
                    writer.Line($"private static readonly {LabelType(output)}[] {output.Member}Labels = [{string.Join(", ", output.Value.Classes.Select(c => Label(output, c)))}];");
            }
            writer.Line($"private readonly {spec.Result} result;");
            writer.Line();
            writer.Line($"internal Output({spec.Result} result) => this.result = result;");
            for (int i = 0; i < spec.Outputs.Count; i++)
            {
                writer.Line();
                WriteOutput(writer, spec, spec.Outputs[i], Literals.Whole(i));
            }
            writer.Line();
            writer.Line("/// <summary>Gives the buffers back; what was read as a span ends here.</summary>");
            writer.Line("public void Dispose() => result.Dispose();");
        }
    }

    private static void WriteOutput(SourceWriter writer, OnnxModelSpec spec, OutputSpec output, string index)
    {
        string member = output.Member, what = OnnxModelEmitter.Describe(output.Value);
        if (output.IsScoreMaps) WriteScores(writer, spec, output, index, what);
        if (!output.IsTensor)
        {
            if (spec.IsOnnxRuntime) WriteValue(writer, output, index, what);
            return;
        }
        writer.Line($"/// <summary>{what}.</summary>");
        if (output.Value.Type.Rank == 0)
        {
            writer.Line(output.IsText ? $"public string {member} => result.Text({index});" : $"public {output.Element} {member} => result.Single<{output.Element}>({index});");
            writer.Line();
            writer.Line($"/// <summary>All that the run gave for {what}: files declare as one value what may be more.</summary>");
            WriteElements(writer, output, member + "Values", index);
            writer.Line();
            WriteShape(writer, member, index);
            return;
        }
        WriteElements(writer, output, member, index);
        writer.Line();
        WriteShape(writer, member, index);
        if (output is { Classes: { } classes, Element: "float" }) WriteClassScores(writer, output, classes);
    }

    private static void WriteElements(SourceWriter writer, OutputSpec output, string member, string index) => writer.Line(output.IsText
        ? $"public string[] {member} => result.Texts({index});"
        : $"public global::System.ReadOnlySpan<{output.Element}> {member} => result.Span<{output.Element}>({index});");

    private static void WriteShape(SourceWriter writer, string member, string index)
    {
        writer.Line($"/// <summary>The sizes of <see cref=\"{member}\"/>.</summary>");
        writer.Line($"public global::System.ReadOnlySpan<long> {member}Shape => result.Shape({index});");
    }

    private static void WriteClassScores(SourceWriter writer, OutputSpec output, ClassesSpec classes)
    {
        string count = Literals.Whole(classes.Members.Count);
        writer.Line();
        writer.Line($"/// <summary>The scores of a row of <see cref=\"{output.Member}\"/> by class.</summary>");
        writer.Line($"public {Names.Root}.ClassScores<{classes.Enum}> {output.Member}Of(int row = 0) => new({output.Member}Enum, {output.Member}.Slice(row * {count}, {count}));");
    }

    private static void WriteScores(SourceWriter writer, OnnxModelSpec spec, OutputSpec output, string index, string what)
    {
        // A compiled graph holds the scores alone; the runtime's maps know their classes.
        string known = spec.IsOnnxRuntime ? "" : $"{output.Member}Labels, ";
        string member = output.Member, label = LabelType(output);
        writer.Line($"/// <summary>The rows of {what}.</summary>");
        writer.Line($"public int {member}Rows => result.ScoreRows({index});");
        writer.Line();
        writer.Line($"""
            /// <summary>Copies the scores of {what}.</summary>
            /// <param name="classes">The classes in the order wanted.</param>
            /// <param name="scores">One score per row and class, rows first.</param>
            """);
        writer.Line($"public void Copy{member}(global::System.ReadOnlySpan<{label}> classes, global::System.Span<float> scores) => result.CopyScores({index}, {known}classes, scores);");
        if (output.Value.Classes.Count > 0)
        {
            writer.Line();
            writer.Line($"/// <summary>The classes of <see cref=\"Copy{member}(global::System.Span{{float}})\"/>, in the model's order.</summary>");
            writer.Line($"public static global::System.ReadOnlySpan<{label}> {member}Classes => {member}Labels;");
            writer.Line();
            writer.Line($"/// <summary>Copies the scores of {what}, one per row and class, rows first, in the model's order of the classes.</summary>");
            writer.Line($"public void Copy{member}(global::System.Span<float> scores) => result.CopyScores({index}, {known}{member}Labels, scores);");
        }
        if (output is { Classes: { } classes, Value.Classes.Count: > 0 })
        {
            writer.Line();
            writer.Line($"""
                /// <summary>The scores of the first row of {what} by class.</summary>
                /// <param name="buffer">Room for one score per class, which the result views.</param>
                """);
            using (writer.Block($"public {Names.Root}.ClassScores<{classes.Enum}> {member}Of(global::System.Span<float> buffer)"))
            {
                writer.Line($"result.CopyScores({index}, {known}{member}Labels, buffer);");
                writer.Line($"return new({member}Enum, buffer);");
            }
        }
        writer.Line();
    }

    private static void WriteValue(SourceWriter writer, OutputSpec output, string index, string what)
    {
        if (output.Value.Type.Kind == OnnxKind.Optional)
        {
            writer.Line($"/// <summary>Whether there is {what}.</summary>");
            writer.Line($"public bool Has{output.Member} => result.Has({index});");
            writer.Line();
        }
        writer.Line($"/// <summary>{what}, as a value that outlives this one. It can be taken once; the caller disposes it.</summary>");
        writer.Line($"public {OnnxNames.Runtime}.OnnxValue Take{output.Member}() => result.Take({index});");
    }

    private static string LabelType(OutputSpec output) => output.Value.Type.Content!.Key == ElementTypes.Text ? "string" : "long";

    private static string Label(OutputSpec output, string label) => LabelType(output) == "string" ? Literals.Text(label) : label;
}
