using System.Collections.Frozen;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Kernels;

/// <summary>
/// From a category to what stands for it: the arithmetic of one-hot encoders (to a position), label encoders (to any value) and category
/// maps. Where a key is given twice, the first one counts. Immutable, safe for any number of threads, allocates nothing per look-up.
/// </summary>
/// <typeparam name="TKey">Text, compared by its characters, or a number; NaN is a key like any other.</typeparam>
/// <typeparam name="TValue">What stands for a key.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LabelTable<TKey, TValue>
    where TKey : notnull
{
    private readonly FrozenDictionary<TKey, TValue> values;

    /// <summary>Arranges the table.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="values">As many values.</param>
    /// <param name="missing">What stands for any other key.</param>
    /// <exception cref="ArgumentException">There are not as many values as keys.</exception>
    public LabelTable(IReadOnlyList<TKey> keys, IReadOnlyList<TValue> values, TValue missing)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        if (keys.Count != values.Count) throw new ArgumentException($"There are {keys.Count} keys and {values.Count} values; each key has one", nameof(values));
        var first = new Dictionary<TKey, TValue>();
        for (int i = 0; i < keys.Count; i++) first.TryAdd(keys[i], values[i]);
        this.values = typeof(TKey) == typeof(string)
            ? first.ToFrozenDictionary((IEqualityComparer<TKey>)(object)StringComparer.Ordinal)
            : first.ToFrozenDictionary();
        Missing = missing;
    }

    /// <summary>What stands for a key that is not in the table.</summary>
    public TValue Missing { get; }

    /// <summary>What stands for a key.</summary>
    [SuppressMessage("Design", "CA1043", Justification = "The key's type is the table's own.")]
    public TValue this[TKey key] => values.TryGetValue(key, out TValue? value) ? value : Missing;

    /// <summary>What stands for each of several keys.</summary>
    /// <exception cref="ArgumentException">There are not as many places as keys.</exception>
    public void Map(ReadOnlySpan<TKey> keys, Span<TValue> into)
    {
        if (keys.Length != into.Length) throw new ArgumentException($"There are {keys.Length} keys and {into.Length} places", nameof(into));
        for (int i = 0; i < keys.Length; i++) into[i] = this[keys[i]];
    }
}
