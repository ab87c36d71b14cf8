using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>What a file that MlDsl exported says of an input: which column it takes, and how.</summary>
/// <param name="Name">The name of the input.</param>
/// <param name="Column">The name of the column, or of the feature method.</param>
/// <param name="IsComputed">Whether a feature method gives the value.</param>
/// <param name="IsUtc">Whether times are read from the clock of UTC.</param>
internal sealed record ExportedColumn(string Name, string Column, bool IsComputed, bool IsUtc)
{
    /// <summary>The metadata that holds them.</summary>
    public const string Key = "mldsl.inputs";

    /// <summary>What stands for a missing value, as text; null where nothing does.</summary>
    public string? Sentinel { get; init; }

    /// <summary>The input that tells whether there is a value.</summary>
    public string Presence => Name + ".present";

    /// <summary>Reads what the export wrote; null where it is not that: then the file is one like any other.</summary>
    public static IReadOnlyList<ExportedColumn>? Read(string json) => ExportedEntry.Read(json, static entry => new ExportedColumn(
        entry.Name, entry.Text("column") ?? throw new FormatException(), entry.IsTrue("computed"), entry.Text("clock") == "UTC")
    { Sentinel = entry.Text("sentinel") });
}
