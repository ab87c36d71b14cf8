using System.Text;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Tool.Searching;

/// <summary>What a search found.</summary>
/// <param name="Result">The trials.</param>
/// <param name="Subject">What they were made of.</param>
/// <param name="Saved">The file of the model that was fitted with the best options; null where none was asked for.</param>
internal sealed record SearchAnswer(SearchResult Result, SearchSubject Subject, string? Saved)
{
    public override string ToString()
    {
        string which = FormattableString.Invariant($"{(Subject.IsWhole ? "all" : "only the first")} {Subject.Rows.Count} rows");
        string text = Subject.IsWhole ? $"{Result}" : $"{Result}\nsearched by {which}: --rows left out the others";
        if (Subject.Unlabelled > 0) text += FormattableString.Invariant($"\n{Subject.Unlabelled} {(Subject.Unlabelled == 1 ? "row that has" : "rows that have")} no label teach nothing, and were left out{(Saved is null ? "" : "; so they are by 'rebuild --skip-bad-rows'")}");
        if (Saved is null) return text;
        text += $"\nfitted to {which} with the best options: {Saved}";
        return Subject.ReadWith.Length == 0 ? text : $"{text}\nrows of this form are read with {Subject.ReadWith}";
    }

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
        json.WriteNumber("rows", Subject.Rows.Count);
        json.WriteBoolean("all_rows", Subject.IsWhole);
        if (Subject.Unlabelled > 0) json.WriteNumber("rows_without_label", Subject.Unlabelled);
        if (Saved is not null)
        {
            json.WriteString("model", Saved);
            json.WriteString("read_with", Subject.ReadWith);
        }
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
