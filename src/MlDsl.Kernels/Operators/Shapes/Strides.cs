namespace MlDsl.Kernels.Operators;

/// <summary>Arithmetic of row-major shapes.</summary>
internal static class Strides
{
    /// <summary>The elements of dimensions together.</summary>
    public static int Product(ReadOnlySpan<long> sizes)
    {
        int product = 1;
        foreach (long size in sizes) product *= (int)size;
        return product;
    }

    /// <summary>How far apart neighbours of each dimension lie.</summary>
    public static void Of(ReadOnlySpan<long> shape, Span<int> strides)
    {
        int stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= (int)shape[i];
        }
    }

    /// <summary>Copies elements that lie at regular distances, in the order of <paramref name="shape"/>.</summary>
    /// <param name="from">The elements.</param>
    /// <param name="start">The first one.</param>
    /// <param name="strides">How far apart neighbours of each dimension lie; 0 repeats, negative goes back.</param>
    /// <param name="shape">The sizes of the result.</param>
    /// <param name="into">Where they go.</param>
    public static void Copy<T>(ReadOnlySpan<T> from, int start, ReadOnlySpan<int> strides, ReadOnlySpan<long> shape, Span<T> into)
    {
        if (into.IsEmpty) return;
        if (shape.IsEmpty)
        {
            into[0] = from[start];
            return;
        }
        Span<int> position = stackalloc int[Tensor.MaxRank];
        position.Clear();
        int last = shape.Length - 1, width = (int)shape[last], step = strides[last];
        for (int at = 0; at < into.Length; at += width)
        {
            Span<T> run = into.Slice(at, width);
            if (step == 1) from.Slice(start, width).CopyTo(run);
            else if (step == 0) run.Fill(from[start]);
            else
            {
                for (int i = 0; i < run.Length; i++) run[i] = from[start + (i * step)];
            }
            for (int d = last - 1; d >= 0; d--)
            {
                start += strides[d];
                if (++position[d] < shape[d]) break;
                start -= strides[d] * (int)shape[d];
                position[d] = 0;
            }
        }
    }
}
