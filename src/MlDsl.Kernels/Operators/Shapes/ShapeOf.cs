using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Shape: the sizes of a value.</summary>
/// <param name="start">The first dimension; negative counts from the last.</param>
/// <param name="end">The dimension after the last one.</param>
[Operator("Shape")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ShapeOf(long start = 0, long end = long.MaxValue) : Operator
{
    /// <summary>Tells the sizes.</summary>
    public void Run(Tensor data, [Result] Tensor<long> shape)
    {
        int first = Clamp(start, data.Rank), last = Math.Max(first, Clamp(end, data.Rank));
        shape.Resize(last - first);
        data.Shape[first..last].CopyTo(shape.Values);
    }

    private static int Clamp(long axis, int rank) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
}

/// <summary>ONNX's Size: the number of elements.</summary>
[Operator("Size")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SizeOf : Operator
{
    /// <summary>Counts the elements.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "Every operator is called as an object.")]
    public void Run(Tensor data, [Result] Tensor<long> size)
    {
        size.Resize();
        size.Values[0] = data.Length;
    }
}

/// <summary>ONNX's ConstantOfShape: one value in every place.</summary>
/// <param name="value">The value, 0 where it is absent.</param>
[Operator("ConstantOfShape", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConstantOfShape<[ElementFrom("value", Otherwise = typeof(float))] T>(Tensor? value = null) : Operator
{
    /// <summary>Fills a shape.</summary>
    public void Run(Tensor<long> input, [Result] Tensor<T> output)
    {
        output.Resize(input.Values);
        output.Values.Fill(value is Tensor<T> { Length: 1 } one ? one.Values[0] : default!);
    }
}

/// <summary>ONNX's Range: numbers from a start, as far as the limit.</summary>
[Operator("Range", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Range<T> : Operator
    where T : unmanaged, INumber<T>
{
    /// <summary>Counts.</summary>
    public void Run(Tensor<T> start, Tensor<T> limit, Tensor<T> delta, [Result] Tensor<T> output)
    {
        if (start.Length != 1 || limit.Length != 1 || delta.Length != 1) throw Error("start, limit and delta are one number each");
        T first = start.Values[0], step = delta.Values[0];
        if (step == T.Zero) throw Error("delta is 0");
        double count = Math.Ceiling((double.CreateChecked(limit.Values[0]) - double.CreateChecked(first)) / double.CreateChecked(step));
        output.Resize((long)Math.Max(0, count));
        foreach (ref T number in output.Values)
        {
            number = first;
            first += step;
        }
    }
}
