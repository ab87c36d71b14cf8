using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>From the user's records into the tensors.</summary>
internal static class ScorerInputSection
{
    private const string Rows = OnnxNames.Runtime + ".OnnxRows";

    public static void Write(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer)
    {
        using (writer.Block($"private {spec.Binding} Bind(global::System.ReadOnlySpan<{scorer.Input.Type}> inputs)"))
        {
            if (scorer.Input.IsReference)
            {
                writer.Line("for (int row = 0; row < inputs.Length; row++)");
                using (writer.Indent()) writer.Line("global::System.ArgumentNullException.ThrowIfNull(inputs[row], nameof(inputs));");
            }
            writer.Line($"{spec.Binding} call = session.Rent({(scorer.IsBatched ? "inputs.Length" : "")});");
            using (writer.Block("try"))
            {
                for (int i = 0; i < spec.Inputs.Count; i++) WriteInput(writer, spec.Inputs[i], Literals.Whole(i), scorer.Inputs.Where(b => b.Index == i).ToList());
                writer.Line("return call;");
            }
            using (writer.Block("catch"))
            {
                writer.Line("call.Dispose();");
                writer.Line("throw;");
            }
        }
        WriteNoPairs(writer, spec, scorer);
        ScorerFeatureSection.Write(writer, scorer);
        WriteAllNames(writer, spec, scorer);
    }

    /// <summary>From the members of enums to what the graph calls them.</summary>
    public static void WriteAllNames(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer)
    {
        foreach (var type in scorer.Inputs.Where(b => b.Member.IsEnum && spec.Inputs[b.Index].IsText).Select(static b => b.Member).GroupBy(static m => m.Element))
        {
            writer.Line();
            WriteNames(writer, type.First());
        }
    }

    private static void WriteInput(SourceWriter writer, InputSpec input, string index, List<BoundMember> members)
    {
        if (members.Count == 0)
        {
            WriteNothing(writer, input, index);
            return;
        }
        writer.Line($"// {Comment(input.Value)}");
        if (input.Form == InputForm.Map)
        {
            writer.Line($"call.SetMap({index}, {Given(members[0].Member, "0")}, {Literals.Text(Called(members[0].Member))});");
            return;
        }
        string width = Literals.Whole(members[0].Width);
        if (!input.IsText) writer.Line($"global::System.Span<{input.Element}> input{index} = call.Input<{input.Element}>({index});");
        using (writer.Block("for (int row = 0; row < inputs.Length; row++)"))
        {
            foreach (BoundMember member in members)
            {
                string at = RowPlace.At(members[0].Width, member.Member.Offset);
                string value = Given(member.Member, "row");
                if (member.Member.Row is { } own) writer.Line(input.IsText ? $"call.SetText({index}, {at}, {own.Write(value, member.Member.Name)});" : $"input{index}[{at}] = {own.Write(value, member.Member.Name)};");
                else if (input.IsText) WriteText(writer, member, input, index, at, value);
                else if (member.Member.Form == MemberForm.Single) writer.Line($"input{index}[{at}] = {Value(member.Member, value, input)};");
                else writer.Line($"{Rows}.{(Conversions.Widens(member.Member, input.Element) ? "Widen" : $"Copy<{input.Element}>")}({value}{(member.Member.Form == MemberForm.Memory ? ".Span" : "")}, input{index}.Slice({at}, {Literals.Whole(member.Count)}), {Literals.Text(Called(member.Member))});");
            }
        }
    }

    private static void WriteText(SourceWriter writer, BoundMember member, InputSpec input, string index, string at, string value)
    {
        string name = Literals.Text(Called(member.Member));
        if (member.Member.Form == MemberForm.Single)
        {
            writer.Line($"call.SetText({index}, {at}, {Text(member, input, value)});");
            return;
        }
        string span = member.Member.Form == MemberForm.Memory ? ".Span" : "", count = Literals.Whole(member.Count), texts = $"texts{index}At{Literals.Whole(member.Member.Offset)}";
        writer.Line($"global::System.ReadOnlySpan<string> {texts} = {value}{span};");
        writer.Line($"if ({texts}.Length != {count}) throw new global::System.ArgumentException($\"{{{texts}.Length}} strings are given; the model takes {count}\", {name});");
        writer.Line($"for (int i = 0; i < {texts}.Length; i++) call.SetText({index}, {at} + i, {Rows}.Text({texts}[i], {name}));");
    }

    /// <summary>The text that a member gives, as an expression.</summary>
    internal static string Text(BoundMember member, InputSpec input, string value)
    {
        string missing = Literals.Text(input.Value.Missing ?? ""), given = "given" + member.Member.Name;
        return (member.Member.IsEnum, member.Member.IsNullable) switch
        {
            (true, true) => $"{value} is {{ }} {given} ? NameOf({given}) : {missing}",
            (true, false) => $"NameOf({value})",
            (false, true) => $"{value} ?? {missing}",
            (false, false) => $"{Rows}.Text({value}, {Literals.Text(Called(member.Member))})",
        };
    }

    // The outputs that are read do not depend on this input; it is there because the exporter left it.
    private static void WriteNothing(SourceWriter writer, InputSpec input, string index)
    {
        writer.Line($"// {Comment(input.Value)}: no bound output depends on it.");
        if (input.Form == InputForm.Map) writer.Line($"call.SetMap({index}, NoPairs{index}, {Literals.Text(input.Member)});");
        else if (!input.IsText) writer.Line($"call.Input<{input.Element}>({index}).Clear();");
        else writer.Line($"for (int i = 0; i < inputs.Length * {Literals.Whole(input.Width)}; i++) call.SetText({index}, i, \"\");");
    }

    private static void WriteNoPairs(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer)
    {
        for (int i = 0; i < spec.Inputs.Count; i++)
        {
            if (spec.Inputs[i].Form != InputForm.Map || scorer.Inputs.Any(b => b.Index == i)) continue;
            writer.Line();
            writer.Line($"private static readonly {spec.Inputs[i].Dictionary} NoPairs{Literals.Whole(i)} = [];");
        }
    }

    private static void WriteNames(SourceWriter writer, MemberSpec member)
    {
        using (writer.Block($"private static string NameOf({member.Element} value) => value switch", "};"))
        {
            foreach (string name in member.EnumMembers) writer.Line($"{member.Element}.{Literals.Identifier(name)} => {Literals.Text(name)},");
            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(value), value, \"The value has no name\"),");
        }
    }

    internal static string Value(MemberSpec member, string value, InputSpec input)
    {
        if (!member.IsNullable) return Conversions.Cast(value, member.Element, input.Element);
        string given = "given" + member.Name, missing = input.Value.Missing is { } whole ? whole + "L" : $"{input.Element}.NaN";
        return $"{value} is {{ }} {given} ? {Conversions.Cast(given, member.Element, input.Element)} : {missing}";
    }

    // A record that gives a map is the only one of its call.
    private static string Given(MemberSpec member, string row) => member.Row is { IsComputed: true } ? $"{ScorerFeatureSection.Class}.{Literals.Identifier(member.Name)}(in inputs[{row}])" : member.Name.Length > 0 ? $"inputs[{row}].{Literals.Identifier(member.Name)}" : $"inputs[{row}]";

    internal static string Called(MemberSpec member) => member.Name.Length > 0 ? member.Name : "input";

    internal static string Comment(OnnxValue value) => Literals.Comment($"{value.Name}: {value.Type}");
}
