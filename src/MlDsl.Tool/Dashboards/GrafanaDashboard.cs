using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlDsl.Tool.Dashboards;

/// <summary>A dashboard in Grafana's classic JSON model, which every version imports: https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/.</summary>
internal static class GrafanaDashboard
{
    private const int SchemaVersion = 42, Grid = 24, Height = 8;

    // Where a panel's data come from: what whoever imports the dashboard chooses.
    private const string Source = "datasource";

    public static byte[] Write(WatchedModel model)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteNull("id");
            json.WriteString("uid", Uid(model.Name));
            json.WriteString("title", Prom.Title($"Model {model.Title}"));
            json.WriteString("description", "Written by 'mldsl dashboard' of the model's file; write it anew when the model has other columns.");
            Texts(json, "tags", ["mldsl"]);
            json.WriteString("timezone", "browser");
            json.WriteBoolean("editable", true);
            json.WriteNumber("graphTooltip", 1);
            json.WriteString("refresh", "1m");
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteNumber("version", 0);
            json.WriteStartObject("time");
            json.WriteString("from", "now-7d");
            json.WriteString("to", "now");
            json.WriteEndObject();
            Empty(json, "timepicker");
            Texts(json, "links", []);
            json.WriteStartObject("annotations");
            Texts(json, "list", []);
            json.WriteEndObject();
            Templating(json);
            json.WriteStartArray("panels");
            Rows(json, Panels.Of(model));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return [.. bytes.ToArray(), (byte)'\n'];
    }

    // Eight to forty characters: the same model's dashboard takes the place of the one before.
    private static string Uid(string name) => "mldsl-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16].ToLowerInvariant();

    private static void Templating(Utf8JsonWriter json)
    {
        json.WriteStartObject("templating");
        json.WriteStartArray("list");
        json.WriteStartObject();
        json.WriteString("name", Source);
        json.WriteString("label", "Prometheus");
        json.WriteString("type", "datasource");
        json.WriteString("query", "prometheus");
        Empty(json, "current");
        json.WriteNumber("hide", 0);
        json.WriteBoolean("includeAll", false);
        json.WriteBoolean("multi", false);
        Texts(json, "options", []);
        json.WriteNumber("refresh", 1);
        json.WriteString("regex", "");
        json.WriteBoolean("skipUrlSync", false);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Rows(Utf8JsonWriter json, IReadOnlyList<PanelRow> rows)
    {
        int id = 1, top = 0;
        foreach (PanelRow row in rows)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id++);
            json.WriteString("type", "row");
            json.WriteString("title", row.Title);
            json.WriteBoolean("collapsed", false);
            Place(json, 0, top++, Grid, 1);
            Texts(json, "panels", []);
            json.WriteEndObject();
            int left = 0;
            foreach (Panel panel in row.Panels)
            {
                if (left + panel.Width > Grid) (left, top) = (0, top + Height);
                Write(json, id++, panel, left, top);
                left += panel.Width;
            }
            if (left > 0) top += Height;
        }
    }

    private static void Write(Utf8JsonWriter json, int id, Panel panel, int left, int top)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("type", panel.IsTable ? "table" : "timeseries");
        json.WriteString("title", panel.Title);
        json.WriteString("description", panel.Description);
        DataSource(json);
        Place(json, left, top, panel.Width, Height);
        json.WriteStartArray("targets");
        for (int i = 0; i < panel.Queries.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("refId", ((char)('A' + i)).ToString());
            DataSource(json);
            json.WriteString("editorMode", "code");
            json.WriteString("expr", panel.Queries[i].Text);
            json.WriteString("legendFormat", panel.Queries[i].Legend);
            json.WriteBoolean("range", !panel.IsTable);
            json.WriteBoolean("instant", panel.IsTable);
            if (panel.IsTable) json.WriteString("format", "table");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("fieldConfig");
        json.WriteStartObject("defaults");
        if (!panel.IsTable) json.WriteString("unit", panel.Unit.Length > 0 ? panel.Unit : "none");
        json.WriteEndObject();
        json.WriteStartArray("overrides");
        if (panel.IsTable)
        {
            // The times are in one column of the table; the others are labels.
            json.WriteStartObject();
            json.WriteStartObject("matcher");
            json.WriteString("id", "byName");
            json.WriteString("options", "Value");
            json.WriteEndObject();
            json.WriteStartArray("properties");
            json.WriteStartObject();
            json.WriteString("id", "unit");
            json.WriteString("value", panel.Unit);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        Empty(json, "options");
        json.WriteEndObject();
    }

    private static void DataSource(Utf8JsonWriter json)
    {
        json.WriteStartObject("datasource");
        json.WriteString("type", "prometheus");
        json.WriteString("uid", $"${{{Source}}}");
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, int x, int y, int width, int height)
    {
        json.WriteStartObject("gridPos");
        json.WriteNumber("h", height);
        json.WriteNumber("w", width);
        json.WriteNumber("x", x);
        json.WriteNumber("y", y);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Empty(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteEndObject();
    }
}
