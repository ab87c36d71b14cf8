using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>What a file that MlDsl exported says of an input: which column it takes, and how.</summary>
/// <param name="Name">The name of the input.</param>
/// <param name="Column">The name of the column, or of the feature method.</param>
/// <param name="IsComputed">Whether a feature method gives the value.</param>
/// <param name="IsUtc">Whether times are read from the clock of UTC.</param>
internal sealed record ExportedColumn(string Name, string Column, bool IsComputed, bool IsUtc)
{
    /// <summary>The metadata that holds them.</summary>
    public const string Key = "mldsl.inputs";

    /// <summary>The input that tells whether there is a value.</summary>
    public string Presence => Name + ".present";

    /// <summary>
    /// Reads a JSON array of flat objects, as the export writes it: a quote within a text is escaped, so that none of these words lies in
    /// one. Null where it is not that: then the file is one like any other.
    /// </summary>
    public static IReadOnlyList<ExportedColumn>? Read(string json)
    {
        try
        {
            return
            [
                .. json.Split(["{\"name\":"], StringSplitOptions.None).Skip(1).Select(static part => new ExportedColumn(
                    new ManifestScanner(part).Text(),
                    new ManifestScanner(After(part, ",\"column\":")).Text(),
                    part.Contains(",\"computed\":true"),
                    part.Contains(",\"clock\":\"UTC\""))),
            ];
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string After(string part, string word) => part.IndexOf(word, StringComparison.Ordinal) is >= 0 and int at ? part.Substring(at + word.Length) : "";
}
