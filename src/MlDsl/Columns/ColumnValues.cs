using System.Numerics;

namespace MlDsl.Columns;

/// <summary>Typed values as values by name. Called by generated code, which picks the overload by the column's type.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static class ColumnValues
{
    /// <summary>A text, or the name of an enum's member; null is missing.</summary>
    public static ColumnValue Of(string? value) => ColumnValue.Text(value);

    /// <summary>A flag that may be missing.</summary>
    public static ColumnValue Of(bool? value) => value is { } known ? ColumnValue.Flag(known) : default;

    /// <summary>An integer that may be missing.</summary>
    public static ColumnValue Of(long? value) => value is { } known ? ColumnValue.Integer(known) : default;

    /// <summary>An integer without a sign that may be missing.</summary>
    public static ColumnValue Of(ulong? value) => value is { } known ? ColumnValue.Integer(known) : default;

    /// <summary>A number that may be missing; a float is exact in it.</summary>
    public static ColumnValue Of(double? value) => value is { } known ? ColumnValue.Number(known) : default;

    /// <summary>A number of half precision that may be missing.</summary>
    public static ColumnValue Of(Half? value) => value is { } known ? ColumnValue.Number((double)known) : default;

    /// <summary>An exact number that may be missing.</summary>
    public static ColumnValue Of(decimal? value) => value is { } known ? ColumnValue.Number(known) : default;

    /// <summary>A time that may be missing.</summary>
    public static ColumnValue Of(DateTime? value) => value is { } known ? ColumnValue.Time(known) : default;

    /// <summary>A time with an offset that may be missing.</summary>
    public static ColumnValue Of(DateTimeOffset? value) => value is { } known ? ColumnValue.Time(known) : default;

    /// <summary>A date that may be missing.</summary>
    public static ColumnValue Of(DateOnly? value) => value is { } known ? ColumnValue.Date(known) : default;

    /// <summary>An hour that may be missing.</summary>
    public static ColumnValue Of(TimeOnly? value) => value is { } known ? ColumnValue.Time(known) : default;

    /// <summary>A duration that may be missing, as its ticks.</summary>
    public static ColumnValue Of(TimeSpan? value) => value is { } known ? ColumnValue.Integer(known.Ticks) : default;

    /// <summary>A character that may be missing.</summary>
    public static ColumnValue Of(char? value) => ColumnValue.Text(value?.ToString());

    /// <summary>An identifier that may be missing.</summary>
    public static ColumnValue Of(Guid? value) => ColumnValue.Text(value?.ToString());

    /// <summary>A vector that may be missing.</summary>
    public static ColumnValue Of<T>(Elements<T> vector) where T : struct, INumberBase<T>
    {
        if (vector.IsMissing) return default;
        float[] values = new float[vector.Length];
        for (int i = 0; i < values.Length; i++) values[i] = float.CreateTruncating(vector[i]);
        return ColumnValue.Vector(values);
    }

    /// <summary>A vector whose elements may be missing.</summary>
    public static ColumnValue Of<T>(Elements<T?> vector) where T : struct, INumberBase<T>
    {
        if (vector.IsMissing) return default;
        float[] values = new float[vector.Length];
        for (int i = 0; i < values.Length; i++) values[i] = vector[i] is { } known ? float.CreateTruncating(known) : float.NaN;
        return ColumnValue.Vector(values);
    }
}
