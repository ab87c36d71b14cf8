using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>From the tensors into the user's results.</summary>
internal static class ScorerOutputSection
{
    private const string Rows = OnnxNames.Runtime + ".OnnxRows", Predictions = OnnxNames.Runtime + ".OnnxPredictions";

    public static void Write(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer)
    {
        string type = scorer.Output.Type;
        using (writer.Block($"private static {type} ReadOne({spec.Binding} call)"))
        {
            writer.Line($"{type} output = default!;");
            writer.Line($"Read(call, new global::System.Span<{type}>(ref output));");
            writer.Line("return output;");
        }
        writer.Line();
        using (writer.Block($"private static void Read({spec.Binding} call, global::System.Span<{type}> outputs)"))
        {
            foreach (var bound in scorer.Outputs.SelectMany(static b => b.Indexes.Select(index => (Index: index, b.Width))).GroupBy(static b => b.Index)) WriteSource(writer, spec, bound.First().Width, bound.Key);
            using (writer.Block("for (int row = 0; row < outputs.Length; row++)")) WriteResult(writer, spec, scorer, "outputs[row]", new TensorOutputs(spec));
        }
        WriteTables(writer, spec, scorer);
        if (scorer.Outputs.Any(b => b.Member.Form is MemberForm.Array or MemberForm.Memory && spec.Outputs[b.Index].IsText)) WriteTexts(writer, spec.Binding);
    }

    /// <summary>From classes to members of enums and dictionaries.</summary>
    public static void WriteTables(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer)
    {
        foreach (BoundMember bound in scorer.Outputs)
        {
            OutputSpec output = spec.Outputs[bound.Index];
            if (bound.Member.IsEnum) WriteClass(writer, bound, output);
            if (output.IsScoreMaps && scorer.Outputs.First(b => b.Index == bound.Index) == bound) WriteLabels(writer, bound, output);
            if (bound.Member.Form == MemberForm.Dictionary) WriteScores(writer, bound, output);
        }
    }

    // Each output once: its span, checked against the rows, or a copy of its scores.
    private static void WriteSource(SourceWriter writer, OnnxModelSpec spec, long elements, int place)
    {
        OutputSpec output = spec.Outputs[place];
        string index = Literals.Whole(place), width = Literals.Whole(elements), name = Literals.Text(output.Value.Name);
        if (output.IsScoreMaps && spec.IsOnnxRuntime)
        {
            writer.Line($"float[] output{index} = new float[outputs.Length * {width}];");
            writer.Line($"call.CopyClassScores({index}, Labels{index}, output{index});");
        }
        else if (output.IsText)
        {
            writer.Line($"{Rows}.Expect(call.OutputLength({index}), outputs.Length, {width}, {name});");
        }
        else
        {
            string element = output.IsScoreMaps ? "float" : output.Element;
            writer.Line($"global::System.ReadOnlySpan<{element}> output{index} = call.Output<{element}>({index});");
            writer.Line($"{Rows}.Expect(output{index}.Length, outputs.Length, {width}, {name});");
        }
    }

    /// <summary>Makes a user's result.</summary>
    public static void WriteResult(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer, string target, IScorerOutputs outputs)
    {
        var values = scorer.Outputs.Select(b => (b.Member, Value: Value(spec, b, outputs))).ToList();
        if (scorer.Output.IsSingle)
        {
            writer.Line($"{target} = {values[0].Value};");
            return;
        }
        string arguments = string.Join(", ", values.Where(static v => v.Member.IsConstructed).Select(static v => $"{Literals.Identifier(v.Member.Name)}: {v.Value}"));
        var initialized = values.Where(static v => !v.Member.IsConstructed).ToList();
        string creation = $"{target} = new {scorer.Output.Type}({arguments})";
        if (initialized.Count == 0)
        {
            writer.Line(creation + ";");
            return;
        }
        using (writer.Block(creation, "};"))
            foreach (var (member, value) in initialized) writer.Line($"{Literals.Identifier(member.Name)} = {value},");
    }

