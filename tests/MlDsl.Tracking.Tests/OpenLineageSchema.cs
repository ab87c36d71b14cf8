using System.Text.Json.Nodes;
using Json.Schema;

namespace MlDsl.Tracking.Tests;

/// <summary>
/// What OpenLineage's published schemas (OpenLineage.json 2-0-2; the facets SchemaDatasetFacet, ColumnLineageDatasetFacet, DatasetVersionDatasetFacet, DataQualityMetricsInputDatasetFacet and
/// ErrorMessageRunFacet) require of the parts that are written here, and nothing beside these parts.
/// </summary>
internal static class OpenLineageSchema
{
    private static readonly JsonSchema Event = JsonSchema.FromText("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$defs": {
            "facet": {
              "type": "object", "required": ["_producer", "_schemaURL"],
              "properties": { "_producer": { "type": "string", "format": "uri" }, "_schemaURL": { "type": "string", "format": "uri" } }
            },
            "schema": {
              "allOf": [{ "$ref": "#/$defs/facet" }], "required": ["fields"],
              "properties": { "_producer": true, "_schemaURL": true, "fields": { "type": "array", "items": {
                "type": "object", "required": ["name"], "additionalProperties": false,
                "properties": { "name": { "type": "string" }, "type": { "type": "string" }, "description": { "type": "string" } } } } },
              "additionalProperties": false
            },
            "columnLineage": {
              "allOf": [{ "$ref": "#/$defs/facet" }], "required": ["fields"],
              "properties": { "_producer": true, "_schemaURL": true, "fields": { "type": "object", "additionalProperties": {
                "type": "object", "required": ["inputFields"], "additionalProperties": false,
                "properties": { "inputFields": { "type": "array", "items": {
                  "type": "object", "required": ["namespace", "name", "field"], "additionalProperties": false,
                  "properties": {
                    "namespace": { "type": "string" }, "name": { "type": "string" }, "field": { "type": "string" },
                    "transformations": { "type": "array", "items": {
                      "type": "object", "required": ["type"], "additionalProperties": false,
                      "properties": {
                        "type": { "enum": ["DIRECT", "INDIRECT"] },
                        "subtype": { "enum": ["IDENTITY", "TRANSFORMATION", "AGGREGATION", "JOIN", "GROUP_BY", "FILTER", "SORT", "WINDOW", "CONDITIONAL"] },
                        "description": { "type": "string" }, "masking": { "type": "boolean" } } } } } } } } } } },
              "additionalProperties": false
            },
            "version": { "allOf": [{ "$ref": "#/$defs/facet" }], "required": ["datasetVersion"], "properties": { "datasetVersion": { "type": "string" } } },
            "quality": {
              "allOf": [{ "$ref": "#/$defs/facet" }], "required": ["columnMetrics"],
              "properties": { "rowCount": { "type": "integer" }, "columnMetrics": { "type": "object" } }
            },
            "error": {
              "allOf": [{ "$ref": "#/$defs/facet" }], "required": ["message", "programmingLanguage"],
              "properties": { "message": { "type": "string" }, "programmingLanguage": { "type": "string" } }
            },
            "dataset": {
              "type": "object", "required": ["namespace", "name"],
              "properties": {
                "namespace": { "type": "string" }, "name": { "type": "string" },
                "facets": { "type": "object", "additionalProperties": false, "properties": {
                  "schema": { "$ref": "#/$defs/schema" }, "columnLineage": { "$ref": "#/$defs/columnLineage" }, "version": { "$ref": "#/$defs/version" } } },
                "inputFacets": { "type": "object", "additionalProperties": false, "properties": { "dataQualityMetrics": { "$ref": "#/$defs/quality" } } }
              },
              "additionalProperties": false
            }
          },
          "type": "object",
          "required": ["eventTime", "producer", "schemaURL", "run", "job"],
          "properties": {
            "eventType": { "enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"] },
            "eventTime": { "type": "string", "format": "date-time" },
            "producer": { "type": "string", "format": "uri" },
            "schemaURL": { "type": "string", "format": "uri" },
            "run": { "type": "object", "required": ["runId"], "properties": {
              "runId": { "type": "string", "format": "uuid" },
              "facets": { "type": "object", "additionalProperties": false, "properties": { "errorMessage": { "$ref": "#/$defs/error" } } } } },
            "job": { "type": "object", "required": ["namespace", "name"], "properties": { "namespace": { "type": "string" }, "name": { "type": "string" }, "facets": { "type": "object" } } },
            "inputs": { "type": "array", "items": { "$ref": "#/$defs/dataset" } },
            "outputs": { "type": "array", "items": { "$ref": "#/$defs/dataset" } }
          },
          "additionalProperties": false
        }
        """);

    /// <summary>What of an event is not as the schemas say; empty where all of it is.</summary>
    public static IReadOnlyList<string> Problems(JsonNode line)
    {
        EvaluationResults results = Event.Evaluate(line, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return results.IsValid
            ? []
            : [.. results.Details.Where(static d => d.Errors is not null).SelectMany(static d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Key} {e.Value}")).DefaultIfEmpty("not valid")];
    }
}
