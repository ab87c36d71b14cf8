using System.Text.Json;

namespace MlDsl.Training;

/// <summary>The file beside a whole output that says what it is of.</summary>
/// <param name="Identity">Model, schema and options.</param>
/// <param name="End">The lengths and hashes of input and output.</param>
internal sealed record ScoringFacts(ScoringIdentity Identity, ScoringPoint End)
{
    /// <summary>Reads the file; null where there is none, or it is no such file.</summary>
    public static ScoringFacts? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return new(ScoringIdentity.Read(json.RootElement), ScoringPoint.Read(json.RootElement));
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Write(string path, ScoringDisk disk)
    {
        string temporary = path + ".partial";
        using (Stream stream = disk.Open(temporary))
        {
            stream.SetLength(0);
            stream.Write(JsonLine.Of(json =>
            {
                Identity.Write(json);
                End.Write(json);
            }));
            disk.Flush(stream);
        }
        disk.Move(temporary, path);
    }
}
