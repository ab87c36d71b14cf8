using MlDsl.Build;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Binds the user's input and output types to the graph, by name.</summary>
internal static class ScorerParser
{
    public static ScorerSpec Parse(RecordSpec input, RecordSpec output, Manifest manifest, Action<Problem> report)
    {
        // What a changed column brings about at the inputs is said with it.
        bool agrees = IsVisible(input, manifest, report) && SchemaParser.Agrees(input, manifest, report);
        var outputs = ScorerOutputParser.Parse(output, manifest, report);
        var inputs = !agrees ? [] : ExportedInputs.Are(input, manifest) ? ExportedInputs.Bind(input, manifest, report) : BindInputs(input, manifest, outputs, report);
        string? batch = Shapes.BatchSymbol(manifest);
        bool isBatched = batch is not null && manifest.Inputs.All(i => Shapes.IsBatched(i.Type, batch));
        return new ScorerSpec(input, output, inputs.ToEquatable(), outputs.ToEquatable(), isBatched);
    }

    private static bool IsVisible(RecordSpec input, Manifest manifest, Action<Problem> report)
    {
        if (input.Hidden.Count == 0 || !ExportedInputs.Are(input, manifest)) return true;
        report(new(OnnxRules.Names, ProblemPlace.Input, null, $"'{manifest.Model}' takes what feature methods of '{input.Name}' compute, and {string.Join(", ", input.Hidden.Select(static m => $"'{m}'"))} cannot be called from this assembly; make method and class public"));
        return false;
    }

    private static List<BoundMember> BindInputs(RecordSpec record, Manifest manifest, List<BoundMember> outputs, Action<Problem> report)
    {
        var bound = new List<BoundMember>();
        var names = GraphNames.Members(manifest.Inputs.Select(static i => i.Name), GraphNames.Input);
        string? batch = Shapes.BatchSymbol(manifest);
        var needed = manifest.Inputs.Where(i => IsNeeded(i, manifest, outputs)).ToList();
        for (int i = 0; i < manifest.Inputs.Count; i++)
        {
            OnnxValue value = manifest.Inputs[i];
            var members = record.IsSingle && needed is [var only] && only == value
                ? record.Members.ToList()
                : MemberFinder.Find(record.Members, value.Name, names[i]);
            if (members.Count == 0 && value.Columns.Count > 0) members = ByColumn(record, value, manifest, report);
            if (members.Count > 0 && ElementTypes.Dictionary(value.Type) is { } dictionary) bound.AddRange(FillMap(value, i, members, dictionary, report));
            else if (members.Count > 0) bound.AddRange(Fill(value, i, members, batch, report));
            else if (value.Columns.Count == 0 && needed.Contains(value)) report(Missing(record, value, manifest));
        }
        foreach (MemberSpec member in record.Members)
        {
            if (member.IsExplicit && manifest.Inputs.All(i => i.Name != member.GraphName && !i.Columns.Contains(member.GraphName)) && !MlNetMembers.IsUnread(member, manifest))
                report(new(OnnxRules.Names, ProblemPlace.Input, member.Name, $"'{manifest.Model}' has no input '{member.GraphName}', which '{member.Name}' is bound to; {Nearest.Hint(member.GraphName, manifest.Inputs.Select(static i => i.Name))}"));
        }
        return bound;
    }

    // A model that names its columns takes a member for each: all of them, or the missing ones are told.
    private static List<MemberSpec> ByColumn(RecordSpec record, OnnxValue value, Manifest manifest, Action<Problem> report)
    {
        var names = GraphNames.Members(value.Columns, "Column");
        var members = new List<MemberSpec>();
        for (int i = 0; i < value.Columns.Count; i++)
        {
            if (MemberFinder.Find(record.Members, value.Columns[i], names[i]) is [var member, ..]) members.Add(member with { Offset = i });
            else
            {
                string hint = Nearest.Hint(value.Columns[i], record.Members.Select(static m => m.GraphName));
                report(new(OnnxRules.Names, ProblemPlace.Input, null, $"'{manifest.Model}' needs the column '{value.Columns[i]}' of '{value.Name}', which no member of '{record.Name}' gives; {hint} [Input(\"{value.Columns[i]}\")] binds a member of another name"));
            }
        }
        return members.Count == value.Columns.Count ? members : [];
    }

    // What no output that is read depends on is filled with zeros: exporters leave the label among the inputs.
    private static bool IsNeeded(OnnxValue input, Manifest manifest, List<BoundMember> outputs) =>
        outputs.Count == 0 || outputs.SelectMany(static o => o.Indexes).Any(i => !manifest.Outputs[i].Ignores.Contains(input.Name));

