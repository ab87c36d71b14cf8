using System.Runtime.CompilerServices;
using MlDsl.Columns;

namespace MlDsl.MlNet;

/// <summary>A column of a type that ML.NET has not, as one that it has.</summary>
internal readonly struct Converted<TRow, T, TOut, TColumn> : IColumnOf<TRow, TOut> where T : struct where TOut : struct where TColumn : struct, IColumnOf<TRow, T>
{
    public TOut Read(TRow row) => Conversion.Of<T, TOut>(default(TColumn).Read(row));
}

/// <summary>A column whose values may be missing, as one of ML.NET: a number that is missing is NaN, and anything else the type's default.</summary>
internal readonly struct OrMissing<TRow, T, TOut, TColumn> : IColumnOf<TRow, TOut> where T : struct where TOut : struct where TColumn : struct, IColumnOf<TRow, T?>
{
    public TOut Read(TRow row)
    {
        T? value = default(TColumn).Read(row);
        if (value.HasValue) return Conversion.Of<T, TOut>(value.GetValueOrDefault());
        if (typeof(TOut) == typeof(float)) return Unsafe.BitCast<float, TOut>(float.NaN);
        if (typeof(TOut) == typeof(double)) return Unsafe.BitCast<double, TOut>(double.NaN);
        // Of durations 0 is one.
        return typeof(TOut) == typeof(TimeSpan) ? Unsafe.BitCast<TimeSpan, TOut>(TimeSpan.MinValue) : Conversion.Of<T, TOut>(default);
    }
}

/// <summary>A column of characters or identifiers as one of texts.</summary>
internal readonly struct Spelled<TRow, T, TColumn> : IColumnOf<TRow, string?> where T : struct where TColumn : struct, IColumnOf<TRow, T>
{
    public string? Read(TRow row) => Conversion.Text(default(TColumn).Read(row));
}

/// <summary>The same where one may be missing.</summary>
internal readonly struct SpelledOrMissing<TRow, T, TColumn> : IColumnOf<TRow, string?> where T : struct where TColumn : struct, IColumnOf<TRow, T?>
{
    public string? Read(TRow row) => default(TColumn).Read(row) is { } known ? Conversion.Text(known) : null;
}

/// <summary>A column of an enum's members as one of keys.</summary>
internal readonly struct KeyColumn<TRow, TColumn> : IColumnOf<TRow, uint> where TColumn : struct, IColumnOf<TRow, int>
{
    public uint Read(TRow row) => (uint)default(TColumn).Read(row);
}

/// <summary>Values of columns as ML.NET has them. The types are known where a column is compiled, so that one branch is left.</summary>
internal static class Conversion
{
    public static TOut Of<T, TOut>(T value) where T : struct where TOut : struct
    {
        if (typeof(T) == typeof(TOut)) return Unsafe.As<T, TOut>(ref value);
        if (typeof(TOut) == typeof(float)) return Unsafe.BitCast<float, TOut>(Single(value));
        if (typeof(TOut) == typeof(double)) return Unsafe.BitCast<double, TOut>(Double(value));
        if (typeof(T) == typeof(DateOnly) && typeof(TOut) == typeof(DateTime)) return Unsafe.BitCast<DateTime, TOut>(Unsafe.BitCast<T, DateOnly>(value).ToDateTime(default));
        if (typeof(T) == typeof(TimeOnly) && typeof(TOut) == typeof(TimeSpan)) return Unsafe.BitCast<TimeSpan, TOut>(Unsafe.BitCast<T, TimeOnly>(value).ToTimeSpan());
        throw new NotSupportedException($"{typeof(T)} is no {typeof(TOut)} of ML.NET");
    }

    /// <summary>The text of a character, which is made once, or of an identifier.</summary>
    public static string Text<T>(T value) where T : struct => typeof(T) == typeof(char) ? CharacterTexts.Of(Unsafe.BitCast<T, char>(value)) : value.ToString()!;

    private static float Single<T>(T value) where T : struct
    {
        if (typeof(T) == typeof(bool)) return Unsafe.BitCast<T, bool>(value) ? 1 : 0;
        if (typeof(T) == typeof(Half)) return (float)Unsafe.BitCast<T, Half>(value);
        if (typeof(T) == typeof(sbyte)) return Unsafe.BitCast<T, sbyte>(value);
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<T, byte>(value);
        if (typeof(T) == typeof(short)) return Unsafe.BitCast<T, short>(value);
        return Unsafe.BitCast<T, ushort>(value);
    }

    private static double Double<T>(T value) where T : struct
    {
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<T, int>(value);
        if (typeof(T) == typeof(uint)) return Unsafe.BitCast<T, uint>(value);
        if (typeof(T) == typeof(long)) return Unsafe.BitCast<T, long>(value);
        if (typeof(T) == typeof(ulong)) return Unsafe.BitCast<T, ulong>(value);
        return (double)Unsafe.BitCast<T, decimal>(value);
    }
}
