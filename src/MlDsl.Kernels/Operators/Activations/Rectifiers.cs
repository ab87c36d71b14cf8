using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Relu: x, below zero 0.</summary>
/// <typeparam name="T">Floating-point numbers or signed integers.</typeparam>
[Operator("Relu", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Relu<T> : UnaryOperator<T, T>
    where T : unmanaged, INumber<T>, ISignedNumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => Limits.Raise(x, T.Zero, result);
}

/// <summary>ONNX's LeakyRelu: x, below zero alpha · x.</summary>
/// <param name="alpha">The slope below zero.</param>
[Operator("LeakyRelu", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LeakyRelu<T>(float alpha = 0.01f) : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => VectorLoops.Run(x, result, new Leak<float>(alpha));

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => VectorLoops.Run(x, result, new Leak<double>(alpha));

    private readonly struct Leak<TWork>(TWork alpha) : IVectorFunction<TWork>
    {
        private readonly Vector<TWork> slope = new(alpha);

        public Vector<TWork> Apply(Vector<TWork> x, Vector<TWork> y) => Vector.ConditionalSelect(Vector.LessThan(x, Vector<TWork>.Zero), x * slope, x);
    }
}

/// <summary>ONNX's ThresholdedRelu: x above alpha, else 0.</summary>
/// <param name="alpha">The threshold.</param>
[Operator("ThresholdedRelu", 10)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ThresholdedRelu<T>(float alpha = 1) : ActivationOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<float> x, Span<float> result) => VectorLoops.Run(x, result, new Threshold<float>(alpha));

    private protected override void Apply(ReadOnlySpan<double> x, Span<double> result) => VectorLoops.Run(x, result, new Threshold<double>(alpha));

    private readonly struct Threshold<TWork>(TWork alpha) : IVectorFunction<TWork>
    {
        private readonly Vector<TWork> threshold = new(alpha);

        public Vector<TWork> Apply(Vector<TWork> x, Vector<TWork> y) => Vector.ConditionalSelect(Vector.GreaterThan(x, threshold), x, Vector<TWork>.Zero);
    }
}

/// <summary>ONNX's PRelu since opset 7: x, below zero slope · x, where the slope is broadcast by the rule of numpy.</summary>
/// <typeparam name="T">Floating-point numbers or integers.</typeparam>
[Operator("PRelu", 7)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PRelu<T> : BinaryOperator<T, T, T>
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) => Loops.Run<T, T, T, Sloped<T>>(x, y, result);
}

/// <summary>ONNX's PRelu before opset 7: one slope for all, or one per channel, the second dimension.</summary>
/// <typeparam name="T">Floating-point numbers.</typeparam>
[Operator("PRelu", 1, 6, Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PReluByChannel<T>() : BinaryOperator<T, T, T>(axis: 1)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) => Loops.Run<T, T, T, Sloped<T>>(x, y, result);
}

/// <summary>x, below zero slope · x.</summary>
internal readonly struct Sloped<T> : IElementFunction<T, T, T>
    where T : INumber<T>
{
    public static T Apply(T x, T y) => x < T.Zero ? x * y : x;
}
