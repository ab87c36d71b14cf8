using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Conv over one to three dimensions.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[Operator("Conv")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Conv<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WindowShape shape;
    private readonly int groups;

    /// <param name="autoPad">How the pads are found: NOTSET, VALID, SAME_UPPER or SAME_LOWER.</param>
    /// <param name="dilations">How far elements of a window are apart.</param>
    /// <param name="group">The groups that share the channels; each has its own weights.</param>
    /// <param name="kernelShape">The sizes of the window; those of the weights where absent.</param>
    /// <param name="pads">What is added before each dimension, then behind each.</param>
    /// <param name="strides">How far a window moves.</param>
    /// <exception cref="OperatorException">A number is outside its range.</exception>
    public Conv(string autoPad = "NOTSET", long[]? dilations = null, long group = 1, long[]? kernelShape = null, long[]? pads = null, long[]? strides = null)
    {
        if (group is < 1 or > int.MaxValue) throw Error($"'group' is {group}; at least 1 is expected");
        shape = new WindowShape(this, autoPad, kernelShape, strides, dilations, pads, roundsUp: false);
        groups = (int)group;
    }

    /// <summary>Convolves.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="w">[M, C / groups, …].</param>
    /// <param name="b">[M], what is added at the end; nothing where left out.</param>
    /// <param name="y">[N, M, …].</param>
    /// <exception cref="OperatorException">The shapes do not fit.</exception>
    public void Run(Tensor<T> x, Tensor<T> w, Tensor<T>? b, [Result] Tensor<T> y)
    {
        int rank = x.Rank;
        if (rank < 3 || w.Rank != rank || x.Shape[1] != w.Shape[1] * groups || w.Shape[0] % groups != 0 || (b is not null && b.Length != w.Shape[0])) throw Mismatch(x, w, b);
        Windows windows = shape.Over(x.Shape[2..], w.Shape[2..]);
        windows.Resize(y, x.Shape[0], w.Shape[0], rank, ofInputs: false);
        if (y.Length == 0) return;
        Convolution.Run(x, w, b, y, windows, groups, isTransposed: false);
    }

    private OperatorException Mismatch(Tensor x, Tensor w, Tensor? b) =>
        Error($"the input {ShapeText.Of(x)} and the weights {ShapeText.Of(w)}{(b is null ? "" : $" with {ShapeText.Of(b)} to add")} do not fit together; [N, C, …] and [M, C / {groups}, …] are expected");
}
