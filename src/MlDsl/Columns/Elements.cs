using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MlDsl.Columns;

/// <summary>The elements of a vector where they lie, or that the vector is missing. Nothing is copied.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public readonly ref struct Elements<T>
{
    private readonly ReadOnlySpan<T> values;
    // What has no memory of its own to look at.
    private readonly IReadOnlyList<T>? list;
    private readonly bool isThere;

    internal Elements(ReadOnlySpan<T> values)
    {
        this.values = values;
        (Length, isThere) = (values.Length, true);
    }

    internal Elements(IReadOnlyList<T> list) => (this.list, Length, isThere) = (list, list.Count, true);

    /// <summary>The number of elements; 0 where the vector is missing.</summary>
    public int Length { get; }

    /// <summary>Whether there is no vector.</summary>
    public bool IsMissing => !isThere;

    /// <summary>The element at <paramref name="index"/>.</summary>
    public T this[int index] => list is null ? values[index] : list[index];

    /// <summary>Copies the elements into the first of <paramref name="target"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="target"/> is shorter.</exception>
    internal void CopyTo(Span<T> target)
    {
        if (list is null) values.CopyTo(target);
        else for (int i = 0; i < Length; i++) target[i] = list[i];
    }
}

/// <summary>The elements of whatever type a vector column has. Null and a default <see cref="ImmutableArray{T}"/> are missing.</summary>
public static class Elements
{
    /// <summary>The elements of an array.</summary>
    public static Elements<T> Of<T>(T[]? vector) => vector is null ? default : new(vector);

    /// <summary>The elements of memory.</summary>
    public static Elements<T> Of<T>(ReadOnlyMemory<T> vector) => new(vector.Span);

    /// <summary>The elements of memory that may be missing.</summary>
    public static Elements<T> Of<T>(ReadOnlyMemory<T>? vector) => vector is { } memory ? new(memory.Span) : default;

    /// <summary>The elements of an immutable array.</summary>
    public static Elements<T> Of<T>(ImmutableArray<T> vector) => vector.IsDefault ? default : new(vector.AsSpan());

    /// <summary>The elements of an immutable array that may be missing.</summary>
    public static Elements<T> Of<T>(ImmutableArray<T>? vector) => Of(vector.GetValueOrDefault());

    /// <summary>The elements of a list.</summary>
    public static Elements<T> Of<T>(List<T>? vector) => vector is null ? default : new(CollectionsMarshal.AsSpan(vector));

    /// <summary>The elements of a list of any type.</summary>
    public static Elements<T> Of<T>(IReadOnlyList<T>? vector) => vector switch
    {
        T[] array => Of(array),
        List<T> list => Of(list),
        ImmutableArray<T> array => Of(array),
        null => default,
        _ => new(vector),
    };
}
