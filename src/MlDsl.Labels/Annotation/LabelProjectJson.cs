using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Labels;

/// <summary>A project as JSON: members that are not known are errors, because a misspelt one would be silently without effect.</summary>
internal static class LabelProjectJson
{
    private const int Format = 1;
    private static readonly JsonWriterOptions ForPeople = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions ByPeople = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static string Write(LabelProject project)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, ForPeople))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("name", project.Name);
            json.WriteString("task", project.Task.ToString().ToLowerInvariant());
            json.WriteString("question", project.Question);
            if (project.Classes.Count > 0) WriteClasses(json, project.Classes);
            if (project.Minimum is { } least) json.WriteNumber("minimum", least);
            if (project.Maximum is { } most) json.WriteNumber("maximum", most);
            json.WriteStartObject("items");
            json.WriteString("file", project.ItemFile);
            if (project.IdColumn is not null) json.WriteString("id", project.IdColumn);
            if (project.Separator is { } separator) json.WriteString("separator", separator.ToString());
            json.WriteTexts("show", project.Show);
            json.WriteEndObject();
            json.WriteTexts("annotators", project.Annotators);
            json.WriteNumber("redundancy", project.Redundancy);
            json.WriteNumber("seed", project.Seed);
            json.WriteString("guidelines", project.Guidelines);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
    }

    public static LabelProject Read(string text, string file)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text.TrimStart('\uFEFF'), ByPeople);
        }
        catch (JsonException problem)
        {
            throw new LabelException(FormattableString.Invariant($"{file}({problem.LineNumber + 1},{problem.BytePositionInLine + 1}): no JSON: {problem.Message}"), problem);
        }
        using (document)
        {
            var members = new LabelMembers(document.RootElement, file, "");
            int format = (int)members.Number("format", Format);
            if (format != Format) throw new LabelException(FormattableString.Invariant($"{file}: 'format' is {format}, and this version reads {Format}; take a newer version"));
            string said = members.Text("task");
            if (!Enum.GetNames<LabelTask>().Contains(said, StringComparer.OrdinalIgnoreCase))
                throw new LabelException($"{file}: 'task' is '{Visible.Of(said)}'; it is {string.Join(", ", Enum.GetNames<LabelTask>().Select(static name => name.ToLowerInvariant()))}");
            var items = new LabelMembers(members.Element("items"), file, "items.");
            string separator = items.Text("separator", "");
            if (separator.Length > 1) throw new LabelException($"{file}: 'items.separator' is '{Visible.Of(separator)}'; it is one character");
            var project = new LabelProject
            {
                Name = members.Text("name"),
                Task = Enum.Parse<LabelTask>(said, ignoreCase: true),
                Question = members.Text("question", ""),
                Classes = LabelProject.WithKeys([.. members.List("classes").Select((one, i) => ReadClass(one, file, i))]),
                Minimum = members.NumberOrNull("minimum"),
                Maximum = members.NumberOrNull("maximum"),
                ItemFile = items.Text("file"),
                IdColumn = items.Text("id", "") is { Length: > 0 } id ? id : null,
                Separator = separator.Length == 1 ? separator[0] : null,
                Show = items.Texts("show"),
                Annotators = members.Texts("annotators"),
                Redundancy = Whole(members.Number("redundancy", 1), "redundancy", file),
                Seed = Whole(members.Number("seed", 0), "seed", file),
                Guidelines = members.Text("guidelines", "guidelines.md"),
            };
            items.RefuseRest();
            members.RefuseRest();
            return project;
        }
    }

    private static LabelClass ReadClass(JsonElement element, string file, int place)
    {
        if (element.ValueKind == JsonValueKind.String) return new LabelClass(element.GetString()!, '\0');
        var members = new LabelMembers(element, file, FormattableString.Invariant($"classes[{place}]."));
        string key = members.Text("key", "");
        if (key.Length > 1) throw new LabelException(FormattableString.Invariant($"{file}: 'classes[{place}].key' is '{Visible.Of(key)}'; it is one character"));
        var one = new LabelClass(members.Text("name"), key.Length == 1 ? key[0] : '\0', members.Text("description", ""));
        members.RefuseRest();
        return one;
    }

    private static int Whole(double number, string member, string file) =>
        number == Math.Floor(number) && Math.Abs(number) < int.MaxValue ? (int)number : throw new LabelException(FormattableString.Invariant($"{file}: '{member}' is {number}; it is a whole number"));

    /// <summary>Writes the member <c>classes</c>.</summary>
    public static void WriteClasses(Utf8JsonWriter json, IReadOnlyList<LabelClass> classes)
    {
        json.WriteStartArray("classes");
        foreach (LabelClass one in classes)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteString("key", one.Key.ToString());
            json.WriteString("description", one.Description);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
