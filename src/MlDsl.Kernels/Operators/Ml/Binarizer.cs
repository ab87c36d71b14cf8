using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Binarizer: 1 above the threshold, 0 elsewhere; NaN, which ONNX Runtime refuses, is not above.</summary>
/// <param name="threshold">The threshold.</param>
[Operator("Binarizer", Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Binarizer(float threshold = 0f) : Operator
{
    /// <summary>Compares every element.</summary>
    public void Run(Tensor<float> input, [Result] Tensor<float> output)
    {
        output.ResizeLike(input);
        ReadOnlySpan<float> from = input.Values;
        Span<float> into = output.Values;
        for (int i = 0; i < from.Length; i++) into[i] = from[i] > threshold ? 1f : 0f;
    }
}
