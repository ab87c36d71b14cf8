namespace MlDsl.Training;

/// <summary>One number that a way of running a model says of a row.</summary>
/// <param name="Offset">Its place among the outputs of the export: 0 for a predicted number; of probabilities that of its class, where the positive of two has 1.</param>
/// <param name="Value">The number.</param>
public readonly record struct GoldenOutput(int Offset, float Value)
{
    /// <summary>All outputs in their order, as an export gives them.</summary>
    public static GoldenOutput[] All(float[] outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return [.. outputs.Select(static (value, i) => new GoldenOutput(i, value))];
    }
}
