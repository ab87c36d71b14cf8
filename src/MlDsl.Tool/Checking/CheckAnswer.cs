using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Json;
using MlDsl.Training;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>What a check says.</summary>
/// <param name="File">The file.</param>
/// <param name="Rows">The rows that were looked at.</param>
/// <param name="Label">The label.</param>
/// <param name="Task">What is predicted.</param>
/// <param name="Leaks">What was found.</param>
internal sealed record CheckAnswer(string File, int Rows, TextColumn Label, string Task, IReadOnlyList<Leak> Leaks)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Leak leak in Leaks)
        {
            text.Append(CultureInfo.InvariantCulture, $"{File}: {leak.Kind}: {leak.Problem}; {leak.WayOut}\n");
            if (leak.Impact is { } impact) text.Append(CultureInfo.InvariantCulture, $"  {impact}\n");
            if (leak.Unmeasured is { } why) text.Append(CultureInfo.InvariantCulture, $"  what it adds is not known: {why}\n");
        }
        return text.Append(CultureInfo.InvariantCulture, $"{Leaks.Count} {(Leaks.Count == 1 ? "finding" : "findings")} in {Rows} rows that predict {Label.Said} ({Task})").ToString();
    }

    /// <summary>One object on one line.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteString("file", File);
        json.WriteNumber("rows", Rows);
        json.WriteString("label", Leak.NameOf(Label));
        json.WriteString("task", Task);
        json.WriteStartArray("findings");
        foreach (Leak leak in Leaks)
        {
            json.WriteStartObject();
            json.WriteString("kind", leak.Kind);
            json.WriteTexts("columns", leak.Columns);
            json.WriteString("problem", leak.Problem);
            json.WriteString("way_out", leak.WayOut);
            if (leak.Impact is { } impact) Write(json, impact);
            if (leak.Unmeasured is { } why) json.WriteString("unmeasured", why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }));

    private static void Write(Utf8JsonWriter json, Impact impact)
    {
        json.WriteStartObject("impact");
        json.WriteString("metric", impact.Metric);
        json.WriteNumber("rows", impact.Rows);
        Figures.Write(json, "with", impact.With);
        Figures.Write(json, "without", impact.Without);
        Figures.Write(json, "inflation", impact.Inflation);
        json.WriteEndObject();
    }
}
