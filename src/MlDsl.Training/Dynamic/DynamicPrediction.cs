using System.Globalization;

namespace MlDsl.Training;

/// <summary>What a <see cref="DynamicModel"/> says of one row.</summary>
/// <param name="Outputs">The predicted number; the probability of the positive class; or that of each class.</param>
/// <param name="Label">The class, by the model's own threshold; null where a number is predicted.</param>
public sealed record DynamicPrediction(IReadOnlyList<float> Outputs, string? Label)
{
    /// <summary>The interval around the predicted number; null where the model has none.</summary>
    public Interval<float>? Interval { get; init; }

    /// <summary>The only output.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public float Value => Outputs.Count == 1 ? Outputs[0] : throw new InvalidOperationException($"There are {Outputs.Count} outputs, one a class; read Outputs");

    /// <summary>The class and the outputs, in every culture alike.</summary>
    public override string ToString() =>
        Interval?.ToString() ?? (Label is null ? "" : Label + " ") + string.Join(", ", Outputs.Select(static o => o.ToString(CultureInfo.InvariantCulture)));
}
