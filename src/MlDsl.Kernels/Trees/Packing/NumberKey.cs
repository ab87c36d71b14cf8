using System.Numerics;
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

    /// <summary>The number of a key; NaN of what is none's, such as the greatest integer.</summary>
    public static T Value<TKey, T>(TKey key)
        where TKey : unmanaged, IBinaryInteger<TKey>
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<long, T>(Turn(long.CreateChecked(key)));
        int narrow = int.CreateChecked(key);
        return Unsafe.BitCast<int, T>(narrow ^ ((narrow >> 31) & int.MaxValue));

        static long Turn(long bits) => bits ^ ((bits >> 63) & long.MaxValue);
    }

    /// <summary>The same for either precision: <typeparamref name="TKey"/> is int for float, long for double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TKey Of<T, TKey>(T value)
        where T : unmanaged
        where TKey : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<int, TKey>(Of(Unsafe.BitCast<T, float>(value))) : Unsafe.BitCast<long, TKey>(Of(Unsafe.BitCast<T, double>(value)));
}
