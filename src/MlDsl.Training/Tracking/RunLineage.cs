using System.Text;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Runs as events of OpenLineage: which rows went into which model, which columns each of its features and its prediction depend on, when, and how it ended.</summary>
public static class RunLineage
{
    private const string Producer = "https://github.com/mldsl/mldsl";
    private const string Event = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent", Facets = "https://openlineage.io/spec/facets/", Schema = "1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet";

    /// <summary>The events of a run, each as JSON on one line: its start, and its end where it has one. A run that was cut off is aborted.</summary>
    /// <param name="run">The run.</param>
    /// <param name="jobs">The namespace of jobs and data.</param>
    public static IReadOnlyList<string> Events(RunRecord run, string jobs = "mldsl")
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentException.ThrowIfNullOrWhiteSpace(jobs);
        string start = Of(run, jobs, "START", run.Started, isEnd: false);
        string? end = run.State switch
        {
            RunState.Running => null,
            RunState.Finished => "COMPLETE",
            RunState.Failed => "FAIL",
            _ => "ABORT",
        };
        return end is null ? [start] : [start, Of(run, jobs, end, run.Ended ?? run.Events.Select(static e => (DateTimeOffset?)e.At).LastOrDefault() ?? run.Started, isEnd: true)];
    }

    private static string Of(RunRecord run, string jobs, string type, DateTimeOffset at, bool isEnd) => Encoding.UTF8.GetString(JsonLine.Of(json =>
    {
        json.WriteString("eventType", type);
        json.WriteString("eventTime", at);
        json.WriteStartObject("run");
        json.WriteString("runId", Guid.ParseExact(run.Id, "N"));
        json.WriteStartObject("facets");
        // The message might quote a row; its type does not.
        if (isEnd && run.Events.OfType<RunEnd>().LastOrDefault()?.Problem is { } problem)
        {
            Facet(json, "errorMessage", "1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet", () =>
            {
                json.WriteString("message", problem);
                json.WriteString("programmingLanguage", "C#");
            });
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("job");
        json.WriteString("namespace", jobs);
        json.WriteString("name", $"{run.Name}.{run.Kind}");
        json.WriteStartObject("facets");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("inputs");
        foreach (RunData rows in run.Events.OfType<RunInput>().Where(input => isEnd || input.Line == 0).Select(static input => input.Data).Distinct()) Input(json, run, jobs, rows);
        json.WriteEndArray();
        json.WriteStartArray("outputs");
        if (isEnd) foreach (RunArtifact file in run.Events.OfType<RunArtifact>()) Output(json, run, jobs, file);
        json.WriteEndArray();
        json.WriteString("producer", Producer);
        json.WriteString("schemaURL", Event);
    }));

    private static void Input(Utf8JsonWriter json, RunRecord run, string jobs, RunData rows)
    {
        json.WriteStartObject();
        json.WriteString("namespace", jobs);
        json.WriteString("name", NameOf(rows));
        json.WriteStartObject("facets");
        if (run.Schema.Count > 0) Facet(json, "schema", Schema, () => Fields(json, run.Schema.Select(static column => column.Split(':', 3)).Select(static column => (column[0], column.ElementAtOrDefault(1)))));
        json.WriteEndObject();
        json.WriteStartObject("inputFacets");
        Facet(json, "dataQualityMetrics", "1-0-2/DataQualityMetricsInputDatasetFacet.json#/$defs/DataQualityMetricsInputDatasetFacet", () =>
        {
            json.WriteNumber("rowCount", rows.Rows);
            json.WriteStartObject("columnMetrics");
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Output(Utf8JsonWriter json, RunRecord run, string jobs, RunArtifact file)
    {
        json.WriteStartObject();
        json.WriteString("namespace", jobs);
        json.WriteString("name", $"{file.Name}/{file.Sha256}");
        json.WriteStartObject("facets");
        Facet(json, "version", "1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet", () => json.WriteString("datasetVersion", file.Sha256));
        // Only of what was fitted here is it known: an evaluation has no rows that were learned from.
        if (run.Lineage.Count > 0 && run.Events.OfType<RunInput>().FirstOrDefault(static input => input.Line == 0) is { Data: var rows })
        {
            Facet(json, "schema", Schema, () => Fields(json, run.Lineage.Select(static feature => (feature.Name, (string?)feature.Type))));
            Facet(json, "columnLineage", "1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet", () =>
            {
                json.WriteStartObject("fields");
                foreach (FeatureLineage feature in run.Lineage) Field(json, jobs, NameOf(rows), feature);
                json.WriteEndObject();
            });
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter json, string jobs, string rows, FeatureLineage feature)
    {
        json.WriteStartObject(feature.Name);
        json.WriteStartArray("inputFields");
        foreach (var column in feature.Sources.GroupBy(static source => (source.Data, source.Column)))
        {
            json.WriteStartObject();
            json.WriteString("namespace", jobs);
            json.WriteString("name", column.Key.Data ?? rows);
            json.WriteString("field", column.Key.Column);
            json.WriteStartArray("transformations");
            foreach (ColumnSource source in column)
            {
                json.WriteStartObject();
                json.WriteString("type", source.Use is SourceUse.Join or SourceUse.Conditional ? "INDIRECT" : "DIRECT");
                json.WriteString("subtype", source.Use.ToString().ToUpperInvariant());
                json.WriteString("description", source.Through);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string NameOf(RunData rows) => $"{rows.Name}/{rows.Use}/{rows.Fingerprint}";

    private static void Fields(Utf8JsonWriter json, IEnumerable<(string Name, string? Type)> columns)
    {
        json.WriteStartArray("fields");
        foreach (var (name, type) in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            if (!string.IsNullOrEmpty(type)) json.WriteString("type", type);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Facet(Utf8JsonWriter json, string name, string schema, Action write)
    {
        json.WriteStartObject(name);
        json.WriteString("_producer", Producer);
        json.WriteString("_schemaURL", Facets + schema);
        write();
        json.WriteEndObject();
    }
}
