using System.Globalization;
using System.Text.Json;

namespace MlDsl.Kernels;

/// <summary>Takes the members of XGBoost's JSON; what is missing or of another kind is named.</summary>
internal static class XGBoostJson
{
    /// <summary>A member that may be absent.</summary>
    public static JsonElement? Find(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out JsonElement value) ? value : null;

    public static JsonElement Member(JsonElement parent, string name, string place) =>
        Find(parent, name) ?? throw new TreeEnsembleException($"The XGBoost model is malformed: {place} has no '{name}'");

    public static JsonElement.ArrayEnumerator List(JsonElement value, string name) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray()
        : throw new TreeEnsembleException($"The XGBoost model is malformed: '{name}' is no list");

    public static string Text(JsonElement value, string name) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new TreeEnsembleException($"The XGBoost model is malformed: '{name}' is no text");

    public static float[] Floats(JsonElement value, string name) =>
        [.. List(value, name).Select(item => item.ValueKind switch
        {
            JsonValueKind.Number when item.TryGetSingle(out float number) => number,
            JsonValueKind.String when item.ValueEquals("NaN"u8) => float.NaN,
            JsonValueKind.String when item.ValueEquals("Infinity"u8) => float.PositiveInfinity,
            JsonValueKind.String when item.ValueEquals("-Infinity"u8) => float.NegativeInfinity,
            _ => throw NoNumber(name),
        })];

    public static int[] Integers(JsonElement value, string name) => [.. List(value, name).Select(item => item.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when item.TryGetInt32(out int number) => number,
        _ => throw NoNumber(name),
    })];

    public static long[] Longs(JsonElement value, string name) =>
        [.. List(value, name).Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long number) ? number : throw NoNumber(name))];

    /// <summary>A whole number, which XGBoost writes as a text.</summary>
    public static int Whole(JsonElement? parameters, string name, int missing)
    {
        if (Find(parameters, name) is not { } value) return missing;
        return int.TryParse(Text(value, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : throw NoNumber(name);
    }

    private static TreeEnsembleException NoNumber(string name) => new($"The XGBoost model is malformed: '{name}' holds something that is no number of its kind");
}
