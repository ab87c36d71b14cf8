using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Cast. Numbers outside the range of an integer type have no meaning in ONNX; they become what they do in ONNX Runtime on x64.</summary>
/// <typeparam name="T">Any element type.</typeparam>
/// <typeparam name="TTo">Any element type.</typeparam>
[Operator("Cast", 6, Ignores = ["to", "saturate", "round_mode"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Cast<T, [ElementFrom("to")] TTo> : Operator
{
    /// <summary>Converts every element.</summary>
    /// <param name="input">The value; text holds one number per element.</param>
    /// <param name="output">The converted value, of the same shape.</param>
    /// <exception cref="OperatorException">A text is no number.</exception>
    public void Run(Tensor<T> input, [Result] Tensor<TTo> output)
    {
        output.ResizeLike(input);
        try
        {
            Casting.Convert<T, TTo>(input.Values, output.Values);
        }
        catch (OperatorException e)
        {
            throw Error(e.Message);
        }
    }
}

/// <summary>ONNX's CastLike: Cast to the elements of another value.</summary>
/// <typeparam name="T">Any element type.</typeparam>
/// <typeparam name="TTo">Any element type.</typeparam>
[Operator("CastLike", 15, Ignores = ["saturate", "round_mode"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CastLike<T, TTo> : Operator
{
    private readonly Cast<T, TTo> cast = new();

    /// <summary>Converts every element.</summary>
    /// <param name="input">The value.</param>
    /// <param name="target">A value whose elements say what to convert to; its numbers do not matter.</param>
    /// <param name="output">The converted value, of the shape of <paramref name="input"/>.</param>
    /// <exception cref="OperatorException">A text is no number.</exception>
    public void Run(Tensor<T> input, Tensor<TTo> target, [Result] Tensor<TTo> output) => cast.Run(input, output);
}
