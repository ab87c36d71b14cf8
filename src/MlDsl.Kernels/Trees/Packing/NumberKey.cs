using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>
/// Numbers as integers of the same width and order, so that "less or equal" can become "less than the next". The greatest integer is above
/// every number's key, and pads sorted lists.
/// </summary>
internal static unsafe class NumberKey
{
    /// <summary>The key of a number; both zeros have the same. NaN has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(float value)
    {
        float number = value + 0f;
        int bits = *(int*)&number;

        // Negative numbers order by magnitude the wrong way round; flipping all bits but the sign turns them.
        return bits ^ ((bits >> 31) & int.MaxValue);
    }

    /// <summary>The same in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(double value)
    {
        double number = value + 0d;
        long bits = *(long*)&number;
        return bits ^ ((bits >> 63) & long.MaxValue);
    }

    /// <summary>The number of a key; NaN for keys that are none's.</summary>
    public static float ToSingle(int key) => BitConverter.Int32BitsToSingle(key ^ ((key >> 31) & int.MaxValue));

    /// <summary>The same in double precision.</summary>
    public static double ToDouble(long key) => BitConverter.Int64BitsToDouble(key ^ ((key >> 63) & long.MaxValue));

    /// <summary>The same for either precision: <typeparamref name="TKey"/> is int for float, long for double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TKey Of<T, TKey>(T value)
        where T : unmanaged
        where TKey : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<int, TKey>(Of(Unsafe.BitCast<T, float>(value))) : Unsafe.BitCast<long, TKey>(Of(Unsafe.BitCast<T, double>(value)));
}
