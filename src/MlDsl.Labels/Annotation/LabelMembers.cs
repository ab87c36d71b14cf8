using System.Text.Json;

namespace MlDsl.Labels;

/// <summary>The members of an object that a person wrote: each is taken by its name, and what is left over is refused.</summary>
internal sealed class LabelMembers
{
    private readonly Dictionary<string, JsonElement> left = new(StringComparer.Ordinal);
    private readonly List<string> known = [];
    private readonly string file, prefix;

    public LabelMembers(JsonElement element, string file, string prefix)
    {
        (this.file, this.prefix) = (file, prefix);
        if (element.ValueKind != JsonValueKind.Object) throw new LabelException($"{file}: {(prefix.Length == 0 ? "the file" : $"'{prefix.TrimEnd('.')}'")} is {Said(element)}; it is an object");
        foreach (JsonProperty member in element.EnumerateObject())
            if (!left.TryAdd(member.Name, member.Value)) throw new LabelException($"{file}: '{prefix}{Visible.Of(member.Name)}' is there twice; keep one");
    }

    public JsonElement Element(string name) => Take(name) ?? throw new LabelException($"{file}: '{prefix}{name}' is missing");

    public string Text(string name) => Text(name, Element(name));

    public string Text(string name, string without) => Take(name) is { } element ? Text(name, element) : without;

    public double Number(string name, double without) => NumberOrNull(name) ?? without;

    public double? NumberOrNull(string name)
    {
        if (Take(name) is not { } element) return null;
        return element.ValueKind == JsonValueKind.Number && element.GetDouble() is var number && double.IsFinite(number) ? number : throw new LabelException($"{file}: '{prefix}{name}' is {Said(element)}; it is a number");
    }

    public IReadOnlyList<JsonElement> List(string name)
    {
        if (Take(name) is not { } element) return [];
        return element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : throw new LabelException($"{file}: '{prefix}{name}' is {Said(element)}; it is a list");
    }

    public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(element => Text(name, element))];

    public void RefuseRest()
    {
        if (left.Keys.FirstOrDefault() is not { } unknown) return;
        string? near = NearestName.Find(unknown, known);
        throw new LabelException($"{file}: '{prefix}{Visible.Of(unknown)}' is no member of {(prefix.Length == 0 ? "a project" : $"'{prefix.TrimEnd('.')}'")}; {(near is null ? $"there are {string.Join(", ", known)}" : $"did you mean '{near}'?")}");
    }

    // What is null is not said.
    private JsonElement? Take(string name)
    {
        known.Add(name);
        return left.Remove(name, out JsonElement element) && element.ValueKind != JsonValueKind.Null ? element : null;
    }

    private string Text(string name, JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new LabelException($"{file}: '{prefix}{name}' is {Said(element)}; it is a text in quotes");

    private static string Said(JsonElement element) => Visible.Of(element.GetRawText());
}
