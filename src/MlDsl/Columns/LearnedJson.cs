using System.ComponentModel;
using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>Finds a column's part in the JSON of what was learned.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LearnedJson
{
    /// <summary>The learned state of <paramref name="column"/>.</summary>
    /// <exception cref="ModelFileException">There is none.</exception>
    public static JsonElement Column(JsonElement json, string column) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(column, out JsonElement state)
            ? state
            : throw new ModelFileException($"The learned state of column '{column}' is missing; fit and save the model again");

    /// <summary>The learned state of <paramref name="column"/>; null where an older file has none.</summary>
    public static JsonElement? Find(JsonElement json, string column) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(column, out JsonElement state) ? state : null;
}
