namespace MlDsl;

/// <summary>
/// Values that several threads write, each at its own places, while one thread makes room: growing moves nothing, so what is written stays.
/// </summary>
internal sealed class Segments<T> where T : unmanaged
{
    private const int Bits = 16, Size = 1 << Bits;
    private T[][] segments = [];
    private int count;

    /// <summary>The value at a place for which there is room.</summary>
    public T this[int place]
    {
        set => Volatile.Read(ref segments)[place >> Bits][place & (Size - 1)] = value;
    }

    /// <summary>Makes room for <paramref name="needed"/> values in all; the caller is one thread.</summary>
    public void MakeRoom(int needed)
    {
        count = Math.Max(count, needed);
        int more = (int)(((long)needed + Size - 1) >> Bits);
        if (more <= segments.Length) return;
        // Whoever writes meanwhile has the old list, whose segments are in the new one.
        T[][] grown = new T[more][];
        segments.CopyTo(grown, 0);
        for (int i = segments.Length; i < more; i++) grown[i] = GC.AllocateUninitializedArray<T>(Size);
        Volatile.Write(ref segments, grown);
    }

    /// <summary>All values in order; each segment is let go once it is copied.</summary>
    public T[] ToArray()
    {
        T[] all = GC.AllocateUninitializedArray<T>(count);
        Parallel.For(0, segments.Length, i =>
        {
            segments[i].AsSpan(0, Math.Min(Size, count - (i << Bits))).CopyTo(all.AsSpan(i << Bits));
            segments[i] = [];
        });
        return all;
    }
}
