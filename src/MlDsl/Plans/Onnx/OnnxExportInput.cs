namespace MlDsl;

/// <summary>An input of an exported graph, and how it is fed.</summary>
public sealed record OnnxExportInput
{
    /// <summary>The name of the input: that of the property or method.</summary>
    public required string Name { get; init; }

    /// <summary>The column's name in files; of a feature method, its name.</summary>
    public required string Column { get; init; }

    /// <summary>The C# type, with <c>?</c> where a value may be missing.</summary>
    public required string Type { get; init; }

    /// <summary>Of a vector, the number of its elements; 0 for a single value.</summary>
    public int Length { get; init; }

    /// <summary>Of a forecast, the number of steps ahead of which it takes a value each; 0 for a single value of a row.</summary>
    public int Steps { get; init; }

    /// <summary>Whether it takes what a feature method computes: code that no graph holds, so that the caller computes it.</summary>
    public bool IsComputed { get; init; }

    /// <summary>Of a feature method, the code that keeps it from being computed by the graph; null where nothing tells.</summary>
    public string? Why { get; init; }

    /// <summary>
    /// What stands for a missing value: <c>NaN</c>, the name of the input that tells whether there is one, or <c>sentinel</c>. Null where
    /// none may be missing.
    /// </summary>
    public string? Missing { get; init; }

    /// <summary>With <see cref="ExportNulls.Sentinel"/>, the value itself, as text in the invariant culture.</summary>
    public string? Sentinel { get; init; }

    /// <summary>Of a time, what the integer counts.</summary>
    public string? Unit { get; init; }

    /// <summary>Of a time, <c>UTC</c> where it is the clock of UTC.</summary>
    public string? Clock { get; init; }
}
