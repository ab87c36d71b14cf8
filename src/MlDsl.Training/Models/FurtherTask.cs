using System.Text.Json;

namespace MlDsl.Training;

/// <summary>The tasks whose models are no function of one row's columns, and are read by their own types alone.</summary>
internal static class FurtherTask
{
    /// <summary>The entry of a file that a forecast has in the place of an outcome.</summary>
    public const string ForecastEntry = "forecast.json";

    /// <summary>The kind of a recommender's predictor.</summary>
    public const string RecommendationKind = "recommendation";

    /// <summary>What a file of such a task holds, as a message calls it; null for a file of any other task.</summary>
    /// <param name="manifest">The file's manifest.</param>
    public static string? Of(JsonElement manifest)
    {
        if (manifest.TryGetProperty("sha256", out JsonElement hashes) && hashes.ValueKind == JsonValueKind.Object && hashes.TryGetProperty(ForecastEntry, out _)) return "a forecast";
        return manifest.TryGetProperty("predictor", out JsonElement predictor) && predictor.ValueKind == JsonValueKind.Object
            && predictor.TryGetProperty("kind", out JsonElement kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals(RecommendationKind)
                ? "a recommender"
                : null;
    }
}
