using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's And.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("And", Ignores = ["broadcast"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class And(long? axis = null) : BinaryOperator<bool, bool, bool>(axis)
{
    private protected override void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> result) => Loops.Run<bool, bool, bool, Both>(x, y, result);

    private readonly struct Both : IElementFunction<bool, bool, bool>
    {
        public static bool Apply(bool x, bool y) => x & y;
    }
}

/// <summary>ONNX's Or.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Or", Ignores = ["broadcast"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Or(long? axis = null) : BinaryOperator<bool, bool, bool>(axis)
{
    private protected override void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> result) => Loops.Run<bool, bool, bool, Any>(x, y, result);

    private readonly struct Any : IElementFunction<bool, bool, bool>
    {
        public static bool Apply(bool x, bool y) => x | y;
    }
}

/// <summary>ONNX's Xor.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Xor", Ignores = ["broadcast"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Xor(long? axis = null) : BinaryOperator<bool, bool, bool>(axis)
{
    private protected override void Apply(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> result) => Loops.Run<bool, bool, bool, One>(x, y, result);

    private readonly struct One : IElementFunction<bool, bool, bool>
    {
        public static bool Apply(bool x, bool y) => x ^ y;
    }
}

/// <summary>ONNX's Not.</summary>
[Operator("Not")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Not : UnaryOperator<bool, bool>
{
    private protected override void Apply(ReadOnlySpan<bool> x, Span<bool> result) => Loops.Run<bool, bool, Other>(x, result);

    private readonly struct Other : IElementFunction<bool, bool>
    {
        public static bool Apply(bool x) => !x;
    }
}
