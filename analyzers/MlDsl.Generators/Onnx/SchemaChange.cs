namespace MlDsl.Generators.Onnx;

/// <summary>What differs between a data set and the one that a model was trained on.</summary>
/// <param name="Said">The change as a half sentence.</param>
internal sealed record SchemaChange(string Said)
{
    /// <summary>Of a column that has another name and is otherwise the same: the name that the model knows.</summary>
    public string? Old { get; init; }

    /// <summary>Its name now.</summary>
    public string? New { get; init; }
}
