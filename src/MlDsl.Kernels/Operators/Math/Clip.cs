using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Clip since opset 11: limits elements to what lies between two numbers.</summary>
[Operator("Clip", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Clip<T> : Operator
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    /// <summary>Limits every element.</summary>
    /// <param name="input">The value.</param>
    /// <param name="min">The lower limit, a scalar; the smallest finite number where left out.</param>
    /// <param name="max">The upper limit, a scalar; the largest finite number where left out. It wins where it is below the lower one.</param>
    /// <param name="output">The limited value, of the same shape.</param>
    /// <exception cref="OperatorException">A limit is no scalar.</exception>
    public void Run(Tensor<T> input, Tensor<T>? min, Tensor<T>? max, [Result] Tensor<T> output)
    {
        output.ResizeLike(input);
        Limits.Apply(input.Values, Limit(min, "min", T.MinValue), Limit(max, "max", T.MaxValue), output.Values);
    }

    private T Limit(Tensor<T>? limit, string name, T otherwise)
    {
        if (limit is null) return otherwise;
        return limit.Length == 1 ? limit.Values[0] : throw Error($"'{name}' has the shape {ShapeText.Of(limit)}; one number is expected");
    }
}

/// <summary>ONNX's Clip before opset 11, whose limits are attributes.</summary>
/// <param name="min">The lower limit.</param>
/// <param name="max">The upper limit.</param>
[Operator("Clip", 1, 10, Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClipByAttributes<T>(float min = float.MinValue, float max = float.MaxValue) : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => Limits.Apply(x, T.CreateTruncating(min), T.CreateTruncating(max), result);
}

/// <summary>The arithmetic of both.</summary>
internal static class Limits
{
    public static void Apply<T>(ReadOnlySpan<T> x, T min, T max, Span<T> result)
        where T : unmanaged, INumber<T>
    {
        TensorPrimitives.Max(x, min, result);
        TensorPrimitives.Min(result, max, result);
    }
}
