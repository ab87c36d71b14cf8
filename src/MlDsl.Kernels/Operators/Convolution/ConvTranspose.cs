using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's ConvTranspose over one to three dimensions: what a convolution does, backwards.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[Operator("ConvTranspose")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConvTranspose<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WindowShape shape;
    private readonly int groups;
    private readonly long[]? extra, wanted;

    /// <param name="autoPad">How the pads are found: NOTSET, VALID, SAME_UPPER or SAME_LOWER.</param>
    /// <param name="dilations">How far elements of a window are apart.</param>
    /// <param name="group">The groups that share the channels; each has its own weights.</param>
    /// <param name="kernelShape">The sizes of the window; those of the weights where absent.</param>
    /// <param name="outputPadding">What is added to each dimension of the result, behind its end.</param>
    /// <param name="outputShape">The sizes of the result, which then decide on the pads.</param>
    /// <param name="pads">What is taken off before each dimension of the result, then behind each.</param>
    /// <param name="strides">How far a window moves.</param>
    /// <exception cref="OperatorException">A number is outside its range.</exception>
    public ConvTranspose(
        string autoPad = "NOTSET",
        long[]? dilations = null,
        long group = 1,
        long[]? kernelShape = null,
        long[]? outputPadding = null,
        long[]? outputShape = null,
        long[]? pads = null,
        long[]? strides = null)
    {
        if (group is < 1 or > int.MaxValue) throw Error($"'group' is {group}; at least 1 is expected");
        shape = new WindowShape(this, autoPad, kernelShape, strides, dilations, pads, roundsUp: false);
        foreach (long number in outputPadding ?? [])
            if (number is < 0 or > int.MaxValue / 4) throw Error($"'output_padding' has {number}; at least 0 is expected");
        (groups, extra, wanted) = ((int)group, outputPadding is [] ? null : outputPadding, outputShape is [] ? null : outputShape);
    }

    /// <summary>Convolves backwards.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="w">[C, M / groups, …].</param>
    /// <param name="b">[M], what is added at the end; nothing where left out.</param>
    /// <param name="y">[N, M, …].</param>
    /// <exception cref="OperatorException">The shapes do not fit.</exception>
    public void Run(Tensor<T> x, Tensor<T> w, Tensor<T>? b, [Result] Tensor<T> y)
    {
        int rank = x.Rank;
        if (rank < 3 || w.Rank != rank || x.Shape[1] != w.Shape[0] || x.Shape[1] % groups != 0 || (b is not null && b.Length != w.Shape[1] * groups)) throw Mismatch(x, w, b);
        if ((extra is not null && extra.Length != rank - 2) || (wanted is not null && wanted.Length < rank - 2)) throw Lengths(rank);
        Windows windows = shape.Onto(x.Shape[2..], w.Shape[2..], extra, wanted);
        windows.Resize(y, x.Shape[0], w.Shape[1] * groups, rank, ofInputs: true);
        Convolution.Run(x, w, b, y, windows, groups, isTransposed: true);
    }

    private OperatorException Mismatch(Tensor x, Tensor w, Tensor? b) =>
        Error($"the input {ShapeText.Of(x)} and the weights {ShapeText.Of(w)}{(b is null ? "" : $" with {ShapeText.Of(b)} to add")} do not fit together; [N, C, …] and [C, M / {groups}, …] are expected");

    private OperatorException Lengths(int rank) =>
        Error($"'output_padding' has {extra?.Length ?? 0} numbers and 'output_shape' {wanted?.Length ?? 0}; one for each of {rank - 2} dimensions is expected");
}
