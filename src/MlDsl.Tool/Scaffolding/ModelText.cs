using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Manifests;

namespace MlDsl.Tool.Scaffolding;

/// <summary>The C# of a model file: what it takes and gives as records, and the class that is bound to them.</summary>
internal static class ModelText
{
    // More inputs than that are told and not declared: someone who has so many fills them from what is there already.
    private const int MostMembers = 2_000;

    /// <param name="manifest">What the file takes and gives.</param>
    /// <param name="attribute">The attribute of its kind, such as <c>OnnxModel</c>.</param>
    /// <param name="name">The class.</param>
    /// <param name="space">The namespace; null for none.</param>
    public static string Of(Manifest manifest, string attribute, string name, string? space)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"// Drafted by 'mldsl scaffold' from {Visible.Of(manifest.Model)}. Where the file does not lie under Models/, the project names it: <MlModel Include=\"…\" />.\n");
        text.Append("using MlDsl;\n\n");
        if (space is not null) text.Append(CultureInfo.InvariantCulture, $"namespace {space};\n\n");
        List<Member>? inputs = Members(manifest.Inputs, name + "Input"), outputs = Members(manifest.Outputs.Where(output => output.Name == (manifest.MainOutput ?? output.Name)), name + "Output");
        if (inputs is null || outputs is null)
        {
            text.Append("// Its inputs and outputs are not single values and vectors of one length, so the class has its own types for them:\n");
            foreach (OnnxValue input in manifest.Inputs) text.Append(CultureInfo.InvariantCulture, $"//   takes {Visible.Of(input.Name)}: {Visible.Of(input.Type.ToString())}\n");
            foreach (OnnxValue output in manifest.Outputs) text.Append(CultureInfo.InvariantCulture, $"//   gives {Visible.Of(output.Name)}: {Visible.Of(output.Type.ToString())}\n");
            text.Append(CultureInfo.InvariantCulture, $"[{attribute}({Quoted(manifest.Model)})]\npublic sealed partial class {name};\n");
            return text.ToString();
        }
        Record(text, $"What {manifest.Model} takes of a row.", name + "Input", "Input", inputs, isRequired: true);
        Record(text, "What it says of the row.", name + "Output", "Output", outputs, isRequired: false);
        text.Append(CultureInfo.InvariantCulture, $"[{attribute}({Quoted(manifest.Model)})]\npublic sealed partial class {name} : IScorer<{name}Input, {name}Output>;\n");
        return text.ToString();
    }

    private static void Record(StringBuilder text, string about, string name, string attribute, List<Member> members, bool isRequired)
    {
        text.Append(CultureInfo.InvariantCulture, $"/// <summary>{System.Security.SecurityElement.Escape(about)}</summary>\npublic sealed record {name}\n{{\n");
        foreach (Member member in members)
        {
            if (member.Remark is { } remark) text.Append(CultureInfo.InvariantCulture, $"    // {remark}\n");
            string bound = member.Name == member.Bound ? "" : $"[{attribute}({Quoted(member.Bound)})] ";
            string start = isRequired || member.Type is not ("string" or "float[]" or "double[]" or "string[]" or "long[]") && !member.Type.EndsWith("[]", StringComparison.Ordinal) ? "" : member.Type == "string" ? " = \"\";" : " = [];";
            text.Append(CultureInfo.InvariantCulture, $"    {bound}public {(isRequired ? "required " : "")}{member.Type} {member.Name} {{ get; init; }}{start}\n");
        }
        text.Append("}\n\n");
    }

    // A member for each value; for each column where the file names the columns of a vector. Null where there is a form that no member has.
    private static List<Member>? Members(IEnumerable<OnnxValue> values, string type)
    {
        var names = new MemberNames(type);
        var members = new List<Member>();
        foreach (OnnxValue value in values)
        {
            if (value.Type is not { Kind: OnnxKind.Tensor, Rank: <= 2 } || ElementTypes.CSharp(value.Type.Element) is not { } element) return null;
            element = element.Replace("global::", "", StringComparison.Ordinal);
            long? width = value.Type.Rank is null or 0 or 1 ? 1 : value.Type.Shape[1].Size;
            if (width is null or < 1) return null;
            if (value.Columns.Count == width && width > 1) members.AddRange(value.Columns.Select((column, i) => new Member(names.Next(column, i), element, column, null)));
            else members.Add(new Member(names.Next(value.Name, members.Count), width == 1 ? element : element + "[]", value.Name, Remark(value, width.Value)));
            if (members.Count > MostMembers) return null;
        }
        return members;
    }

    private static string? Remark(OnnxValue value, long width)
    {
        if (value.Classes.Count > 0) return $"Of the classes {string.Join(", ", value.Classes.Take(20).Select(static c => Visible.Of(c)))}{(value.Classes.Count > 20 ? ", …" : "")}.";
        return width > 1 ? FormattableString.Invariant($"{width} numbers.") : null;
    }

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private sealed record Member(string Name, string Type, string Bound, string? Remark);
}
