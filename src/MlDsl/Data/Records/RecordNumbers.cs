using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl;

/// <summary>Numbers of a column's type from values that are numbers already: integers exactly, fractions rounded once to the nearest.</summary>
internal static class RecordNumbers
{
    /// <summary>Whether <paramref name="value"/> is a finite <typeparamref name="T"/>; an integer may be written as 2.0.</summary>
    public static bool TryRead<T>(in RecordValue value, out T number) where T : struct, INumberBase<T>
    {
        switch (value.Kind)
        {
            case RecordValueKind.Integer:
                return TryInteger(value.AsInteger, out number);
            case RecordValueKind.Unsigned:
                return TryUnsigned(unchecked((ulong)value.AsInteger), out number);
            case RecordValueKind.Number:
                return TryDouble(value.AsDouble, out number);
            case RecordValueKind.Digits:
                return NumberText.TryRead(value.Bytes, out number);
            case RecordValueKind.Decimal:
                // By its digits: the framework's conversion from decimal to double does not always round to the nearest.
                Span<byte> digits = stackalloc byte[32];
                number = default;
                return value.AsDecimal.TryFormat(digits, out int length, default, System.Globalization.CultureInfo.InvariantCulture)
                    && NumberText.TryRead(digits[..length], out number);
            default:
                number = default;
                return false;
        }
    }

    private static bool TryInteger<T>(long value, out T number) where T : struct, INumberBase<T>
    {
        if (typeof(T) == typeof(float)) number = Unsafe.BitCast<float, T>(value);
        else number = T.CreateSaturating(value);
        return NumberText.IsFractional<T>() ? T.IsFinite(number) : long.CreateSaturating(number) == value;
    }

    private static bool TryUnsigned<T>(ulong value, out T number) where T : struct, INumberBase<T>
    {
        number = T.CreateSaturating(value);
        return NumberText.IsFractional<T>() ? T.IsFinite(number) : ulong.CreateSaturating(number) == value;
    }

    private static bool TryDouble<T>(double value, out T number) where T : struct, INumberBase<T>
    {
        number = default;
        if (!double.IsFinite(value)) return false;
        if (typeof(T) == typeof(decimal))
        {
            // Its digits, as they would stand in a file: the conversion keeps fifteen of seventeen.
            Span<byte> digits = stackalloc byte[32];
            return value.TryFormat(digits, out int length, "R", System.Globalization.CultureInfo.InvariantCulture) && NumberText.TryRead(digits[..length], out number);
        }
        if (NumberText.IsFractional<T>())
        {
            number = T.CreateSaturating(value);
            return T.IsFinite(number);
        }
        if (value != Math.Floor(value) || Math.Abs(value) >= 18446744073709551616.0) return false;
        return value < 0 || value < 9223372036854775808.0
            ? value >= -9223372036854775808.0 && TryInteger((long)value, out number)
            : TryUnsigned((ulong)value, out number);
    }
}
