using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Equal, for any elements; text is compared by its characters.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Equal", Ignores = ["broadcast"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Equal<T>(long? axis = null) : BinaryOperator<T, T, bool>(axis)
    where T : IEquatable<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> result) => Loops.Run<T, T, bool, Same>(x, y, result);

    // 'Equals' takes NaN for equal to itself, a comparison of numbers does not.
    private readonly struct Same : IElementFunction<T, T, bool>
    {
        public static bool Apply(T x, T y)
        {
            if (typeof(T) == typeof(float)) return (float)(object)x == (float)(object)y;
            if (typeof(T) == typeof(double)) return (double)(object)x == (double)(object)y;
            if (typeof(T) == typeof(Half)) return (Half)(object)x == (Half)(object)y;
            return x.Equals(y);
        }
    }
}

/// <summary>ONNX's Greater: x &gt; y.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Greater", Ignores = ["broadcast"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Greater<T>(long? axis = null) : BinaryOperator<T, T, bool>(axis)
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> result) => Loops.Run<T, T, bool, IsGreater>(x, y, result);

    private readonly struct IsGreater : IElementFunction<T, T, bool>
    {
        public static bool Apply(T x, T y) => x > y;
    }
}

/// <summary>ONNX's Less: x &lt; y.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Less", Ignores = ["broadcast"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Less<T>(long? axis = null) : BinaryOperator<T, T, bool>(axis)
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> result) => Loops.Run<T, T, bool, IsLess>(x, y, result);

    private readonly struct IsLess : IElementFunction<T, T, bool>
    {
        public static bool Apply(T x, T y) => x < y;
    }
}

/// <summary>ONNX's GreaterOrEqual: x ≥ y.</summary>
[Operator("GreaterOrEqual", 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GreaterOrEqual<T> : BinaryOperator<T, T, bool>
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> result) => Loops.Run<T, T, bool, IsNotLess>(x, y, result);

    private readonly struct IsNotLess : IElementFunction<T, T, bool>
    {
        public static bool Apply(T x, T y) => x >= y;
    }
}

/// <summary>ONNX's LessOrEqual: x ≤ y.</summary>
[Operator("LessOrEqual", 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LessOrEqual<T> : BinaryOperator<T, T, bool>
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> result) => Loops.Run<T, T, bool, IsNotGreater>(x, y, result);

    private readonly struct IsNotGreater : IElementFunction<T, T, bool>
    {
        public static bool Apply(T x, T y) => x <= y;
    }
}
