using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Normalizer: divides each row by its largest value, its sum of absolute values, or its Euclidean length.</summary>
/// <typeparam name="T">float, double, int or long.</typeparam>
[Operator("Normalizer", Domain = OperatorAttribute.Ml)]
public sealed class Normalizer<T> : Operator
    where T : unmanaged, INumber<T>
{
    private readonly string norm;

    /// <param name="norm"><c>MAX</c>, <c>L1</c> or <c>L2</c>.</param>
    /// <exception cref="OperatorException">The norm is another one.</exception>
    public Normalizer(string norm = "MAX")
    {
        if (norm is not ("MAX" or "L1" or "L2")) throw Error($"its norm '{norm}' is unknown; MAX, L1 and L2 are");
        this.norm = norm;
    }

    /// <summary>Normalizes one row [C] or several [N, C]. A row of zeros stays as it is.</summary>
    public void Run(Tensor<T> input, [Result] Tensor<float> output)
    {
        using FeatureRows rows = FeatureRows.Of(input);
        output.ResizeLike(input);
        Span<float> all = output.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            ReadOnlySpan<float> row = rows[i];
            Span<float> into = all.Slice(i * rows.Width, rows.Width);
            float size = norm switch
            {
                "MAX" => Largest(row),
                "L1" => TensorPrimitives.SumOfMagnitudes(row),
                _ => MathF.Sqrt(TensorPrimitives.SumOfSquares(row)),
            };
            if (size != 0f) TensorPrimitives.Divide(row, size, into);
            else row.CopyTo(into);
        }
    }

    private static float Largest(ReadOnlySpan<float> row)
    {
        float largest = float.MinValue;
        foreach (float value in row) largest = value > largest ? value : largest;
        return largest;
    }
}
