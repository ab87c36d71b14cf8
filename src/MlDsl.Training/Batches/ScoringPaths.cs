namespace MlDsl.Training;

/// <summary>The files of one scoring.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Output">The predictions, once they are whole.</param>
/// <param name="Rejects">The rows set aside, once they are whole; null where nothing is.</param>
internal sealed record ScoringPaths(string Input, string Output, string? Rejects)
{
    /// <summary>The predictions as they grow.</summary>
    public string Partial => Output + ".partial";

    /// <summary>The rows set aside as they grow.</summary>
    public string RejectsPartial => Rejects + ".partial";

    /// <summary>How far a run was.</summary>
    public string Journal => Output + ".journal";

    /// <summary>What a whole output is of.</summary>
    public string Facts => Output + ".scored.json";

    /// <summary>The format of a file by its name.</summary>
    /// <exception cref="ArgumentException">The name does not say.</exception>
    public static RowFileFormat FormatOf(string path, string option) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" or ".TSV" or ".TAB" => RowFileFormat.Csv,
        ".JSONL" or ".NDJSON" => RowFileFormat.JsonLines,
        _ => throw new ArgumentException($"The name of '{path}' does not say how its rows lie; call it .csv, .tsv, .jsonl or .ndjson, or set {option}"),
    };

    /// <summary>Refuses files that are each other.</summary>
    /// <exception cref="ArgumentException">Two are one.</exception>
    /// <exception cref="FileNotFoundException">There is no input.</exception>
    public void Check()
    {
        string[] paths = [Input, Output, Partial, Journal, Facts, .. Rejects is null ? Array.Empty<string>() : [Rejects, RejectsPartial]];
        foreach (IGrouping<string, string> same in paths.GroupBy(Path.GetFullPath, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal))
            if (same.Count() > 1) throw new ArgumentException($"'{same.First()}' would be read and written, or written twice; give the files names of their own");
        if (!File.Exists(Input))
            throw new FileNotFoundException($"'{Input}' does not exist (looked for '{Path.GetFullPath(Input)}'); relative paths start at the current directory", Input);
    }
}
