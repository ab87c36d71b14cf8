using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Columns;

/// <summary>Features straight into the sums of a linear model with several outputs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct MultiLinearSink : IFeatureSink
{
    private readonly float[] weights;
    private readonly float* sums;
    private readonly int outputs;

    /// <summary>A sink of <paramref name="outputs"/> sums.</summary>
    /// <param name="weights">Position-major: the weights of position p are at p · <paramref name="outputs"/>.</param>
    /// <param name="sums">The address of <paramref name="outputs"/> floats, set to the intercepts, valid while the sink is used.</param>
    /// <param name="outputs">The number of outputs, 1 or more.</param>
    public MultiLinearSink(float[] weights, float* sums, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (this.weights, this.outputs) = (weights, outputs);
        this.sums = sums;
    }

    /// <inheritdoc/>
    public void Add(int position, float value)
    {
        ReadOnlySpan<float> row = weights.AsSpan(position * outputs, outputs);
        Span<float> all = new(sums, outputs);
        int i = 0;
        // Multiply, then add, lane by lane: the bits do not depend on the width of the machine's vectors.
        for (; i <= outputs - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(all[i..]) + new Vector<float>(row[i..]) * value).CopyTo(all[i..]);
        for (; i < outputs; i++) all[i] += row[i] * value;
    }
}
