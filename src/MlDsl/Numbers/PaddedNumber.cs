using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl;

/// <summary>
/// Decimal numbers of up to 16 characters behind their sign, of single precision up to 20, without an exponent, all digits at once: no loop and no
/// branch on the sign or the place of the point, and one on the length, for up to eight characters fit a word (<see cref="ShortNumber"/>). Anything else, and
/// longer ones on a processor without SSE4.1, is left to the general way.
/// </summary>
/// <remarks>
/// The digits are moved together by one shuffle and weighted by three multiplications, as in D. Lemire's and W. Mula's work on parsing numbers with vectors.
/// A whole number below 2⁵³ over a power of ten up to 10²² is one division of exact doubles, hence rounded once (W. D. Clinger, PLDI 1990). A float needs no such
/// care but beside the points between floats: there the general way decides.
/// </remarks>
internal static class PaddedNumber
{
    /// <summary>The bytes that are read from where a text begins.</summary>
    public const int Reach = 17;

    private const int Longest = 16, MostDecimals = 20, Places = ShortNumber.NoPoint + 1;

    // What a short number's digits count by the place of its point, and behind them the same for one with a sign: powers up to 10⁷ are exact floats.
    private static ReadOnlySpan<float> FloatUnits =>
        [1e7f, 1e6f, 1e5f, 1e4f, 1e3f, 1e2f, 1e1f, 1e0f, 1e0f, -1e7f, -1e6f, -1e5f, -1e4f, -1e3f, -1e2f, -1e1f, -1e0f, -1e0f];

    private static ReadOnlySpan<double> Units => [1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1e0, 1e0, -1e7, -1e6, -1e5, -1e4, -1e3, -1e2, -1e1, -1e0, -1e0];

    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    // Those of numbers without a sign, and behind them those of numbers with one.
    private static ReadOnlySpan<double> Shares =>
    [
        1e0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17, 1e-18, 1e-19,
        -1e0, -1e-1, -1e-2, -1e-3, -1e-4, -1e-5, -1e-6, -1e-7, -1e-8, -1e-9, -1e-10, -1e-11, -1e-12, -1e-13, -1e-14, -1e-15, -1e-16, -1e-17, -1e-18, -1e-19,
    ];

