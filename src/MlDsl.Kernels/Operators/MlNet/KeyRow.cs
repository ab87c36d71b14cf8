using System.Buffers;

namespace MlDsl.Kernels.Operators;

/// <summary>The keys of a row, for counts of their n-grams.</summary>
/// <param name="count">How many keys there are; those beyond are missing.</param>
internal sealed class KeyRow(long count) : IKeyReader<long>
{
    /// <inheritdoc/>
    public void Count(ReadOnlySpan<long> row, IGramCounter grams, Span<float> counts)
    {
        int[] keys = ArrayPool<int>.Shared.Rent(row.Length);
        for (int i = 0; i < row.Length; i++) keys[i] = row[i] > count ? 0 : (int)row[i];
        grams.AddTo(counts, keys.AsSpan(0, row.Length));
        ArrayPool<int>.Shared.Return(keys);
    }
}
