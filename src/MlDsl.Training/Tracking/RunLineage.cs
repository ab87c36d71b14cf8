using System.Text;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Runs as events of OpenLineage: which rows went into which model, when, and how it ended.</summary>
public static class RunLineage
{
    private const string Producer = "https://github.com/mldsl/mldsl";
    private const string Event = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent", Facets = "https://openlineage.io/spec/facets/";

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
            Facet(json, "errorMessage", "1-0-0/ErrorMessageRunFacet.json", () =>
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
        if (isEnd) foreach (RunArtifact file in run.Events.OfType<RunArtifact>()) Output(json, jobs, file);
        json.WriteEndArray();
        json.WriteString("producer", Producer);
        json.WriteString("schemaURL", Event);
    }));

    private static void Input(Utf8JsonWriter json, RunRecord run, string jobs, RunData rows)
    {
        json.WriteStartObject();
        json.WriteString("namespace", jobs);
        json.WriteString("name", $"{rows.Name}/{rows.Use}/{rows.Fingerprint}");
        json.WriteStartObject("facets");
        if (run.Schema.Count > 0)
        {
            Facet(json, "schema", "1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet", () =>
            {
                json.WriteStartArray("fields");
                foreach (string[] column in run.Schema.Select(static c => c.Split(':', 3)))
                {
                    json.WriteStartObject();
                    json.WriteString("name", column[0]);
                    if (column.Length > 1) json.WriteString("type", column[1]);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            });
        }
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

    private static void Output(Utf8JsonWriter json, string jobs, RunArtifact file)
    {
        json.WriteStartObject();
        json.WriteString("namespace", jobs);
        json.WriteString("name", $"{file.Name}/{file.Sha256}");
        json.WriteStartObject("facets");
        Facet(json, "version", "1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet", () => json.WriteString("datasetVersion", file.Sha256));
        json.WriteEndObject();
        json.WriteEndObject();
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
