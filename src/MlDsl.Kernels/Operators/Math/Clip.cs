using System.ComponentModel;
using System.Numerics;

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

/// <summary>Limits of elements, as ONNX Runtime's comparisons draw them: what is not beyond a limit stays as it is, a zero's sign and NaN too.</summary>
internal static class Limits
{
    public static void Apply<T>(ReadOnlySpan<T> x, T min, T max, Span<T> result)
        where T : unmanaged, INumber<T>
    {
        Raise(x, min, result);
        if (!Vector<T>.IsSupported)
            for (int i = 0; i < result.Length; i++) result[i] = result[i] > max ? max : result[i];
        else VectorLoops.Run(result, result, new Upper<T>(max));
    }

    /// <summary>Gives elements below a limit the limit.</summary>
    public static void Raise<T>(ReadOnlySpan<T> x, T min, Span<T> result)
        where T : unmanaged, INumber<T>
    {
        if (!Vector<T>.IsSupported)
            for (int i = 0; i < x.Length; i++) result[i] = x[i] < min ? min : x[i];
        else VectorLoops.Run(x, result, new Lower<T>(min));
    }

    private readonly struct Lower<T>(T limit) : IVectorFunction<T>
    {
        private readonly Vector<T> limit = new(limit);

        public Vector<T> Apply(Vector<T> x, Vector<T> y) => Vector.ConditionalSelect(Vector.LessThan(x, limit), limit, x);
    }

    private readonly struct Upper<T>(T limit) : IVectorFunction<T>
    {
        private readonly Vector<T> limit = new(limit);

        public Vector<T> Apply(Vector<T> x, Vector<T> y) => Vector.ConditionalSelect(Vector.GreaterThan(x, limit), limit, x);
    }
}
