using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Kernels;

/// <summary>
/// A value that flows through a compiled graph: elements in row-major order and the sizes of their dimensions. A tensor is written by one
/// operator and read by others; its memory grows to the largest value it has held and is used again, so that a warm call allocates nothing.
/// Not safe for several threads at once.
/// </summary>
public abstract class Tensor
{
    /// <summary>The most dimensions a value may have.</summary>
    public const int MaxRank = 8;

    private readonly long[] sizes = new long[MaxRank];

    private protected Tensor()
    {
    }

    /// <summary>The number of dimensions; 0 for a scalar.</summary>
    public int Rank { get; private set; }

    /// <summary>The number of elements: the product of the sizes, 1 for a scalar.</summary>
    public int Length { get; private set; }

    /// <summary>The sizes of the dimensions.</summary>
    public ReadOnlySpan<long> Shape => sizes.AsSpan(0, Rank);

    /// <summary>The size of a dimension; negative positions count from the last one, as ONNX's axes do.</summary>
    /// <exception cref="OperatorException">There is no such dimension.</exception>
    public int Size(long axis) => (int)sizes[Axis(axis)];

    /// <summary>An axis counted from the first dimension.</summary>
    /// <param name="axis">From -<see cref="Rank"/> to <see cref="Rank"/> - 1.</param>
    /// <exception cref="OperatorException">There is no such dimension.</exception>
    public int Axis(long axis)
    {
        long place = axis < 0 ? axis + Rank : axis;
        if ((ulong)place >= (ulong)Rank) ThrowAxis(axis);
        return (int)place;
    }

    /// <summary>Gives the value another shape; what it held is lost.</summary>
    /// <exception cref="OperatorException">There are more than <see cref="MaxRank"/> dimensions, one is negative, or there are more than
    /// 2³¹ - 1 elements.</exception>
    public void Resize(params ReadOnlySpan<long> shape)
    {
        // Calls mostly repeat the shape of the last one, and the divisions below cost more than this.
        if (Length == 0 || !IsShape(shape)) Reshape(shape);
    }

    /// <summary>Gives the value one dimension; what it held is lost.</summary>
    /// <exception cref="OperatorException">It is negative, or above 2³¹ - 1.</exception>
    public void Resize(long length) => Resize(new ReadOnlySpan<long>(in length));

    /// <summary>Gives the value the shape of rows; what it held is lost.</summary>
    /// <exception cref="OperatorException">A dimension is negative, or there are more than 2³¹ - 1 elements.</exception>
    public void Resize(long rows, long width)
    {
        ReadOnlySpan<long> shape = [rows, width];
        Resize(shape);
    }

    /// <summary>Gives the value the shape of another one.</summary>
    public void ResizeLike(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Resize(other.Shape);
    }

    private protected abstract void Reserve(int length);

    // Few dimensions: a call of the library's comparison would cost more than these.
    private bool IsShape(ReadOnlySpan<long> shape)
    {
        if (shape.Length != Rank) return false;
        for (int i = 0; i < shape.Length; i++)
            if (shape[i] != sizes[i]) return false;
        return true;
    }

    // Apart from what repeats itself in every call: a method with messages begins by clearing the room for them.
    private void Reshape(ReadOnlySpan<long> shape)
    {
        if (shape.Length > MaxRank) throw new OperatorException($"A value of {shape.Length} dimensions is more than compiled models take: {MaxRank}");
        long length = 1;
        foreach (long size in shape)
        {
            if (size < 0) throw new OperatorException($"A dimension has the size {size}");
            length = size == 0 || length == 0 ? 0 : length > int.MaxValue / size ? throw new OperatorException("A value has more than 2³¹ - 1 elements") : length * size;
        }
        Reserve((int)length);
        shape.CopyTo(sizes);
        Rank = shape.Length;
        Length = (int)length;
    }

    [DoesNotReturn]
    private void ThrowAxis(long axis) => throw new OperatorException($"The axis {axis} is not one of a value with {Rank} dimensions");
}

/// <summary>A <see cref="Tensor"/> of numbers, truth values or strings, or of the pairs of a map.</summary>
/// <typeparam name="T">The element.</typeparam>
public sealed unsafe class Tensor<T> : Tensor
{
    private void* mapped;
    private T[] held = [];

    /// <summary>An empty value, for an operator to write.</summary>
    public Tensor() => Resize(0);

    /// <summary>A value that holds a copy of the elements.</summary>
    /// <exception cref="OperatorException">There are not as many elements as the shape needs.</exception>
    public Tensor(ReadOnlySpan<T> elements, params ReadOnlySpan<long> shape)
    {
        Resize(shape);
        if (elements.Length != Length) ThrowLength(elements.Length);
        elements.CopyTo(held);
    }

    /// <summary>A constant where it lies: <paramref name="start"/> outlives the value and is not written to.</summary>
    internal Tensor(void* start, ReadOnlySpan<long> shape)
    {
        mapped = start;
        Resize(shape);
    }

    /// <summary>A constant inside an array that does not move.</summary>
    internal Tensor(T[] pinned, void* start, ReadOnlySpan<long> shape)
        : this(start, shape) => held = pinned;

    /// <summary>The elements in row-major order.</summary>
    public Span<T> Values => mapped != null ? new Span<T>(mapped, Length) : new Span<T>(held, 0, Length);

    /// <summary>
    /// Makes this value a view of another one's elements in a shape of as many: nothing is copied. In a graph each value has one operator
    /// that writes it, and what has been read is not written again before the next call.
    /// </summary>
    internal void View(Tensor<T> of, ReadOnlySpan<long> shape)
    {
        held = of.held;
        mapped = of.mapped;
        Resize(shape);
    }

    private protected override void Reserve(int length)
    {
        if (mapped == null && held.Length < length) held = new T[Math.Max(length, Math.Min(2L * held.Length, Array.MaxLength))];
    }

    [DoesNotReturn]
    private void ThrowLength(int length) => throw new OperatorException($"There are {length} elements for a shape of {Length}");
}