    private static string Value(OnnxModelSpec spec, BoundMember bound, IScorerOutputs outputs)
    {
        OutputSpec output = spec.Outputs[bound.Index];
        int offset = bound.Member.Offset;
        switch (bound.Formula)
        {
            case OutputFormula.LogOdds: return $"new global::MlDsl.Score({Predictions}.LogOdds({outputs.Element(bound.Index, 0, bound.Width)}, {outputs.Element(bound.Index, 1, bound.Width)}))";
            case OutputFormula.AtThreshold: return $"{outputs.Element(bound.Index, offset, bound.Width)} >= {bound.Threshold}";
            case OutputFormula.Largest: return $"(global::MlDsl.Probability){Predictions}.Largest({Slice()})";
            case OutputFormula.LargestOf: return $"(global::MlDsl.Probability){Predictions}.Largest([{string.Join(", ", bound.Indexes.Select(i => outputs.Element(i, 0, 1)))}])";
            case OutputFormula.Narrowed: return $"checked(({bound.Member.Element}){outputs.Element(bound.Index, offset, bound.Width)})";
        }
        if (bound.Member.Form == MemberForm.Dictionary) return $"Scores{Literals.Whole(bound.Index)}({Slice()})";
        if (output.IsScoreMaps) return $"{Slice()}.ToArray()";
        if (bound.Member.IsEnum) return $"Class{Literals.Whole(bound.Index)}({(output.IsText ? outputs.Text(bound.Index, offset, bound.Width) : outputs.Element(bound.Index, offset, bound.Width))})";
        if (bound.Member.Form == MemberForm.Single)
            return output.IsText ? outputs.Text(bound.Index, offset, bound.Width) : Conversions.Cast(outputs.Element(bound.Index, offset, bound.Width), output.Element, bound.Member.Element);
        if (output.IsText) return $"Texts(call, {Literals.Whole(bound.Index)}, {RowPlace.At(bound.Width, offset)}, {Literals.Whole(bound.Count)})";
        return output.Element == bound.Member.Element ? $"{Slice()}.ToArray()" : $"{Rows}.Narrow({Slice()})";

        string Slice() => outputs.Slice(bound.Index, offset, bound.Width, bound.Count);
    }

    private sealed class TensorOutputs(OnnxModelSpec spec) : IScorerOutputs
    {
        public string Element(int index, int offset, long width) => $"output{Literals.Whole(index)}[{RowPlace.At(width, offset)}]";

        public string Text(int index, int offset, long width) => $"call.OutputText({Literals.Whole(index)}, {RowPlace.At(width, offset)})";

        public string Slice(int index, int offset, long width, long count)
        {
            string place = $"{RowPlace.At(width, offset)}, {Literals.Whole(count)}";
            return spec.Outputs[index].IsScoreMaps && spec.IsOnnxRuntime ? $"global::System.MemoryExtensions.AsSpan(output{Literals.Whole(index)}, {place})" : $"output{Literals.Whole(index)}.Slice({place})";
        }
    }

    private static void WriteClass(SourceWriter writer, BoundMember bound, OutputSpec output)
    {
        writer.Line();
        using (writer.Block($"private static {bound.Member.Element} Class{Literals.Whole(bound.Index)}({output.Element} label) => label switch", "};"))
        {
            for (int i = 0; i < output.Value.Classes.Count; i++)
                writer.Line($"{Label(output.IsText, output.Value.Classes[i])} => {bound.Member.Element}.{Literals.Identifier(bound.Member.EnumMembers[i])},");
            writer.Line($"_ => throw {Rows}.UnknownClass(label, {Literals.Text(output.Value.Name)}),");
        }
    }

    private static void WriteLabels(SourceWriter writer, BoundMember bound, OutputSpec output)
    {
        bool isText = output.Value.Type.Content!.Key == ElementTypes.Text;
        writer.Line();
        writer.Line($"private static readonly {(isText ? "string" : "long")}[] Labels{Literals.Whole(bound.Index)} = [{string.Join(", ", output.Value.Classes.Select(c => Label(isText, c)))}];");
    }

    private static void WriteScores(SourceWriter writer, BoundMember bound, OutputSpec output)
    {
        string index = Literals.Whole(bound.Index), type = $"global::System.Collections.Generic.Dictionary<{bound.Member.Element}, float>";
        writer.Line();
        using (writer.Block($"private static {type} Scores{index}(global::System.ReadOnlySpan<float> scores)"))
        {
            writer.Line($"var byClass = new {type}(scores.Length);");
            writer.Line($"for (int i = 0; i < scores.Length; i++) byClass[Labels{index}[i]] = scores[i];");
            writer.Line("return byClass;");
        }
    }

    private static void WriteTexts(SourceWriter writer, string binding)
    {
        writer.Line();
        using (writer.Block($"private static string[] Texts({binding} call, int output, int start, int count)"))
        {
            writer.Line("var texts = new string[count];");
            writer.Line("for (int i = 0; i < count; i++) texts[i] = call.OutputText(output, start + i);");
            writer.Line("return texts;");
        }
    }

    private static string Label(bool isText, string label) => isText ? Literals.Text(label) : label;
}

/// <summary>How the outputs of a row are read.</summary>
internal interface IScorerOutputs
{
    /// <summary>One element of an output that has so many of them in a row.</summary>
    string Element(int index, int offset, long width);

    /// <summary>One text of it.</summary>
    string Text(int index, int offset, long width);

    /// <summary>Some of its elements, as a span.</summary>
    string Slice(int index, int offset, long width, long count);
}
