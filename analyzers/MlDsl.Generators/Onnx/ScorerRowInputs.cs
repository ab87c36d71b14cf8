using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>A user's record as the inputs of a row: each member is read once, and checked.</summary>
internal sealed class ScorerRowInputs(OnnxModelSpec spec, ScorerSpec scorer) : IRowInputs
{
    private const string Rows = OnnxNames.Runtime + ".OnnxRows";

    /// <summary>Reads the members of <c>input</c>.</summary>
    public void Write(SourceWriter writer)
    {
        foreach (BoundMember bound in scorer.Inputs)
        {
            InputSpec input = spec.Inputs[bound.Index];
            MemberSpec member = bound.Member;
            string given = member.Name.Length > 0 ? $"input.{Literals.Identifier(member.Name)}" : "input", called = Literals.Text(ScorerInputSection.Called(member));
            string value = member.Form switch
            {
                _ when member.Row is { } row => row.Write(row.IsComputed ? $"{ScorerFeatureSection.Class}.{Literals.Identifier(member.Name)}(in input)" : given, member.Name),
                MemberForm.Single when input.IsText => ScorerInputSection.Text(bound, input, given),
                MemberForm.Single => ScorerInputSection.Value(member, given, input),
                _ => $"{Rows}.Whole<{member.Element}>({given}{(member.Form == MemberForm.Memory ? ".Span" : "")}, {Literals.Whole(bound.Count)}, {called})",
            };
            string type = member.Form == MemberForm.Single ? input.Element : $"global::System.ReadOnlySpan<{member.Element}>";
            writer.Line($"{type} {Local(bound)} = {value};");
        }
    }

    public string Cell(int input, int place)
    {
        InputSpec spec1 = spec.Inputs[input];
        if (Find(input, place) is not { } bound) return spec1.IsText ? "\"\"" : $"default({spec1.Element})";
        if (bound.Member.Form == MemberForm.Single) return Local(bound);
        string element = $"{Local(bound)}[{Literals.Whole(place - bound.Member.Offset)}]";
        if (spec1.IsText) return $"{Rows}.Text({element}, {Literals.Text(ScorerInputSection.Called(bound.Member))})";
        return Conversions.Cast(element, bound.Member.Element, spec1.Element);
    }

    public string? Run(int input, int place, int count)
    {
        if (Find(input, place) is not { } bound || bound.Member.Form == MemberForm.Single || bound.Member.Element != spec.Inputs[input].Element) return null;
        int start = place - bound.Member.Offset;
        if (start + count > bound.Count) return null;
        return start == 0 && count == bound.Count ? Local(bound) : $"{Local(bound)}.Slice({Literals.Whole(start)}, {Literals.Whole(count)})";
    }

    public string Name(int input) => spec.Inputs[input].Value.Name;

    private BoundMember? Find(int input, int place) =>
        scorer.Inputs.FirstOrDefault(bound => bound.Index == input && place >= bound.Member.Offset && place < bound.Member.Offset + bound.Count);

    private static string Local(BoundMember bound) => (bound.Member.Row is { IsPresence: true } ? "has" : "x") + bound.Member.Name;
}