    private static Problem Missing(RecordSpec record, OnnxValue value, Manifest manifest)
    {
        if (record.IsSingle)
            return new(OnnxRules.Names, ProblemPlace.Input, null, $"'{manifest.Model}' has {Literals.Whole(manifest.Inputs.Count)} inputs, of which a single '{record.Name}' cannot be all; bind a record with a member for each: {string.Join(", ", manifest.Inputs.Take(8).Select(static i => $"'{i.Name}'"))}");
        return new(OnnxRules.Names, ProblemPlace.Input, null, $"'{manifest.Model}' needs the input '{value.Name}' ({value.Type}), which no member of '{record.Name}' gives; {Nearest.Hint(value.Name, record.Members.Select(static m => m.GraphName))} [Input(\"{value.Name}\")] binds a member of another name");
    }

    private static IEnumerable<BoundMember> FillMap(OnnxValue value, int index, List<MemberSpec> members, string dictionary, Action<Problem> report)
    {
        string name = dictionary.Substring(dictionary.LastIndexOf('.') + 1);
        MemberSpec member = members[0];
        if (member.Type != dictionary)
            report(new(OnnxRules.ElementType, ProblemPlace.Input, member.Name, $"{Called(member)} is '{member.Type.Replace("global::", "")}', but the input '{value.Name}' is a {value.Type}; declare it as {name}"));
        else if (members.Count > 1 || member.Offset != 0)
            report(new(OnnxRules.Shape, ProblemPlace.Input, members[members.Count - 1].Name, $"the input '{value.Name}' ({value.Type}) takes one {name}; bind one member to it, without Offset"));
        else
            yield return new BoundMember(member, index, 1, 1);
    }

    private static IEnumerable<BoundMember> Fill(OnnxValue value, int index, List<MemberSpec> members, string? batch, Action<Problem> report)
    {
        string? element = value.Type.Kind == OnnxKind.Tensor ? ElementTypes.CSharp(value.Type.Element) : null;
        if (Shapes.RowWidth(value.Type, batch) is not { } width)
        {
            report(new(OnnxRules.Shape, ProblemPlace.Input, members[0].Name, $"the input '{value.Name}' is a {value.Type}, which a member cannot fill: only a tensor's first dimension may be open; remove IScorer to use the generated Input"));
            yield break;
        }
        foreach (MemberSpec member in members)
            if (element is null || member.Form is MemberForm.Dictionary or MemberForm.Other || !Conversions.Fills(member, element, value.Missing is not null))
            {
                string why = member.IsNullable ? " that may be missing" : "";
                report(new(OnnxRules.ElementType, ProblemPlace.Input, member.Name, $"{Called(member)} is '{member.Type.Replace("global::", "")}'{why}, but the input '{value.Name}' takes {element?.Replace("global::", "") ?? value.Type.Element}; declare it as that"));
                yield break;
            }

        long at = 0;
        var ordered = members.OrderBy(static m => m.Offset).ToList();
        for (int i = 0; i < ordered.Count; i++)
        {
            MemberSpec member = ordered[i];
            long end = member.Form == MemberForm.Single ? member.Offset + 1 : i + 1 < ordered.Count ? ordered[i + 1].Offset : width;
            if (member.Offset != at || end <= at || end > width)
            {
                report(new(OnnxRules.Shape, ProblemPlace.Input, member.Name, $"{Called(member)} begins at element {Literals.Whole(member.Offset)} of the input '{value.Name}', where element {Literals.Whole(at)} of {Literals.Whole(width)} is expected; set Offset so that the members follow each other"));
                yield break;
            }
            if (value.Wide.FirstOrDefault(w => w.Place >= at && w.Place < end) is { Threshold: { } threshold } && member.Element == "float")
                report(new(TreeRules.Precision, ProblemPlace.Input, member.Name, $"{Called(member)} is '{member.Type.Replace("global::", "")}', but the model compares it with {threshold} and others that single precision cannot tell apart; declare it with double, as the model was trained"));
            yield return new BoundMember(member, index, width, end - at);
            at = end;
        }
        if (at != width)
            report(new(OnnxRules.Shape, ProblemPlace.Input, ordered[ordered.Count - 1].Name, $"the input '{value.Name}' ({value.Type}) takes {Literals.Whole(width)} elements for each row, but {string.Join(" and ", ordered.Take(8).Select(Called))} give {Literals.Whole(at)}; use an array, or a member for each element with [Input(\"{value.Name}\", Offset = …)]"));
    }

    private static string Called(MemberSpec member) => member.Name.Length > 0 ? $"'{member.Name}'" : "the input type";
}
