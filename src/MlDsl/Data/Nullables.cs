using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlDsl;

/// <summary>
/// Values that may be missing and are not, written at once. Written as a flag and a value they would be read again, as one, before both have left the
/// processor's store buffer, which costs as much as reading a number.
/// </summary>
internal static class Nullables
{
    /// <summary>The value as one that may be missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Of<T>(T value) where T : struct
    {
        if (typeof(T) == typeof(float) && Layout.OfFour) return Unsafe.BitCast<ulong, T?>(1 | ((ulong)Unsafe.BitCast<T, uint>(value) << 32));
        if (typeof(T) == typeof(int) && Layout.OfFour) return Unsafe.BitCast<ulong, T?>(1 | ((ulong)Unsafe.BitCast<T, uint>(value) << 32));
        if (typeof(T) == typeof(double) && Layout.OfEight) return Unsafe.BitCast<Vector128<ulong>, T?>(Vector128.Create(1, Unsafe.BitCast<T, ulong>(value)));
        if (typeof(T) == typeof(long) && Layout.OfEight) return Unsafe.BitCast<Vector128<ulong>, T?>(Vector128.Create(1, Unsafe.BitCast<T, ulong>(value)));
        return value;
    }

    // Whether the runtime lays a nullable value out as its flag and, behind it, the value. The JIT takes both for constants.
    private static class Layout
    {
        public static readonly bool OfFour = BitConverter.IsLittleEndian && Unsafe.SizeOf<float?>() == 8 && Unsafe.BitCast<ulong, float?>(1 | (0x3F80_0000UL << 32)) is 1f;
        public static readonly bool OfEight = BitConverter.IsLittleEndian && Unsafe.SizeOf<double?>() == 16 && Unsafe.BitCast<Vector128<ulong>, double?>(Vector128.Create(1, 0x3FF0_0000_0000_0000UL)) is 1.0;
    }
}
