using System.ComponentModel;
using System.Numerics.Tensors;

namespace MlDsl.Kernels;

/// <summary>The element-wise arithmetic of linear pipelines, vectorised by <see cref="TensorPrimitives"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LinearArithmetic
{
    /// <summary>bias + Σ features · weights: a linear model of one output.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Score(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, float bias) => bias + TensorPrimitives.Dot(features, weights);

    /// <summary>(x - offset) · scale, element by element: ONNX's Scaler. The destination may be the source.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Scale(ReadOnlySpan<float> features, ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales, Span<float> into)
    {
        TensorPrimitives.Subtract(features, offsets, into);
        TensorPrimitives.Multiply(into[..features.Length], scales, into);
    }

    /// <summary>Replaces missing values (NaN) by the column's own: ONNX's Imputer. The destination may be the source.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Impute(ReadOnlySpan<float> features, ReadOnlySpan<float> replacements, Span<float> into)
    {
        if (features.Length != replacements.Length || into.Length < features.Length)
            throw new ArgumentException($"There are {features.Length} features, {replacements.Length} replacements and {into.Length} places");
        for (int i = 0; i < features.Length; i++) into[i] = float.IsNaN(features[i]) ? replacements[i] : features[i];
    }

    /// <summary>1 at a category's position, 0 elsewhere; all 0 for a position below zero, an unknown category.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is beyond the places.</exception>
    public static void OneHot(int position, Span<float> into)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, into.Length);
        into.Clear();
        if (position >= 0) into[position] = 1f;
    }
}
