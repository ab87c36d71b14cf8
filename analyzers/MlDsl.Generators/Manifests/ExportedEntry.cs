namespace MlDsl.Generators.Manifests;

/// <summary>
/// One of the flat objects in a JSON array that an export wrote, each of which begins with its <c>name</c>. A quote within a text is escaped
/// there, so that no key lies in one.
/// </summary>
internal readonly struct ExportedEntry(string json)
{
    private const string Start = "{\"name\":";

    public string Name => new ManifestScanner(json).Text();

    /// <summary>Each of the objects as <paramref name="make"/> reads it; null where the text is none of an export's.</summary>
    public static IReadOnlyList<T>? Read<T>(string json, Func<ExportedEntry, T> make)
    {
        try
        {
            return [.. json.Split([Start], StringSplitOptions.None).Skip(1).Select(part => make(new ExportedEntry(part)))];
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A text; null where there is none of that name.</summary>
    public string? Text(string key)
    {
        string start = $",\"{key}\":";
        return json.IndexOf(start, StringComparison.Ordinal) is >= 0 and int at ? new ManifestScanner(json.Substring(at + start.Length)).Text() : null;
    }

    public bool IsTrue(string key) => json.Contains($",\"{key}\":true");
}
