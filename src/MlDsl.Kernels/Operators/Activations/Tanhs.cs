using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Tanh.</summary>
[Operator("Tanh", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tanh<T> : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => HyperbolicTangent.Apply(x, result);

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => HyperbolicTangent.Apply(x, result);
}

/// <summary>ONNX's Softplus: log(1 + eˣ).</summary>
[Operator("Softplus")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Softplus<T> : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => SoftRectifier.Apply(x, result);

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => SoftRectifier.Apply(x, result);
}

/// <summary>ONNX's Mish: x · tanh(log(1 + eˣ)) (Misra, 2019).</summary>
[Operator("Mish", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Mish<T> : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result)
    {
        SoftRectifier.Apply(x, result);
        HyperbolicTangent.Apply((ReadOnlySpan<float>)result, result);
        TensorPrimitives.Multiply(x, result, result);
    }

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result)
    {
        SoftRectifier.Apply(x, result);
        HyperbolicTangent.Apply((ReadOnlySpan<double>)result, result);
        TensorPrimitives.Multiply(x, result, result);
    }
}

/// <summary>ONNX's Gelu: x · Φ(x) with the normal distribution's Φ, or its approximation by tanh (Hendrycks and Gimpel, 2016).</summary>
[Operator("Gelu", 20)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Gelu<T> : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool isApproximate;

    /// <param name="approximate">none or tanh.</param>
    /// <exception cref="OperatorException">It is something else.</exception>
    public Gelu(string approximate = "none")
    {
        isApproximate = approximate == "tanh";
        if (!isApproximate && approximate != "none") throw Error($"'approximate' is '{approximate}'; none or tanh is expected");
    }

    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result)
    {
        Prepare(x, result);
        if (isApproximate) HyperbolicTangent.Apply((ReadOnlySpan<float>)result, result);
        else ErrorFunction.Apply(result, result);
        Finish(x, result);
    }

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result)
    {
        Prepare(x, result);
        if (isApproximate) HyperbolicTangent.Apply((ReadOnlySpan<double>)result, result);
        else for (int i = 0; i < result.Length; i++) result[i] = ErrorFunction.Of(result[i]);
        Finish(x, result);
    }

    // √(2/π) · (x + 0.044715 x³), or x / √2.
    private void Prepare<TWork>(ReadOnlySpan<TWork> x, Span<TWork> result)
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        if (!isApproximate)
        {
            TensorPrimitives.Multiply(x, TWork.CreateTruncating(Math.Sqrt(0.5)), result);
            return;
        }
        TensorPrimitives.Multiply(x, x, result);
        TensorPrimitives.Multiply(result, TWork.CreateTruncating(0.044715), result);
        TensorPrimitives.Add(result, TWork.One, result);
        TensorPrimitives.Multiply(result, x, result);
        TensorPrimitives.Multiply(result, TWork.CreateTruncating(Math.Sqrt(2 / Math.PI)), result);
    }

    private static void Finish<TWork>(ReadOnlySpan<TWork> x, Span<TWork> result)
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        TensorPrimitives.Add(result, TWork.One, result);
        TensorPrimitives.Multiply(result, x, result);
        TensorPrimitives.Multiply(result, TWork.CreateTruncating(0.5), result);
    }
}

/// <summary>tanh x, precise near zero as well, where the exponential alone would leave nothing but rounding error.</summary>
internal static class HyperbolicTangent
{
    // tanh x / x as a polynomial of x² for |x| < 0.625, interpolated at the zeros of a Chebyshev polynomial, lowest powers first.
    private static readonly float[] Inner = [0.999999996f, -0.333332599f, 0.133311141f, -0.0537201077f, 0.0205881915f, -0.00565713518f];

    /// <summary>Of one number, with the bits that it has among many.</summary>
    public static float Of(float x)
    {
        Span<float> lanes = [x, x, x, x];
        Apply(lanes, lanes);
        return lanes[0];
    }

    /// <summary>Calculates a run; the results may lie where the elements do.</summary>
    [SkipLocalsInit]
    public static void Apply(ReadOnlySpan<float> x, Span<float> result)
    {
        Span<float> exponentials = stackalloc float[64];
        for (int i = 0; i < x.Length; i += exponentials.Length)
        {
            ReadOnlySpan<float> block = x.Slice(i, Math.Min(exponentials.Length, x.Length - i));
            Span<float> powers = exponentials[..block.Length];
            TensorPrimitives.Abs(block, powers);
            TensorPrimitives.Multiply(powers, 2f, powers);
            Exponentials(powers);
            VectorLoops.Run(block, powers, result.Slice(i, block.Length), default(Choice));
        }
    }

    // Of fewer than four elements the library has another exponential, and an element's bits depend on nothing but itself.
    private static void Exponentials(Span<float> powers)
    {
        if (powers.Length >= Vector128<float>.Count) TensorPrimitives.Exp<float>(powers, powers);
        else for (int i = 0; i < powers.Length; i++) powers[i] = SingleNumber.Exp(powers[i]);
    }

    /// <summary>Calculates a run; the results may lie where the elements do.</summary>
    public static void Apply(ReadOnlySpan<double> x, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++) result[i] = Math.Tanh(x[i]);
    }

    private readonly struct Choice : IVectorFunction<float>
    {
        // y is e^(2|x|): tanh |x| = 1 - 2 / (e^(2|x|) + 1).
        public Vector<float> Apply(Vector<float> x, Vector<float> y)
        {
            Vector<float> square = x * x, inner = new(Inner[5]);
            for (int i = 4; i >= 0; i--) inner = (inner * square) + new Vector<float>(Inner[i]);
            Vector<float> outer = Vector<float>.One - (new Vector<float>(2f) / (y + Vector<float>.One));
            outer = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -outer, outer);
            return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), new Vector<float>(0.625f)), x * inner, outer);
        }
    }
}

/// <summary>log(1 + eˣ) as max(0, x) + log(1 + e^-|x|), which does not overflow.</summary>
internal static class SoftRectifier
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Abs(x, result);
        TensorPrimitives.Negate(result, result);
        TensorPrimitives.Exp(result, result);
        TensorPrimitives.LogP1(result, result);
        VectorLoops.Run(x, result, result, default(Sum<T>));
    }

    private readonly struct Sum<T> : IVectorFunction<T>
        where T : unmanaged
    {
        public Vector<T> Apply(Vector<T> x, Vector<T> y) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x + y, y);
    }
}
