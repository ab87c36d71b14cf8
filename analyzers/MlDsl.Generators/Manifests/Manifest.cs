namespace MlDsl.Generators.Manifests;

/// <summary>An input or output of the graph.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Type">Its type.</param>
/// <param name="Classes">Of an output that comes from a classifier: the labels, as text.</param>
/// <param name="Ignores">Of an output: the inputs that cannot change it.</param>
internal sealed record OnnxValue(string Name, OnnxType Type, EquatableArray<string> Classes, EquatableArray<string> Ignores)
{
    /// <summary>Of an input: what the model calls its columns, where it names them.</summary>
    public EquatableArray<string> Columns { get; init; }

    /// <summary>Of an input whose type has no word for a missing value: what stands for one; null where nothing does.</summary>
    public string? Missing { get; init; }

    /// <summary>Of an input in double precision: the columns whose numbers single precision cannot tell apart, with one that is asked for.</summary>
    public EquatableArray<(int Place, string Threshold)> Wide { get; init; }
}

/// <summary>The part of a model's manifest that its contract is made of.</summary>
internal sealed record Manifest
{
    /// <summary>The path by which the project knows the model.</summary>
    public required string Model { get; init; }

    public required string Sha256 { get; init; }

    public required EquatableArray<OnnxValue> Inputs { get; init; }

    public required EquatableArray<OnnxValue> Outputs { get; init; }

    /// <summary>Inputs that the file gives a value to; a caller may give another.</summary>
    public EquatableArray<string> Defaults { get; init; }

    public required EquatableArray<(string Key, string Value)> Metadata { get; init; }

    /// <summary>Why the text is no manifest; null when it is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Of the model of a tree library, the output that is the library's own prediction; null for other models.</summary>
    public string? MainOutput => MetadataOf("main_output");

    public string? MetadataOf(string key)
    {
        foreach (var (name, value) in Metadata)
            if (name == key) return value;
        return null;
    }
}
