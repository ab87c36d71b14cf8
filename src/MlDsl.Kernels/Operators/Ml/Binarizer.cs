using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Binarizer: 1 above the threshold, 0 elsewhere.</summary>
/// <typeparam name="T">float, double, int or long.</typeparam>
[Operator("Binarizer", Domain = OperatorAttribute.Ml)]
public sealed class Binarizer<T> : Operator
    where T : unmanaged, INumber<T>
{
    private readonly T threshold;

    /// <param name="threshold">The threshold.</param>
    public Binarizer(float threshold = 0f) => this.threshold = T.CreateTruncating(threshold);

    /// <summary>Compares every element.</summary>
    public void Run(Tensor<T> input, [Result] Tensor<T> output)
    {
        output.ResizeLike(input);
        ReadOnlySpan<T> from = input.Values;
        Span<T> into = output.Values;
        for (int i = 0; i < from.Length; i++) into[i] = from[i] > threshold ? T.One : T.Zero;
    }
}
