using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Trilu: the upper or lower triangle of matrices, the rest zero.</summary>
/// <param name="upper">Whether the upper triangle stays.</param>
[Operator("Trilu", 14)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Trilu<T>(long upper = 1) : Operator
    where T : unmanaged
{
    /// <summary>Copies the triangles.</summary>
    /// <param name="input">[…, M, N].</param>
    /// <param name="k">How many diagonals above the main one the triangle begins or ends; 0 where left out.</param>
    /// <param name="output">The triangles.</param>
    /// <exception cref="OperatorException">The input is no matrix.</exception>
    public void Run(Tensor<T> input, Tensor<long>? k, [Result] Tensor<T> output)
    {
        if (input.Rank < 2) throw Error($"the input has the shape {ShapeText.Of(input)}; matrices are expected");
        if (k is not null && k.Length != 1) throw Error($"k has the shape {ShapeText.Of(k)}; one number is expected");
        output.ResizeLike(input);
        int rows = input.Size(-2), columns = input.Size(-1);
        long diagonal = Math.Clamp(k is null ? 0 : k.Values[0], -rows - 1L, columns + 1L);
        for (int at = 0, row = 0; at < input.Length; at += columns, row = row + 1 < rows ? row + 1 : 0)
        {
            // The upper triangle begins at the diagonal, the lower one ends with it.
            int border = (int)Math.Clamp(row + diagonal + (upper != 0 ? 0 : 1), 0, columns);
            ReadOnlySpan<T> from = input.Values.Slice(at, columns);
            Span<T> into = output.Values.Slice(at, columns);
            into.Clear();
            if (upper != 0) from[border..].CopyTo(into[border..]);
            else from[..border].CopyTo(into);
        }
    }
}

/// <summary>ONNX's EyeLike: ones on a diagonal of a matrix, the rest zero.</summary>
/// <typeparam name="T">What the attribute dtype says; the input's elements where it is absent.</typeparam>
/// <param name="k">How many diagonals above the main one the ones are.</param>
[Operator("EyeLike", 9, Ignores = ["dtype"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EyeLike<[ElementFrom("dtype")] T>(long k = 0) : Operator
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Writes ones.</summary>
    /// <param name="input">A matrix, of which only the shape counts.</param>
    /// <param name="output">The matrix.</param>
    /// <exception cref="OperatorException">The input is no matrix.</exception>
    public void Run(Tensor input, [Result] Tensor<T> output)
    {
        if (input.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(input)}; a matrix is expected");
        output.ResizeLike(input);
        Span<T> values = output.Values;
        values.Clear();
        int rows = input.Size(0), columns = input.Size(1);
        for (long row = Math.Max(0, -Math.Max(k, -rows)); row < rows && row + k < columns; row++) values[(int)((row * columns) + row + k)] = T.One;
    }
}
