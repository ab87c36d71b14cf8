using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Elu: x, below zero alpha · (eˣ - 1) (Clevert et al., 2015).</summary>
/// <param name="alpha">What the curve below zero ends at.</param>
[Operator("Elu", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Elu<T>(float alpha = 1) : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => ExponentialUnit.Apply(x, result, alpha, 1, 1);

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => ExponentialUnit.Apply<double>(x, result, alpha, 1, 1);
}

/// <summary>ONNX's Selu: gamma · x, below zero gamma · alpha · (eˣ - 1) (Klambauer et al., 2017).</summary>
/// <param name="alpha">What the curve below zero ends at.</param>
/// <param name="gamma">What all is multiplied with.</param>
[Operator("Selu", 6)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Selu<T>(float alpha = 1.67326319217681884765625f, float gamma = 1.05070102214813232421875f) : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => ExponentialUnit.Apply(x, result, alpha, gamma, 1);

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => ExponentialUnit.Apply<double>(x, result, alpha, gamma, 1);
}

/// <summary>ONNX's Celu: x, below zero alpha · (e^(x / alpha) - 1) (Barron, 2017).</summary>
[Operator("Celu", 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Celu<T> : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly float alpha;

    /// <param name="alpha">What the curve below zero ends at, and how slowly.</param>
    /// <exception cref="OperatorException">It is zero.</exception>
    public Celu(float alpha = 1) => this.alpha = alpha != 0 ? alpha : throw Error("'alpha' is 0; another number is expected");

    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => ExponentialUnit.Apply(x, result, alpha, 1, alpha);

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => ExponentialUnit.Apply<double>(x, result, alpha, 1, alpha);
}

/// <summary>gamma · x, below zero gamma · alpha · (e^(x / divisor) - 1).</summary>
internal static class ExponentialUnit
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> result, T alpha, T gamma, T divisor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (divisor == T.One) TensorPrimitives.Exp(x, result);
        else
        {
            TensorPrimitives.Divide(x, divisor, result);
            TensorPrimitives.Exp(result, result);
        }
        VectorLoops.Run(x, result, result, new Choice<T>(alpha * gamma, gamma));
    }

    private readonly struct Choice<T>(T below, T above) : IVectorFunction<T>
        where T : unmanaged
    {
        private readonly Vector<T> below = new(below), above = new(above);

        public Vector<T> Apply(Vector<T> x, Vector<T> y) =>
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), (y - Vector<T>.One) * below, x * above);
    }
}
