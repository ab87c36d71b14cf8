using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's MatMul: numpy's product of matrices, vectors, and stacks of matrices that broadcast together.</summary>
/// <typeparam name="T">float, double, float16 or integers.</typeparam>
[Operator("MatMul")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class MatMul<T> : Operator
    where T : unmanaged, INumber<T>
{
    /// <summary>Multiplies.</summary>
    /// <param name="a">[…, M, K], or [K] for one row.</param>
    /// <param name="b">[…, K, N], or [K] for one column.</param>
    /// <param name="y">[…, M, N], without M where <paramref name="a"/> is a vector and without N where <paramref name="b"/> is one.</param>
    /// <exception cref="OperatorException">The shapes do not fit.</exception>
    public void Run(Tensor<T> a, Tensor<T> b, [Result] Tensor<T> y)
    {
        ReadOnlySpan<long> sizesA = a.Shape, sizesB = b.Shape;
        if (sizesA.Length == 0 || sizesB.Length == 0) throw Mismatch(a, b);
        int inputs = (int)sizesA[^1], outputs = sizesB.Length == 1 ? 1 : (int)sizesB[^1];
        if (inputs != sizesB[^(sizesB.Length == 1 ? 1 : 2)]) throw Mismatch(a, b);
        if (sizesB.Length > 2)
        {
            Stacks(a, b, y, inputs, outputs);
            return;
        }

        // One matrix for all: the rows of the stack are rows of one matrix.
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        sizesA.CopyTo(shape);
        shape[sizesA.Length - 1] = outputs;
        y.Resize(shape[..(sizesA.Length - (sizesB.Length == 1 ? 1 : 0))]);
        fixed (T* x = a.Values, weights = b.Values, into = y.Values)
            MatrixProduct.Multiply(new MatrixView<T>(x, inputs, 1), new(weights, outputs, 1), null, 0, into, outputs, outputs == 0 ? 0 : y.Length / outputs, inputs, outputs);
    }

    [SkipLocalsInit]
    private void Stacks(Tensor<T> a, Tensor<T> b, Tensor<T> y, int inputs, int outputs)
    {
        ReadOnlySpan<long> sizesA = a.Shape;
        int rows = sizesA.Length == 1 ? 1 : (int)sizesA[^2];
        var walk = new BroadcastWalk(sizesA[..^Math.Min(2, sizesA.Length)], b.Shape[..^2]);
        if (!walk.Fits) throw Mismatch(a, b);
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        walk.Shape.CopyTo(shape);
        int rank = walk.Shape.Length;
        if (sizesA.Length > 1) shape[rank++] = rows;
        shape[rank++] = outputs;
        y.Resize(shape[..rank]);
        if (y.Length == 0) return;
        int matrices = y.Length / (rows * outputs), stepX = walk.RunX == walk.Run ? 1 : 0, stepY = walk.RunY == walk.Run ? 1 : 0;
        fixed (T* x = a.Values, weights = b.Values, into = y.Values)
        {
            for (int at = 0; at < matrices; at += walk.Run, walk.Next())
            {
                for (int i = 0; i < walk.Run; i++)
                {
                    T* left = x + ((nint)(walk.X + (i * stepX)) * rows * inputs), right = weights + ((nint)(walk.Y + (i * stepY)) * inputs * outputs);
                    MatrixProduct.Multiply(new MatrixView<T>(left, inputs, 1), new(right, outputs, 1), null, 0, into + ((nint)(at + i) * rows * outputs), outputs, rows, inputs, outputs);
                }
            }
        }
    }

    private OperatorException Mismatch(Tensor a, Tensor b) => Error($"the shapes {ShapeText.Of(a)} and {ShapeText.Of(b)} do not fit together; columns of the first are rows of the second one");
}
