using System.Text.Json;
using MlDsl.Json;
using MlDsl.Tasks.Requests;

namespace MlDsl.Forecasting;

/// <summary>What requests and answers of a forecast are like.</summary>
/// <param name="schema">The columns of the rows.</param>
/// <param name="horizon">The most steps.</param>
/// <param name="takesFeatures">Whether features of the steps must be known.</param>
internal sealed class ForecastForm(DatasetSchema schema, int horizon, bool takesFeatures) : RequestForm
{
    public const string History = "history", Steps = "steps", Ahead = "ahead";

    /// <summary>Whether a column is not known of a step that is forecast.</summary>
    public static bool IsUnknownAhead(ColumnSchema column) => !column.IsInput && column.Role is not (ColumnRole.Group or ColumnRole.EventTime);

    public override bool IsSensitive => schema.Columns.Any(static c => c.Role == ColumnRole.Sensitive);

    public override void WriteRequest(Utf8JsonWriter json, JsonRowOptions options)
    {
        bool isOpen = options.UnknownMembers == UnknownMembers.Ignore;
        json.WriteObject(takesFeatures ? [History, Ahead] : [History], isOpen, members =>
        {
            members.WriteArray(History, options.MaxRows, "Rows of one series or of many, in any order", row => WriteRow(row, options, static _ => true, isOpen));
            if (!takesFeatures) members.WriteRange(Steps, 1, horizon, FormattableString.Invariant($"How many steps; {horizon} where it is not there"));
            members.WriteArray(Ahead, options.MaxRows, "A row for each step to forecast", row => WriteRow(row, options, static column => !IsUnknownAhead(column), isOpen));
        });
    }

    public override void WriteAnswer(Utf8JsonWriter json) => json.WriteObject(["interval", "forecasts"], false, static members =>
    {
        members.WriteMember("interval", "number", "The share of values that the intervals are made to hold");
        members.WriteArray("forecasts", null, "One for each series, in the order of their first rows", static forecast => forecast.WriteObject([Steps], false, static series =>
        {
            series.WriteStartObject("series");
            series.WriteString("description", "What the series is called in the request, where there is more than one");
            series.WriteEndObject();
            series.WriteArray(Steps, null, null, static step => step.WriteObject(["time", "value", "low", "high"], false, static parts =>
            {
                parts.WriteMember("time", "string", "Of the clock that the times of the rows show; of times with an offset in UTC");
                foreach (string name in (string[])["value", "low", "high"]) parts.WriteMember(name, "number");
            }));
        }));
    });

    private void WriteRow(Utf8JsonWriter json, JsonRowOptions options, Func<ColumnSchema, bool> has, bool isOpen)
    {
        var format = new JsonRowFormat(schema.Stored, options);
        int[] columns = [.. Enumerable.Range(0, format.Count).Where(i => has(format.Columns[i]))];
        json.WriteObject(columns.Where(i => !format.IsNullable(i)).Select(format.Name), isOpen, members =>
        {
            foreach (int column in columns)
            {
                members.WritePropertyName(format.Name(column));
                JsonColumn.WriteSchema(members, format.Columns[column], [], null);
            }
        });
    }
}
