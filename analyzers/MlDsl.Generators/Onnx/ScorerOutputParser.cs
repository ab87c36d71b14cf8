using MlDsl.Build;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Binds the members of the user's output type to the outputs of the graph.</summary>
internal static class ScorerOutputParser
{
    public static List<BoundMember> Parse(RecordSpec record, Manifest manifest, Action<Problem> report)
    {
        if (record.IsSingle) return Single(record, manifest, report);
        var bound = new List<BoundMember>();
        bool failed = false;
        var names = GraphNames.Members(manifest.Outputs.Select(static o => o.Name), GraphNames.Output);
        foreach (MemberSpec member in record.Members)
        {
            int index = Index(member, manifest, names);
            if (index >= 0 && Bind(member, index, manifest, report) is { } one) bound.Add(one);
            else if (index >= 0) failed = true;
            else if (member.IsExplicit || member.IsRequired)
            {
                failed = true;
                report(new(OnnxRules.Names, ProblemPlace.Output, member.Name, $"'{manifest.Model}' has no output '{member.GraphName}' for '{member.Name}'; {Nearest.Hint(member.GraphName, manifest.Outputs.Select(static o => o.Name))}"));
            }
        }
        if (bound.Count == 0 && !failed)
            report(new(OnnxRules.Names, ProblemPlace.Output, null, $"no member of '{record.Name}' takes an output of '{manifest.Model}'; it has {string.Join(", ", manifest.Outputs.Take(8).Select(static o => $"'{o.Name}'"))}; [Output(\"{manifest.Outputs[0].Name}\")] binds a member"));
        return bound;
    }

    private static int Index(MemberSpec member, Manifest manifest, IReadOnlyList<string> names)
    {
        int exact = manifest.Outputs.ToList().FindIndex(o => o.Name == member.GraphName);
        return exact >= 0 || member.IsExplicit ? exact : names.ToList().FindIndex(n => n == member.GraphName);
    }

    // A bare value takes the only output that fits it; of a tree model's two that is the prediction.
    private static List<BoundMember> Single(RecordSpec record, Manifest manifest, Action<Problem> report)
    {
        MemberSpec member = record.Members[0];
        var fitting = Enumerable.Range(0, manifest.Outputs.Count)
            .Select(i => Bind(member, i, manifest, null))
            .Where(static b => b is not null)
            .ToList();
        if (fitting.Count > 1 && manifest.MainOutput is { } main) fitting = fitting.Where(b => manifest.Outputs[b!.Index].Name == main).ToList();
        if (fitting.Count == 1) return fitting!;
        if (fitting.Count == 0 && manifest.Outputs.Count == 1) Bind(member, 0, manifest, report);
        else
        {
            string outputs = string.Join(", ", manifest.Outputs.Take(8).Select(static o => $"'{o.Name}' ({o.Type})"));
            report(new(OnnxRules.Names, ProblemPlace.Output, null, fitting.Count == 0
                ? $"no output of '{manifest.Model}' fits '{record.Name}'; it has {outputs}"
                : $"several outputs of '{manifest.Model}' fit '{record.Name}': {string.Join(", ", fitting.Select(b => $"'{manifest.Outputs[b!.Index].Name}'"))}; bind a record with a member named after the output"));
        }
        return [];
    }

    private static BoundMember? Bind(MemberSpec member, int index, Manifest manifest, Action<Problem>? report)
    {
        OnnxValue output = manifest.Outputs[index];
        string called = member.Name.Length > 0 ? $"'{member.Name}'" : "the output type";
        BoundMember? Refuse(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, string message)
        {
            report?.Invoke(new(rule, ProblemPlace.Output, member.Name, message));
            return null;
        }

        if (member.Classes is { } classes && ClassesParser.Problem(classes, output) is { } problem) return Refuse(OnnxRules.Classes, problem);
        if (member.IsEnum && ClassesParser.Problem(EnumOf(member), output with { Type = OnnxType.Unknown }) is { } different) return Refuse(OnnxRules.Classes, different);
        if (!FitsElement(member, output, manifest.MainOutput is not null))
            return Refuse(OnnxRules.ElementType, $"{called} is '{member.Type.Replace("global::", "")}', but the output '{output.Name}' is a {output.Type}; declare it as {Proposal(output)}");
        if (output.Type.Kind != OnnxKind.Tensor) return new BoundMember(member, index, output.Classes.Count, output.Classes.Count);

        // Only a run can tell the width of an output whose declaration leaves more open than the rows.
        long? width = RowWidth(output.Type);
        long count = member.Form == MemberForm.Single ? 1 : (width ?? 0) - member.Offset;
        if (width is { } known && (member.Offset < 0 || (member.Form == MemberForm.Single ? member.Offset >= known || (known > 1 && !member.IsExplicit) : count < 1)))
            return Refuse(OnnxRules.Shape, $"{called} takes {(member.Form == MemberForm.Single ? "one element" : "elements")} from {Literals.Whole(member.Offset)} on, but the output '{output.Name}' ({output.Type}) gives {Literals.Whole(known)} for each row; use an array, or [Output(\"{output.Name}\", Offset = …)]");
        if (width is null && (member.Form != MemberForm.Single || member.Offset != 0) && output.Classes.Count == 0)
            return Refuse(OnnxRules.Shape, $"{called} cannot take the output '{output.Name}' ({output.Type}), whose size is known only after a run; remove IScorer to use the generated Output");
        return new BoundMember(member, index, width ?? Math.Max(1, member.Form == MemberForm.Single ? 1 : output.Classes.Count), width is null && member.Form != MemberForm.Single ? output.Classes.Count : count);
    }

    private static bool FitsElement(MemberSpec member, OnnxValue output, bool isPrediction)
    {
        bool isMaps = new OutputSpec(output, "", null).IsScoreMaps && output.Classes.Count > 0;
        if (member.Form == MemberForm.Dictionary) return isMaps && member.DictionaryValue == "float" && member.Element == (output.Type.Content!.Key == ElementTypes.Text ? "string" : "long");
        if (isMaps) return member is { Form: MemberForm.Array or MemberForm.Memory, Element: "float" };
        if (output.Type.Kind != OnnxKind.Tensor || member.Form == MemberForm.Other || ElementTypes.CSharp(output.Type.Element) is not { } element) return false;
        if (member.IsEnum) return member.Form == MemberForm.Single && element is "string" or "long" && output.Classes.Count > 0;
        return Conversions.Takes(member, element, isPrediction);
    }

    private static ClassesSpec EnumOf(MemberSpec member) => new(null, member.Element, member.EnumMembers);

    private static long? RowWidth(OnnxType type)
    {
        if (type.Rank is null) return null;
        return type.Rank == 0 || type.Shape.Skip(1).All(static d => d.Size is not null) ? Shapes.Width(type) : null;
    }

    private static string Proposal(OnnxValue output)
    {
        if (new OutputSpec(output, "", null).IsScoreMaps) return output.Type.Content!.Key == ElementTypes.Text ? "Dictionary<string, float> or float[]" : "Dictionary<long, float> or float[]";
        string? element = output.Type.Kind == OnnxKind.Tensor ? ElementTypes.CSharp(output.Type.Element)?.Replace("global::", "") : null;
        if (element is null) return "nothing; remove IScorer to use the generated Output";
        return RowWidth(output.Type) is 1 ? element : $"{element}[]";
    }
}