    /// <summary>
    /// Whether the whole of <paramref name="text"/> is such a number of the type; it is exactly what the general way gives. 17 bytes are read from where the
    /// text begins, whatever its length, so as many must be there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead<T>(ReadOnlySpan<byte> text, out T value) where T : struct, INumberBase<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double) && typeof(T) != typeof(int) && typeof(T) != typeof(long))
        {
            value = default;
            return false;
        }
        ref byte first = ref MemoryMarshal.GetReference(text);
        int sign = first == '-' ? 1 : 0, length = text.Length - sign;
        first = ref Unsafe.Add(ref first, (nuint)sign);
        if (!ShortNumber.IsSupported || (uint)(length - 1) >= ShortNumber.Longest)
        {
            // By a name of its own, so that the value itself need not lie in memory.
            bool isRead = TryMore(ref first, length, sign, out T more);
            value = more;
            return isRead;
        }
        bool isNumber = ShortNumber.TryRead(ref first, length, out uint digits, out int point);
        // One division of exact numbers.
        if (typeof(T) == typeof(float))
        {
            value = Unsafe.BitCast<float, T>((int)digits / Unsafe.Add(ref MemoryMarshal.GetReference(FloatUnits), (nuint)(point + (sign * Places))));
            return isNumber && digits <= 1 << 24;
        }
        if (typeof(T) == typeof(double))
        {
            value = Unsafe.BitCast<double, T>((int)digits / Unsafe.Add(ref MemoryMarshal.GetReference(Units), (nuint)(point + (sign * Places))));
            return isNumber;
        }
        // An integer has no point: with one the general way decides.
        int integer = ((int)digits ^ -sign) + sign;
        value = typeof(T) == typeof(long) ? Unsafe.BitCast<long, T>(integer) : Unsafe.BitCast<int, T>(integer);
        return isNumber && point == ShortNumber.NoPoint;
    }

    // More than eight characters.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryMore<T>(ref byte first, int length, int sign, out T value) where T : struct, INumberBase<T>
    {
        value = default;
        if (!Sse41.IsSupported) return false;
        if ((uint)(length - 1) >= Longest)
        {
            if (typeof(T) != typeof(float) || !TryLong(ref first, length, sign, out float read)) return false;
            value = Unsafe.BitCast<float, T>(read);
            return true;
        }
        if (!TryDigits(ref first, length, out ulong digits, out int decimals)) return false;
        if (typeof(T) == typeof(float))
        {
            bool isKnown = TryNarrow((long)digits * Shares[decimals + (sign * MostDecimals)], out float nearest);
            value = Unsafe.BitCast<float, T>(nearest);
            return isKnown;
        }
        if (typeof(T) == typeof(double))
        {
            value = Unsafe.BitCast<double, T>(Signed((long)digits / PowersOfTen[decimals], sign));
            return digits <= 1UL << 53;
        }
        if (decimals != 0 || Unsafe.Add(ref first, length - 1) == '.') return false;
        long integer = ((long)digits ^ -sign) + sign;
        if (typeof(T) == typeof(long))
        {
            value = Unsafe.BitCast<long, T>(integer);
            return true;
        }
        value = Unsafe.BitCast<int, T>((int)integer);
        return integer == (int)integer;
    }

    // 17 to 20 characters with the point among the first 16: up to 19 digits, which a word holds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryLong(ref byte first, int length, int sign, out float value)
    {
        value = 0;
        if (length is <= Longest or > Longest + 4 || !TryDigits(ref first, Longest, out ulong digits, out int decimals)) return false;
        // Without a point among them the 16 have no decimals and do not end in one.
        if (decimals == 0 && Unsafe.Add(ref first, Longest - 1) != '.') return false;
        for (int at = Longest; at < length; at++, decimals++)
        {
            uint digit = Unsafe.Add(ref first, at) - (uint)'0';
            if (digit > 9) return false;
            digits = (digits * 10) + digit;
        }
        return TryNarrow(digits * Shares[decimals + (sign * MostDecimals)], out value);
    }

    /// <summary>
    /// The float nearest to a number of which <paramref name="wide"/> is within two units of a double's last place, as three roundings leave it: known unless
    /// a point between two floats is as near. Numbers of at most 19 decimals are 0 or normal floats, whose 29 lost bits tell.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNarrow(double wide, out float value)
    {
        value = (float)wide;
        uint lost = (uint)BitConverter.DoubleToUInt64Bits(wide) & 0x1FFF_FFFF;
        return lost - 0x0FFF_FFFC > 8;
    }

    private static double Signed(double value, int sign) => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(value) ^ ((ulong)sign << 63));

    /// <summary>The digits of 1 to 16 characters with at most one point among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryDigits(ref byte first, int length, out ulong digits, out int decimals)
    {
        Vector128<byte> text = Vector128.LoadUnsafe(ref first);
        uint points = Vector128.Equals(text, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & ((1u << length) - 1);
        // A text without a point has it behind its end.
        int point = BitOperations.TrailingZeroCount(points | (1u << length)), width = points == 0 ? length + 1 : length;
        decimals = width - 1 - point;
        // Every place takes the character that stands as far from the end, or from the point what is before it; places before the number take none, and become 0.
        Vector128<sbyte> from = Vector128.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) + Vector128.Create((sbyte)(width - Longest - 1));
        from -= Vector128.GreaterThan(from, Vector128.Create((sbyte)(point - 1)));
        Vector128<byte> values = Ssse3.Shuffle(text - Vector128.Create((byte)'0'), from.AsByte());
        Vector128<short> pairs = Ssse3.MultiplyAddAdjacent(values, Vector128.Create(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(100, 1, 100, 1, 100, 1, 100, 1));
        Vector128<short> packed = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
        ulong eights = Sse2.MultiplyAddAdjacent(packed, Vector128.Create(10000, 1, 10000, 1, 10000, 1, 10000, 1)).AsUInt64().ToScalar();
        digits = ((uint)eights * 100_000_000UL) + (eights >> 32);
        // What is no digit, a second point among them, lies above 9.
        return width > 1 && Sse2.SubtractSaturate(values, Vector128.Create((byte)9)) == Vector128<byte>.Zero;
    }
}
