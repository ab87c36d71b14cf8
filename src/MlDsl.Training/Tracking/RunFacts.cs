namespace MlDsl.Training;

/// <summary>What is known of a run when it begins.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The model's name.</param>
/// <param name="Version">The model's version.</param>
/// <param name="Parameters">Task, trainer, options, split and seed, schema and whatever else decides the result, by name.</param>
/// <param name="Schema">The columns and feature methods in canonical text.</param>
/// <param name="Inputs">The rows that are learned from.</param>
internal sealed record RunFacts(RunKind Kind, string Name, string Version, IReadOnlyList<KeyValuePair<string, string>> Parameters, IReadOnlyList<string> Schema, IReadOnlyList<RunData> Inputs)
{
    /// <summary>What columns the features and the prediction depend on; empty where nothing is fitted.</summary>
    public IReadOnlyList<FeatureLineage> Lineage { get; init; } = [];
}

/// <summary>Rows that a run used.</summary>
/// <param name="Use">What for: training, validation or test.</param>
/// <param name="Name">The row type's name.</param>
/// <param name="Rows">Their number.</param>
/// <param name="Fingerprint">What tells them from others.</param>
public sealed record RunData(string Use, string Name, long Rows, string Fingerprint);
