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

    /// <summary>What tells which step it is: its time, or its number where event times number steps.</summary>
    public const string Time = "time", Number = "number";

    /// <summary>The members of a request, by their places.</summary>
    public static readonly Utf8Index Members = new([History, Steps, Ahead]);

    /// <summary>Whether a column is not known of a step that is forecast.</summary>
    public static bool IsUnknownAhead(ColumnSchema column) => !column.IsInput && column.Role is not (ColumnRole.Group or ColumnRole.EventTime);

    /// <summary>What the model is asked before others ask it.</summary>
    public required MadeUpHistory Example { get; init; }

    public override byte[] MadeUp(JsonRowOptions options, IReadOnlyDictionary<string, IReadOnlyList<string>> vocabulary) => Example.Write(horizon, options, vocabulary);

    public override bool IsSensitive => schema.Columns.Any(static c => c.Role == ColumnRole.Sensitive);

    public override void WriteRequest(Utf8JsonWriter json, JsonRowOptions options)
    {
        bool isOpen = options.UnknownMembers == UnknownMembers.Ignore;
        json.WriteObject(takesFeatures ? [History, Ahead] : [History], isOpen, members =>
        {
            members.WriteArray(History, options.MaxRows, "Rows of one series or of many, in any order", row => WriteRow(row, options, static _ => true));
            if (!takesFeatures) members.WriteRange(Steps, 1, horizon, FormattableString.Invariant($"How many steps; {horizon} where it is not there"));
            members.WriteArray(Ahead, options.MaxRows, "A row for each step to forecast", row => WriteRow(row, options, static column => !IsUnknownAhead(column)));
        });
    }

    public override void WriteAnswer(Utf8JsonWriter json) => json.WriteObject(["interval", "forecasts"], false, members =>
    {
        members.WriteMember("interval", "number", "The share of values that the intervals are made to hold");
        members.WriteArray("forecasts", null, "One for each series, in the order of their first rows", forecast => forecast.WriteObject([Steps], false, series =>
        {
            series.WriteStartObject("series");
            series.WriteString("description", "What the request calls the series; not there where rows have no group");
            series.WriteEndObject();
            bool countsSteps = EventSteps.Are(schema);
            series.WriteArray(Steps, null, null, step => step.WriteObject([countsSteps ? Number : Time, "value", "low", "high"], false, parts =>
            {
                if (countsSteps) parts.WriteMember(Number, "integer", "The number of the step, as the rows have it");
                else parts.WriteMember(Time, "string", "Of the clock that the times of the rows show; of times with an offset in UTC");
                foreach (string name in (string[])["value", "low", "high"]) parts.WriteMember(name, "number");
            }));
        }));
    });

    private void WriteRow(Utf8JsonWriter json, JsonRowOptions options, Func<ColumnSchema, bool> has) => new JsonRowFormat([.. schema.Stored.Where(has)], options).WriteSchema(json, []);
}
