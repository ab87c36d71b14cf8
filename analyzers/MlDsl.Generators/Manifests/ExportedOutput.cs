namespace MlDsl.Generators.Manifests;

/// <summary>What a file that MlDsl exported says of an output.</summary>
/// <param name="Name">The name of the output.</param>
/// <param name="Gives">What it gives: <c>label</c>, <c>probabilities</c>, <c>probability</c>, <c>prediction</c> and its two ends, <c>scores</c> or <c>features</c>.</param>
/// <param name="Class">Of a single class's probability, the class.</param>
internal sealed record ExportedOutput(string Name, string Gives, string? Class)
{
    /// <summary>The metadata that holds them.</summary>
    public const string Key = "mldsl.outputs";

    /// <summary>The metadata with the classes, in the order of their scores: a JSON array of texts.</summary>
    public const string ClassesKey = "mldsl.classes";

    /// <summary>Reads what the export wrote; null where it is not that.</summary>
    public static IReadOnlyList<ExportedOutput>? Read(Manifest manifest) => manifest.MetadataOf(Key) is { } json
        ? ExportedEntry.Read(json, static entry => new ExportedOutput(entry.Name, entry.Text("gives") ?? throw new FormatException(), entry.Text("class")))
        : null;

    /// <summary>The classes that the file names; empty where it names none.</summary>
    public static EquatableArray<string> Classes(Manifest manifest)
    {
        try
        {
            return manifest.MetadataOf(ClassesKey) is { } json ? new ManifestScanner(json).List('[', ']', static scanner => scanner.Text()) : default;
        }
        catch (FormatException)
        {
            return default;
        }
    }

    /// <summary>The manifest with the classes at the outputs that speak of them.</summary>
    public static Manifest WithClasses(Manifest manifest)
    {
        if (Read(manifest) is not { } outputs || Classes(manifest) is not { Count: > 0 } classes) return manifest;
        var speaking = new HashSet<string>(outputs.Where(static o => o.Gives is "label" or "probabilities").Select(static o => o.Name), StringComparer.Ordinal);
        return manifest with { Outputs = manifest.Outputs.Select(o => speaking.Contains(o.Name) && o.Classes.Count == 0 ? o with { Classes = classes } : o).ToEquatable() };
    }
}
