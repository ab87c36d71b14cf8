using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Scaler: (x - offset) · scale per column, in single precision.</summary>
/// <typeparam name="T">float, double, int or long.</typeparam>
[Operator("Scaler", Domain = OperatorAttribute.Ml)]
public sealed class Scaler<T> : Operator
    where T : unmanaged, INumber<T>
{
    private readonly float[] offset;
    private readonly float[] scale;

    /// <param name="offset">What is taken off: one number, or one per column.</param>
    /// <param name="scale">What is multiplied with afterwards: as many.</param>
    /// <exception cref="OperatorException">There are not as many scales as offsets, or none.</exception>
    public Scaler(float[] offset, float[] scale)
    {
        ArgumentNullException.ThrowIfNull(offset);
        ArgumentNullException.ThrowIfNull(scale);
        if (offset.Length != scale.Length || offset.Length == 0) throw Error($"it has {offset.Length} offsets and {scale.Length} scales; as many of each are needed");
        (this.offset, this.scale) = (offset, scale);
    }

    /// <summary>Scales rows of columns.</summary>
    /// <param name="input">One row [C] or several [N, C].</param>
    /// <param name="output">As many.</param>
    public void Run(Tensor<T> input, [Result] Tensor<float> output)
    {
        int columns = input.Rank > 0 ? input.Size(-1) : 1;
        if (offset.Length != 1 && offset.Length != columns) throw Mismatch(columns);
        using FeatureRows rows = FeatureRows.Of(input);
        output.ResizeLike(input);
        Span<float> values = output.Values;
        if (offset.Length == 1)
        {
            TensorPrimitives.Subtract(rows.Values, offset[0], values);
            TensorPrimitives.Multiply(values, scale[0], values);
            return;
        }
        for (int i = 0; i < rows.Count; i++) Scale(rows[i], offset, scale, values.Slice(i * columns, columns));
    }

    private OperatorException Mismatch(int columns) => Error($"the input has {columns} columns; it scales {offset.Length}");

    // One pass over rows of some tens of columns, where each call of a primitive would cost as much as its work.
    private static void Scale(ReadOnlySpan<float> row, ReadOnlySpan<float> offset, ReadOnlySpan<float> scale, Span<float> into)
    {
        int at = 0;
        for (; at <= row.Length - Vector256<float>.Count; at += Vector256<float>.Count)
            ((Vector256.Create(row[at..]) - Vector256.Create(offset[at..])) * Vector256.Create(scale[at..])).CopyTo(into[at..]);
        for (; at < row.Length; at++) into[at] = (row[at] - offset[at]) * scale[at];
    }
}
