namespace MlDsl.Onnx;

/// <summary>Arithmetic and words about shapes.</summary>
internal static class Shapes
{
    /// <summary>The number of elements; 1 for a scalar.</summary>
    /// <exception cref="ArgumentException">A size is negative, or the number does not fit a span.</exception>
    public static int Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size < 0) throw new ArgumentException($"The shape {Text(shape)} has a negative size");
            count = size == 0 || count == 0 ? 0 : count <= int.MaxValue / size ? count * size : throw TooLarge(shape);
        }
        return (int)count;
    }

    /// <summary>Whether <paramref name="shape"/> has the rank and the fixed sizes of <paramref name="declared"/>. The runtime describes
    /// a tensor of any rank as a scalar, so a declared scalar admits every shape.</summary>
    public static bool Fits(ReadOnlySpan<long> shape, IReadOnlyList<OnnxDimension>? declared)
    {
        if (declared is null || declared.Count == 0) return true;
        if (declared.Count != shape.Length) return false;
        for (int i = 0; i < shape.Length; i++)
            if (declared[i].IsFixed && declared[i].Size != shape[i]) return false;
        return true;
    }

    /// <summary>For example <c>[2,28]</c>.</summary>
    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(',', shape.ToArray())}]";

    private static ArgumentException TooLarge(ReadOnlySpan<long> shape) =>
        new($"The shape {Text(shape)} has more than {int.MaxValue} elements, the most a span can hold");
}
