namespace MlDsl.Generators.Gates;

/// <summary>The gates of a model as a test project declared them.</summary>
internal sealed record GatesSpec
{
    /// <summary>The namespace of the test class; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the test class.</summary>
    public required string Name { get; init; }

    /// <summary>The model's type.</summary>
    public required string Model { get; init; }

    /// <summary>The model's type as people read it.</summary>
    public required string Title { get; init; }

    /// <summary>The model's file, below the folder of the tests.</summary>
    public required string File { get; init; }

    /// <summary>The type of its rows.</summary>
    public required string Row { get; init; }

    /// <summary>The type that gives the rows; null for the evaluation that the file holds.</summary>
    public required string? Rows { get; init; }

    /// <summary>What the model must reach, in the order of its declaration.</summary>
    public required EquatableArray<GateRequirement> Requirements { get; init; }

    /// <summary>The warnings that using the model and its rows gives rise to.</summary>
    public required EquatableArray<string> Pragmas { get; init; }

    /// <summary>Whether the latency is required.</summary>
    public bool HasLatency => Requirements.Any(static r => r.IsLatency);
}

/// <summary>One requirement.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="AtLeast">The lower bound; NaN for none.</param>
/// <param name="AtMost">The upper bound, of the latency in microseconds; NaN for none.</param>
/// <param name="Slice">The sensitive column; null for all rows together.</param>
internal sealed record GateRequirement(string Metric, double AtLeast, double AtMost, string? Slice)
{
    public bool IsLatency => Metric == "latency";
}
