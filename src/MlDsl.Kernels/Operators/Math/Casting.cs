using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// From elements of one type to those of another one, as ONNX Runtime does it on x64 processors: numbers lose what is behind the point,
/// integers wrap, and a floating-point number that no 32-bit (for 64-bit targets: 64-bit) integer holds becomes the smallest one first.
/// </summary>
internal static class Casting
{
    /// <summary>Converts between any two element types.</summary>
    /// <exception cref="OperatorException">A text is no number.</exception>
    public static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
    {
        if (typeof(TFrom) == typeof(TTo)) from.CopyTo(As<TTo, TFrom>(to));
        else if (typeof(TFrom) == typeof(string)) CastText.Parse(As<TFrom, string>(from), to);
        else if (typeof(TTo) == typeof(string)) CastText.Format(from, As<TTo, string>(to));
        else if (typeof(TFrom) == typeof(float)) FromNumber(As<TFrom, float>(from), to);
        else if (typeof(TFrom) == typeof(double)) FromNumber(As<TFrom, double>(from), to);
        else if (typeof(TFrom) == typeof(Half)) FromNumber(As<TFrom, Half>(from), to);
        else if (typeof(TFrom) == typeof(long)) FromNumber(As<TFrom, long>(from), to);
        else if (typeof(TFrom) == typeof(int)) FromNumber(As<TFrom, int>(from), to);
        else if (typeof(TFrom) == typeof(short)) FromNumber(As<TFrom, short>(from), to);
        else if (typeof(TFrom) == typeof(sbyte)) FromNumber(As<TFrom, sbyte>(from), to);
        else if (typeof(TFrom) == typeof(ulong)) FromNumber(As<TFrom, ulong>(from), to);
        else if (typeof(TFrom) == typeof(uint)) FromNumber(As<TFrom, uint>(from), to);
        else if (typeof(TFrom) == typeof(ushort)) FromNumber(As<TFrom, ushort>(from), to);
        else if (typeof(TFrom) == typeof(byte)) FromNumber(As<TFrom, byte>(from), to);

        // A truth value is a byte of 0 or 1.
        else if (typeof(TFrom) == typeof(bool)) FromNumber(MemoryMarshal.Cast<bool, byte>(As<TFrom, bool>(from)), to);
        else throw new OperatorException($"{typeof(TFrom).Name} is no element type");
    }

    private static void FromNumber<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : unmanaged, INumber<TFrom>
    {
        if (typeof(TTo) == typeof(float)) Numbers(from, As<TTo, float>(to));
        else if (typeof(TTo) == typeof(double)) Numbers(from, As<TTo, double>(to));
        else if (typeof(TTo) == typeof(Half)) Numbers(from, As<TTo, Half>(to));
        else if (typeof(TTo) == typeof(long)) Numbers(from, As<TTo, long>(to));
        else if (typeof(TTo) == typeof(int)) Numbers(from, As<TTo, int>(to));
        else if (typeof(TTo) == typeof(short)) Numbers(from, As<TTo, short>(to));
        else if (typeof(TTo) == typeof(sbyte)) Numbers(from, As<TTo, sbyte>(to));
        else if (typeof(TTo) == typeof(ulong)) Numbers(from, As<TTo, ulong>(to));
        else if (typeof(TTo) == typeof(uint)) Numbers(from, As<TTo, uint>(to));
        else if (typeof(TTo) == typeof(ushort)) Numbers(from, As<TTo, ushort>(to));
        else if (typeof(TTo) == typeof(byte)) Numbers(from, As<TTo, byte>(to));
        else if (typeof(TTo) == typeof(bool)) Loops.Run<TFrom, bool, IsNotZero<TFrom>>(from, As<TTo, bool>(to));
        else throw new OperatorException($"{typeof(TTo).Name} is no element type");
    }

    private static void Numbers<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if ((NumberTraits<TFrom>.IsInteger || !NumberTraits<TTo>.IsInteger) && typeof(TTo) != typeof(Half)) TensorPrimitives.ConvertTruncating(from, to);
        else Loops.Run<TFrom, TTo, Number<TFrom, TTo>>(from, to);
    }

    /// <summary>Converts one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TTo Convert<TFrom, TTo>(TFrom x)
        where TFrom : INumber<TFrom>
        where TTo : INumber<TTo>
    {
        // The one way to float16 is by way of float.
        if (typeof(TTo) == typeof(Half)) return TTo.CreateTruncating(float.CreateTruncating(x));
        if (NumberTraits<TFrom>.IsInteger || !NumberTraits<TTo>.IsInteger) return TTo.CreateTruncating(x);
        double number = double.CreateTruncating(x);
        if (typeof(TTo) == typeof(ulong)) return TTo.CreateTruncating(ToUInt64(number));
        return typeof(TTo) == typeof(long) || typeof(TTo) == typeof(uint) ? TTo.CreateTruncating(ToInt64(number)) : TTo.CreateTruncating(ToInt32(number));
    }

    private static int ToInt32(double x) => x is > -2147483649.0 and < 2147483648.0 ? (int)x : int.MinValue;

    private static long ToInt64(double x) => x is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)x : long.MinValue;

    private static ulong ToUInt64(double x) => x >= 9223372036854775808.0 ? (ulong)ToInt64(x - 9223372036854775808.0) ^ 0x8000_0000_0000_0000 : (ulong)ToInt64(x);

    private static ReadOnlySpan<TTo> As<TFrom, TTo>(ReadOnlySpan<TFrom> span) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TFrom, TTo>(ref MemoryMarshal.GetReference(span)), span.Length);

    private static Span<TTo> As<TFrom, TTo>(Span<TFrom> span) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<TFrom, TTo>(ref MemoryMarshal.GetReference(span)), span.Length);

    private readonly struct Number<TFrom, TTo> : IElementFunction<TFrom, TTo>
        where TFrom : INumber<TFrom>
        where TTo : INumber<TTo>
    {
        public static TTo Apply(TFrom x) => Convert<TFrom, TTo>(x);
    }

    private readonly struct IsNotZero<T> : IElementFunction<T, bool>
        where T : INumber<T>
    {
        public static bool Apply(T x) => !T.IsZero(x);
    }
}
