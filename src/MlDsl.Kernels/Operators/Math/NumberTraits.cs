using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>What kind of number an element type is; constants to the compiler.</summary>
internal static class NumberTraits<T>
    where T : INumberBase<T>
{
    public static bool IsInteger =>
        typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(uint) || typeof(T) == typeof(ulong)
        || typeof(T) == typeof(short) || typeof(T) == typeof(ushort) || typeof(T) == typeof(sbyte) || typeof(T) == typeof(byte);

    public static bool IsSigned =>
        typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(short) || typeof(T) == typeof(sbyte) || !IsInteger;
}
