using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Members of a server's answers; what has not got them is no answer of MLflow's.</summary>
internal static class MlflowAnswer
{
    /// <exception cref="MlflowException">There is no such object.</exception>
    public static JsonElement Member(MlflowApi api, JsonElement answer, string path, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Object
            ? member
            : throw api.Nonsense(path, $"without '{name}'");

    /// <summary>A text, or a number as one: whole numbers of 64 bits come as either.</summary>
    /// <exception cref="MlflowException">There is no such member.</exception>
    public static string Text(MlflowApi api, JsonElement answer, string path, string name) => TextOrNull(answer, name) ?? throw api.Nonsense(path, $"without '{name}'");

    /// <summary>The same; null where there is no such member, or its text is none that Unicode knows.</summary>
    public static string? TextOrNull(JsonElement answer, string name)
    {
        try
        {
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out JsonElement member) && member.ValueKind is JsonValueKind.String or JsonValueKind.Number ? member.ToString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }
}
