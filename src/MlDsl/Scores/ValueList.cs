using System.Collections;

namespace MlDsl;

/// <summary>Makes lists that compare by value.</summary>
internal static class ValueList
{
    /// <summary>The items of <paramref name="source"/>; none where it is null, as a serializer leaves what a text does not name.</summary>
    public static ValueList<T> Of<T>(IEnumerable<T>? source) => source as ValueList<T> ?? new([.. source ?? []]);
}

/// <summary>A list that equals another one with equal items, so that the records which hold it compare by value.</summary>
internal sealed class ValueList<T>(T[] items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    public static ValueList<T> Empty { get; } = new([]);

    public int Count => items.Length;

    public T this[int index] => items[index];

    public bool Equals(ValueList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in items) hash.Add(item);
        return hash.ToHashCode();
    }

    public ReadOnlySpan<T> AsSpan() => items;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
