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
        if ((typeof(T) == typeof(float) || typeof(T) == typeof(int)) && Layout.OfFour)
        {
            ulong both = 1 | ((ulong)Unsafe.BitCast<T, uint>(value) << 32);
            return Unsafe.As<ulong, T?>(ref both);
        }
        if ((typeof(T) == typeof(double) || typeof(T) == typeof(long)) && Layout.OfEight)
        {
            var both = Vector128.Create(1, Unsafe.BitCast<T, ulong>(value));
            return Unsafe.As<Vector128<ulong>, T?>(ref both);
        }
        return value;
    }

    // Whether the runtime lays a nullable value out as its flag and, behind it, the value. The JIT takes both for constants.
    private static class Layout
    {
        public static readonly bool OfFour = BitConverter.IsLittleEndian && Unsafe.SizeOf<float?>() == sizeof(ulong) && IsOneOfFour(1 | ((ulong)BitConverter.SingleToUInt32Bits(1) << 32));
        public static readonly bool OfEight = BitConverter.IsLittleEndian && Unsafe.SizeOf<double?>() == Vector128<byte>.Count && IsOneOfEight(Vector128.Create(1, BitConverter.DoubleToUInt64Bits(1)));

        private static bool IsOneOfFour(ulong both) => Unsafe.As<ulong, float?>(ref both) is 1;

        private static bool IsOneOfEight(Vector128<ulong> both) => Unsafe.As<Vector128<ulong>, double?>(ref both) is 1;
    }
}
