using System.Globalization;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Tasks.Decisions;

/// <summary>A decision or a reward as it lies in a frame of the log: one object of JSON.</summary>
/// <param name="IsReward">Which of the two.</param>
/// <param name="Id">What identifies the decision.</param>
/// <param name="At">When it was decided, or the reward was known; ticks of UTC.</param>
/// <param name="Reward">Of a reward, what it is.</param>
/// <param name="Action">Of a decision, the action's name.</param>
/// <param name="Propensities">Of a decision, the probabilities of the actions that were to be had, by name.</param>
/// <param name="Context">Of a decision, the columns of the input but the action.</param>
internal sealed record DecisionFrame(bool IsReward, string Id, long At, double Reward, string Action, IReadOnlyList<KeyValuePair<string, double>> Propensities, JsonElement Context)
{
    private const string Format = "mldsl.decisions.1";

    /// <summary>What a log begins with.</summary>
    public static byte[] Head<TRow, TInput, TAction>(ActionSpace<TInput, TAction> space) where TRow : IRow<TRow> where TInput : struct where TAction : struct, Enum => JsonLine.Of(json =>
    {
        json.WriteString("format", Format);
        json.WriteString("rows", TRow.Schema.Name);
        json.WriteString("schema", TRow.Schema.Hash);
        json.WriteString("action", space.Column);
        json.WriteStartArray("actions");
        for (int i = 0; i < space.Actions.Count; i++) json.WriteStringValue(space.NameOf(i));
        json.WriteEndArray();
    });

    /// <summary>A decision.</summary>
    /// <exception cref="ArgumentException">A number of the context is not finite; the message names the column.</exception>
    public static byte[] Decision<TRow, TInput, TAction>(ActionSpace<TInput, TAction> space, string id, DateTimeOffset at, TInput context, int action, double[] propensities)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum => JsonLine.Of(json =>
    {
        json.WriteString("decision", id);
        json.WriteNumber("at", at.UtcTicks);
        json.WriteString("action", space.NameOf(action));
        json.WriteStartObject("propensities");
        for (int i = 0; i < propensities.Length; i++)
            if (!double.IsNaN(propensities[i])) json.WriteNumber(space.NameOf(i), propensities[i]);
        json.WriteEndObject();
        json.WriteStartObject("context");
        foreach (ColumnSchema column in TRow.Schema.Inputs)
        {
            if (column.Member == space.Column) continue;
            json.WritePropertyName(column.Name);
            Write(json, column, InputValues.Of<TRow, TInput>(in context, column.Member));
        }
        json.WriteEndObject();
    });

    /// <summary>A reward.</summary>
    public static byte[] RewardOf(string id, DateTimeOffset known, double reward) => JsonLine.Of(json =>
    {
        json.WriteString("reward", id);
        json.WriteNumber("at", known.UtcTicks);
        json.WriteNumber("value", reward);
    });

    /// <summary>Whether another decision took the same action with the same probabilities.</summary>
    public bool IsAlike(DecisionFrame other) => Action == other.Action && Propensities.SequenceEqual(other.Propensities);

    /// <summary>What a frame holds; null where it is neither.</summary>
    /// <param name="content">The frame's content.</param>
    /// <param name="withContext">Whether a decision's context is wanted, which costs a document of its own.</param>
    public static DecisionFrame? Read(ReadOnlyMemory<byte> content, bool withContext)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            JsonElement root = json.RootElement;
            if (root.TryGetProperty("reward", out JsonElement rewarded)) return new(true, rewarded.GetString()!, root.GetProperty("at").GetInt64(), root.GetProperty("value").GetDouble(), "", [], default);
            return new(
                false,
                root.GetProperty("decision").GetString()!,
                root.GetProperty("at").GetInt64(),
                double.NaN,
                root.GetProperty("action").GetString()!,
                [.. root.GetProperty("propensities").EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, p.Value.GetDouble()))],
                withContext ? root.GetProperty("context").Clone() : default);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, ColumnSchema column, ColumnValue value)
    {
        switch (value.Kind)
        {
            case ColumnValueKind.Missing: json.WriteNullValue(); break;
            case ColumnValueKind.Flag: json.WriteBooleanValue(value.ToSingle() != 0); break;
            case ColumnValueKind.Integer when Is(column, nameof(TimeSpan)): json.WriteStringValue(TimeSpan.FromTicks(value.ToInt64()!.Value).ToString("c", CultureInfo.InvariantCulture)); break;
            case ColumnValueKind.Integer when value.ToInt64() is { } integer: json.WriteNumberValue(integer); break;
            case ColumnValueKind.Integer: json.WriteNumberValue(value.ToUInt64()!.Value); break;
            case ColumnValueKind.Number when column.Type.StartsWith("decimal", StringComparison.Ordinal): json.WriteNumberValue(value.ToDecimal()!.Value); break;
            case ColumnValueKind.Number: json.WriteNumberValue(Finite(column, value.ToDouble()!.Value)); break;
            case ColumnValueKind.Time when Is(column, nameof(TimeOnly)): json.WriteStringValue(TimeOnly.FromDateTime(value.ToTime()!.Value).ToString("O", CultureInfo.InvariantCulture)); break;
            case ColumnValueKind.Time when Is(column, nameof(DateTimeOffset)):
                // The clock's own time, and by how much it is ahead of UTC.
                long clock = value.ToTime()!.Value.Ticks, ahead = clock - value.ToTicks()!.Value;
                json.WriteStringValue(new DateTimeOffset(clock, TimeSpan.FromTicks(ahead)));
                break;
            case ColumnValueKind.Time: json.WriteStringValue(value.ToTime()!.Value); break;
            case ColumnValueKind.Date: json.WriteStringValue(value.ToDate()!.Value.ToString("O", CultureInfo.InvariantCulture)); break;
            case ColumnValueKind.Vector:
                json.WriteStartArray();
                foreach (float element in value.ToElements()!)
                    if (float.IsNaN(element)) json.WriteNullValue();
                    else json.WriteNumberValue(Finite(column, element));
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(value.ToText()); break;
        }
    }

    /// <summary>Whether a column is of a type of time, or may be missing and is else.</summary>
    public static bool Is(ColumnSchema column, string type) => column.Type.TrimEnd('?') == $"System.{type}";

    private static double Finite(ColumnSchema column, double number) =>
        double.IsFinite(number) ? number : throw new ArgumentException(FormattableString.Invariant($"The column '{column.Name}' of the context is {number}; what is not finite cannot be logged"));
}
