using System.Text.Json;
using MlDsl.Reports;

namespace MlDsl.Tasks.Tests.Pages;

/// <summary>The figures of a report, as its JSON tells them.</summary>
internal sealed class ReportFigures : IDisposable
{
    private readonly JsonDocument json;

    public ReportFigures(Report report) => json = JsonDocument.Parse(report.ToJson());

    /// <summary>The rows behind a plot.</summary>
    public JsonElement[] Plot(string section, string title) => Rows(section, "plots", title);

    /// <summary>The rows of a table.</summary>
    public JsonElement[] Table(string section, string title) => Rows(section, "tables", title);

    /// <summary>A fact.</summary>
    public JsonElement Fact(string section, string name) => json.RootElement.GetProperty("sections").GetProperty(section).GetProperty("facts").GetProperty(name);

    /// <summary>The sentences that a reader must not pass over.</summary>
    public string[] Warnings(string section) =>
        json.RootElement.GetProperty("sections").GetProperty(section).TryGetProperty("warnings", out JsonElement warnings) ? [.. warnings.EnumerateArray().Select(static w => w.GetString()!)] : [];

    /// <summary>A number, or the value of a metric.</summary>
    public static double Number(JsonElement cell) => cell.ValueKind == JsonValueKind.Object ? cell.GetProperty("value").GetDouble() : cell.GetDouble();

    public void Dispose() => json.Dispose();

    private JsonElement[] Rows(string section, string kind, string title) =>
        [.. json.RootElement.GetProperty("sections").GetProperty(section).GetProperty(kind).EnumerateArray().First(part => part.GetProperty("title").GetString()!.StartsWith(title, StringComparison.Ordinal)).GetProperty("rows").EnumerateArray()];
}
