using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Json;
using MlDsl.Training;

namespace MlDsl.Tool.Runs;

/// <summary>Runs as lines of the tool's answers.</summary>
internal static class RunLines
{
    /// <summary>When, what, of which model, how it ended, and the last metrics of each side with their intervals.</summary>
    public static string ToText(RunRecord run)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{run.Started:yyyy-MM-dd HH:mm:ss}Z {run.Kind} {Plain(run.Name)} {Plain(run.Version)} {run.State} {Path.GetFileName(run.Folder)}");
        foreach (var (name, metric) in LastMetrics(run).Where(static m => m.Key.StartsWith("validation/", StringComparison.Ordinal) || m.Key.StartsWith("test/", StringComparison.Ordinal)))
            if (metric.HasInterval) text.Append(CultureInfo.InvariantCulture, $"\n  {Plain(name)} {metric}");
        return text.ToString();
    }

    // A run's folder may come from anywhere.
    private static string Plain(string text) => TerminalText.Line(text);

    /// <summary>One object on one line.</summary>
    public static string ToJson(RunRecord run) => Line(json =>
    {
        json.WriteString("run", run.Id);
        json.WriteString("folder", run.Folder);
        json.WriteString("kind", run.Kind.ToString());
        json.WriteString("name", run.Name);
        json.WriteString("version", run.Version);
        json.WriteString("started", run.Started);
        json.WriteString("state", run.State.ToString());
        if (run.Ended is { } ended) json.WriteString("ended", ended);
        json.WriteNumber("events", run.Events.Count);
        json.WriteStartObject("metrics");
        foreach (var (name, metric) in LastMetrics(run)) Figures.Write(json, name, metric);
        json.WriteEndObject();
    });

    /// <summary>What came of a run that was sent, as one object on one line.</summary>
    public static string ToJson(MlflowResult result) => Line(json =>
    {
        json.WriteString("run", result.Run);
        json.WriteString("run_id", result.RunId);
        json.WriteBoolean("new", result.IsNew);
        json.WriteNumber("events", result.Events);
        json.WriteTexts("not_sent", result.NotSent);
    });

    private static SortedDictionary<string, Metric> LastMetrics(RunRecord run)
    {
        var last = new SortedDictionary<string, Metric>(StringComparer.Ordinal);
        foreach (NamedMetric named in run.Events.OfType<RunMetrics>().SelectMany(static e => e.Metrics)) last[named.Name] = named.Metric;
        return last;
    }

    private static string Line(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonLine.Readable(write));
}
