using System.Text.Encodings.Web;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Reports;

/// <summary>A report as JSON: the numbers that the page shows as text, unrounded.</summary>
internal static class ReportJson
{
    public static void Write(Stream stream, string title, IReadOnlyList<ReportSection> sections)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default });
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteStartObject("sections");
        foreach (ReportSection section in sections) Write(json, section);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReportSection section)
    {
        json.WriteStartObject(section.Id);
        json.WriteString("title", section.Title);
        List(json, "notes", section.Parts.OfType<NotePart>().Where(static p => !p.IsWarning), (p) => json.WriteStringValue(p.Text));
        List(json, "warnings", section.Parts.OfType<NotePart>().Where(static p => p.IsWarning), (p) => json.WriteStringValue(p.Text));
        if (section.Parts.OfType<FactsPart>().Any())
        {
            // Two facts of a section may have one name, such as two runs: the later ones are numbered.
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            json.WriteStartObject("facts");
            foreach (var (name, value) in section.Parts.OfType<FactsPart>().SelectMany(static p => p.Facts))
            {
                int times = seen[name] = seen.GetValueOrDefault(name) + 1;
                json.WritePropertyName(times == 1 ? name : FormattableString.Invariant($"{name} ({times})"));
                Write(json, value);
            }
            json.WriteEndObject();
        }
        List(json, "tables", section.Parts.OfType<TablePart>(), table => Write(json, table, null));
        List(json, "plots", section.Parts.OfType<PlotPart>(), plot => Write(json, plot.Table with { Caption = plot.Title }, plot.Summary));
        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        T[] all = [.. items];
        if (all.Length == 0) return;
        json.WriteStartArray(name);
        foreach (T item in all) write(item);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, TablePart table, string? summary)
    {
        json.WriteStartObject();
        json.WriteString("title", table.Caption);
        if (summary is not null) json.WriteString("summary", summary);
        json.WriteTexts("columns", table.Header);
        json.WriteStartArray("rows");
        foreach (ReportCell[] row in table.Rows)
        {
            json.WriteStartArray();
            foreach (ReportCell cell in row) Write(json, cell);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in ReportCell cell)
    {
        if (cell.Metric is { } metric)
        {
            json.WriteStartObject();
            Number(json, "value", metric.Value);
            Number(json, "low", metric.Low);
            Number(json, "high", metric.High);
            json.WriteEndObject();
        }
        else if (cell.Number is { } number)
        {
            if (double.IsFinite(number)) json.WriteNumberValue(number);
            else json.WriteNullValue();
        }
        else
        {
            json.WriteStringValue(cell.Text);
        }
    }

    // JSON has no number for what is undefined.
    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
