using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>Features as a growing list of (position, value) in the order written. It combines nothing and drops nothing.</summary>
public struct SparseSink : IFeatureSink
{
    private int[] positions;
    private float[] values;

    /// <summary>An empty list with room for <paramref name="capacity"/> entries.</summary>
    public SparseSink(int capacity)
    {
        positions = new int[Math.Max(capacity, 4)];
        values = new float[positions.Length];
    }

    /// <summary>The number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>The positions written, in order.</summary>
    public readonly ReadOnlySpan<int> Positions => positions.AsSpan(0, Count);

    /// <summary>The value at each of <see cref="Positions"/>.</summary>
    public readonly ReadOnlySpan<float> Values => values.AsSpan(0, Count);

    /// <summary>Forgets the entries and keeps the room.</summary>
    public void Clear() => Count = 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int position, float value)
    {
        if (positions is null || Count == positions.Length) Grow();
        positions![Count] = position;
        values[Count++] = value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        // A default sink, made without the constructor, has no arrays yet.
        int capacity = Math.Max(8, Count * 2);
        Array.Resize(ref positions, capacity);
        Array.Resize(ref values, capacity);
    }
}
