using System.Text;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Tool.Searching;

/// <summary>What a search found.</summary>
/// <param name="Result">The trials.</param>
/// <param name="Saved">The file of the model that was fitted with the best options; null where none was asked for.</param>
internal sealed record SearchAnswer(SearchResult Result, string? Saved)
{
    public override string ToString() => Saved is null ? Result.ToString() : $"{Result}\nfitted to all rows with the best options: {Saved}";

    /// <summary>One object on one line.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteString("trainer", Result.Options.Trainer);
        json.WriteStartObject("options");
        foreach (var (name, value) in OptionWriter.Describe(Result.Options)) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteNumber("best_trial", Result.Best.Trial);
        Figures.Write(json, "loss", Result.Best.Loss);
        Figures.Write(json, "corrected_loss", Result.CorrectedLoss);
        if (Saved is not null) json.WriteString("model", Saved);
        json.WriteStartArray("trials");
        foreach (SearchTrial trial in Result.Trials) Write(json, trial);
        json.WriteEndArray();
    }));

    private static void Write(Utf8JsonWriter json, SearchTrial trial)
    {
        json.WriteStartObject();
        json.WriteNumber("trial", trial.Trial);
        Figures.Write(json, "loss", trial.Loss);
        Figures.Write(json, "excess", trial.Excess);
        json.WriteStartObject("options");
        foreach (var (name, value) in trial.Options) json.WriteString(name, value);
        json.WriteEndObject();
        if (trial.Problem is { } problem) json.WriteString("problem", problem);
        json.WriteEndObject();
    }
}
