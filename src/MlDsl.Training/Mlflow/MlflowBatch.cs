using System.Text.Json;

namespace MlDsl.Training;

/// <summary>What one call of log-batch carries, within the server's limits on numbers and bytes.</summary>
internal sealed class MlflowBatch
{
    private const int MostMetrics = 1000, MostItems = 1000, MostParameters = 100, MostTags = 100;

    // A body may have a million bytes; of a key or a value JSON may make six for one.
    private const int MostBytes = 900_000, Overhead = 120;

    private readonly List<(string Key, double Value, long At, long Step)> metrics = [];
    private readonly List<KeyValuePair<string, string>> parameters = [], tags = [];
    private int bytes;

    public bool IsEmpty => metrics.Count + parameters.Count + tags.Count == 0;

    /// <summary>Whether there is room for so many more, and for a tag that says how far the run is sent.</summary>
    public bool HasRoom(int moreMetrics, int moreParameters, int moreTags, int moreBytes) =>
        metrics.Count + moreMetrics <= MostMetrics && parameters.Count + moreParameters <= MostParameters && tags.Count + moreTags < MostTags
        && metrics.Count + parameters.Count + tags.Count + moreMetrics + moreParameters + moreTags < MostItems && bytes + moreBytes <= MostBytes;

    public static int BytesOf(string key, string value = "") => Overhead + Encoded(key) + Encoded(value);

    public void Metric(string key, double value, DateTimeOffset at, long step)
    {
        metrics.Add((key, value, at.ToUnixTimeMilliseconds(), step));
        bytes += BytesOf(key);
    }

    public void Parameter(string key, string value)
    {
        parameters.Add(new(key, value));
        bytes += BytesOf(key, value);
    }

    public void Tag(string key, string value)
    {
        tags.Add(new(key, value));
        bytes += BytesOf(key, value);
    }

    /// <summary>Writes the body's members.</summary>
    public void Write(Utf8JsonWriter json, string run)
    {
        json.WriteString("run_id", run);
        json.WriteStartArray("metrics");
        foreach (var (key, value, at, step) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteNumber("value", value);
            json.WriteNumber("timestamp", at);
            json.WriteNumber("step", step);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Pairs(json, "params", parameters);
        Pairs(json, "tags", tags);
    }

    /// <summary>Keys with their values, as MLflow writes them.</summary>
    public static void Pairs(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static int Encoded(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length;
}
