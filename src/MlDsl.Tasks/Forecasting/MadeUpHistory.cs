using System.Globalization;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Forecasting;

/// <summary>A history of one series that nobody observed, and the steps behind it, as long as a model looks at: what a service asks itself before it answers others.</summary>
/// <param name="schema">The columns of the rows.</param>
/// <param name="clock">The times of the model's steps.</param>
/// <param name="length">The values that the model looks at.</param>
internal sealed class MadeUpHistory(DatasetSchema schema, StepClock clock, int length)
{
    // Values of one series must differ, or the forecast is the value that they all have.
    private const int Values = 7;

    /// <summary>Writes the request, of no more rows than a request may have.</summary>
    /// <param name="horizon">The steps behind the history.</param>
    /// <param name="options">Names and limits.</param>
    /// <param name="vocabulary">The texts that the model knows, by the property of their column.</param>
    public byte[] Write(int horizon, JsonRowOptions options, IReadOnlyDictionary<string, IReadOnlyList<string>> vocabulary)
    {
        int steps = Math.Min(horizon, Math.Max(1, options.MaxRows / 2)), rows = Math.Clamp(options.MaxRows - steps, 1, length);
        var format = new JsonRowFormat(schema.Stored, options, vocabulary);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray(ForecastForm.History);
            for (int step = 0; step < rows; step++) WriteRow(json, format, step, isAhead: false);
            json.WriteEndArray();
            json.WriteStartArray(ForecastForm.Ahead);
            for (int step = rows; step < rows + steps; step++) WriteRow(json, format, step, isAhead: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private void WriteRow(Utf8JsonWriter json, JsonRowFormat format, int step, bool isAhead)
    {
        json.WriteStartObject();
        for (int i = 0; i < format.Count; i++)
        {
            ColumnSchema column = format.Columns[i];
            if (isAhead && ForecastForm.IsUnknownAhead(column)) continue;
            json.WritePropertyName(format.Name(i));
            if (column.Role == ColumnRole.EventTime) WriteTime(json, column.Type, step);
            else if (column.Role == ColumnRole.Label) json.WriteNumberValue(1 + (3 * step % Values));
            else JsonColumn.WriteExample(json, column, format.Known(i) is [var known, ..] ? known : null);
        }
        json.WriteEndObject();
    }

    private void WriteTime(Utf8JsonWriter json, string type, int step)
    {
        if (clock.NumberOf(step) is { } number)
        {
            json.WriteNumberValue(number);
            return;
        }
        DateTime shown = clock.TimeOf(step);
        if (clock.Zone is { } zone) shown = zone.InstantOf(shown);
        json.WriteStringValue(shown.ToString(type switch
        {
            "System.DateOnly" => "yyyy-MM-dd",
            "System.DateTimeOffset" => "yyyy-MM-ddTHH:mm:ss.fffffff+00:00",
            _ => "yyyy-MM-ddTHH:mm:ss.fffffff",
        }, CultureInfo.InvariantCulture));
    }
}
