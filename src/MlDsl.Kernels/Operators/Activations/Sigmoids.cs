using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Sigmoid: 1 / (1 + e⁻ˣ).</summary>
[Operator("Sigmoid", Ignores = ["consumed_inputs"])]
public sealed class Sigmoid<T> : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result)
    {
        // A row alone gives the bits that it gives among others.
        if (x.Length >= Vector128<float>.Count) TensorPrimitives.Sigmoid(x, result);
        else for (int i = 0; i < x.Length; i++) result[i] = SingleNumber.Sigmoid(x[i]);
    }

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => TensorPrimitives.Sigmoid(x, result);
}

/// <summary>ONNX's HardSigmoid: alpha · x + beta, kept between 0 and 1.</summary>
/// <param name="alpha">The slope.</param>
/// <param name="beta">The value at zero.</param>
[Operator("HardSigmoid", Ignores = ["consumed_inputs"])]
public sealed class HardSigmoid<T>(float alpha = 0.2f, float beta = 0.5f) : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => Ramp.Apply(x, result, alpha, beta);

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => Ramp.Apply(x, result, alpha, beta);
}

/// <summary>ONNX's HardSwish: x · (x / 6 + 1/2, kept between 0 and 1).</summary>
[Operator("HardSwish", 14)]
public sealed class HardSwish<T> : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result)
    {
        Ramp.Apply(x, result, 1f / 6, 0.5f);
        TensorPrimitives.Multiply(x, result, result);
    }

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result)
    {
        Ramp.Apply(x, result, 1.0 / 6, 0.5);
        TensorPrimitives.Multiply(x, result, result);
    }
}

/// <summary>ONNX's Swish: x · sigmoid(alpha · x) (Ramachandran et al., 2017).</summary>
/// <param name="alpha">How steep it is.</param>
[Operator("Swish", 24)]
public sealed class Swish<T>(float alpha = 1) : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => Calculate(x, result, alpha);

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => Calculate<double>(x, result, alpha);

    private static void Calculate<TWork>(ReadOnlySpan<TWork> x, Span<TWork> result, TWork alpha)
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        TensorPrimitives.Multiply(x, alpha, result);
        TensorPrimitives.Sigmoid(result, result);
        TensorPrimitives.Multiply(x, result, result);
    }
}

/// <summary>ONNX's Softsign: x / (1 + |x|).</summary>
[Operator("Softsign")]
public sealed class Softsign<T> : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => VectorLoops.Run(x, result, default(Quotient<float>));

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => VectorLoops.Run(x, result, default(Quotient<double>));

    private readonly struct Quotient<TWork> : IVectorFunction<TWork>
    {
        public Vector<TWork> Apply(Vector<TWork> x, Vector<TWork> y) => x / (Vector<TWork>.One + Vector.Abs(x));
    }
}

/// <summary>alpha · x + beta, kept between 0 and 1.</summary>
internal static class Ramp
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> result, T alpha, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(x, alpha, result);
        TensorPrimitives.Add(result, beta, result);
        TensorPrimitives.Max(result, T.Zero, result);
        TensorPrimitives.Min(result, T.One, result);
    }
}
