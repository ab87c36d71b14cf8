using System.Text.Json;

namespace MlDsl.Training;

/// <summary>The names in the two files of a run, and how their lines are written.</summary>
internal static class RunJson
{
    public const string Header = "run.json", Lines = "metrics.jsonl", Artifacts = "artifacts", Lineage = "lineage";

    /// <summary>The format that is written, and the only one that is read.</summary>
    public const int Format = 1;

    /// <summary>An object on a line of its own, its break included.</summary>
    public static byte[] Line(Action<Utf8JsonWriter> write) => [.. JsonLine.Readable(write), (byte)'\n'];

    /// <summary>A metric: its value, and the ends of its interval where it has one. JSON has no NaN: what is undefined is null.</summary>
    public static void Write(Utf8JsonWriter json, string name, Metric metric)
    {
        json.WriteStartArray(name);
        Write(json, metric.Value);
        if (metric.HasInterval)
        {
            Write(json, metric.Low);
            Write(json, metric.High);
        }
        json.WriteEndArray();
    }

    /// <summary>Texts by name.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in texts) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteNullValue();
    }
}
