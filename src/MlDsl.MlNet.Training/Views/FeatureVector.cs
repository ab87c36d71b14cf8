using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>Encoded features as vectors of ML.NET.</summary>
internal static class FeatureVector
{
    /// <summary>Fills a vector; what it has room for is used again.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="width">Its length.</param>
    /// <param name="positions">Where something stands, ascending.</param>
    /// <param name="values">What stands there; zeros among it are kept.</param>
    public static void Set(ref VBuffer<float> vector, int width, ReadOnlySpan<int> positions, ReadOnlySpan<float> values)
    {
        // ML.NET's arithmetic on a dense vector is faster than on one that names half of its positions.
        if (positions.Length * 2L >= width)
        {
            VBufferEditor<float> dense = VBufferEditor.Create(ref vector, width);
            Span<float> all = dense.Values;
            if (positions.Length < width) all.Clear();
            for (int i = 0; i < positions.Length; i++) all[positions[i]] = values[i];
            vector = dense.Commit();
            return;
        }
        VBufferEditor<float> sparse = VBufferEditor.Create(ref vector, width, positions.Length);
        positions.CopyTo(sparse.Indices);
        values.CopyTo(sparse.Values);
        vector = sparse.Commit();
    }
}
