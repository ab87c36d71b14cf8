using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>Rows of features in single precision: the input itself where it is, else a converted copy in pooled memory.</summary>
internal readonly ref struct FeatureRows : IDisposable
{
    private readonly float[]? rented;

    private FeatureRows(ReadOnlySpan<float> values, int count, int width, float[]? rented)
    {
        Values = values;
        Count = count;
        Width = width;
        this.rented = rented;
    }

    /// <summary>The elements, row after row.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>The number of rows: 1 for a single list of features.</summary>
    public int Count { get; }

    /// <summary>The features of a row.</summary>
    public int Width { get; }

    public ReadOnlySpan<float> this[int row] => Values.Slice(row * Width, Width);

    /// <summary>One of the rows, for as long as these live.</summary>
    public FeatureRows Only(int row) => new(this[row], 1, Width, null);

    /// <summary>The rows of [C] or [N, C].</summary>
    public static FeatureRows Of<T>(Tensor<T> input)
        where T : unmanaged, INumber<T>
    {
        int width = input.Rank == 0 ? 1 : input.Size(-1), count = width == 0 ? 0 : input.Length / width;
        if (typeof(T) == typeof(float)) return new FeatureRows(((Tensor<float>)(object)input).Values, count, width, null);
        float[] copy = ArrayPool<float>.Shared.Rent(input.Length);
        Span<float> values = copy.AsSpan(0, input.Length);
        TensorPrimitives.ConvertTruncating<T, float>(input.Values, values);
        return new FeatureRows(values, count, width, copy);
    }

    public void Dispose()
    {
        if (rented is not null) ArrayPool<float>.Shared.Return(rented);
    }
}
