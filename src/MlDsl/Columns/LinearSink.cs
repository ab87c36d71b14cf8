using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>Features straight into a linear model's sum: no vector is made.</summary>
/// <param name="weights">One weight per position.</param>
/// <param name="intercept">What the sum starts from.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LinearSink(float[] weights, float intercept) : IFeatureSink
{
    private readonly float[] weights = weights;

    /// <summary>The intercept and the weighted features so far, added in float in the order written.</summary>
    public float Sum { get; private set; } = intercept;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int position, float value) => Sum += weights[position] * value;
}
