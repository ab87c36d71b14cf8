using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using MlDsl.Columns;

namespace MlDsl.Onnx;

/// <summary>Values of a data set's columns in the form that exported graphs take, checked as the model itself checks them. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OnnxColumns
{
    /// <summary>The ticks of the clock that the model reads.</summary>
    /// <param name="time">The time.</param>
    /// <param name="isUtc">Whether that is the clock of UTC, which a local time can be told by.</param>
    /// <param name="column">The column, for the message.</param>
    /// <exception cref="InvalidValueException">The time is local, and the model was trained on times without a zone, or it falls into a gap of the local clock.</exception>
    public static long Ticks(DateTime time, bool isUtc, string column)
    {
        if (time.Kind != DateTimeKind.Local) return time.Ticks;
        if (isUtc && TimeZoneInfo.Local.IsInvalidTime(time))
        {
            throw new InvalidValueException(column, string.Create(
                CultureInfo.InvariantCulture,
                $"'{column}' is {time:O}, a local time, which does not exist in {TimeZoneInfo.Local.Id}, because its clocks go forward there: correct it, or give it in UTC (ToUniversalTime)"));
        }
        if (isUtc) return time.ToUniversalTime().Ticks;
        throw new InvalidValueException(column, string.Create(
            CultureInfo.InvariantCulture,
            $"'{column}' is {time:O}, a local time, but the model was trained on times without a zone: give the reading of the clock that those were taken from"));
    }

    /// <summary>The same for a time that may be missing; <paramref name="missing"/> where it is.</summary>
    /// <inheritdoc cref="Ticks(DateTime, bool, string)"/>
    public static long Ticks(DateTime? time, bool isUtc, string column, long missing = 0) => time is { } given ? Ticks(given, isUtc, column) : missing;

    /// <summary>A text, or <paramref name="sentinel"/> for a missing one.</summary>
    /// <exception cref="InvalidValueException">The text is the sentinel itself, which the model would take for a missing one.</exception>
    public static string Text(string? text, string sentinel, string column) => text != sentinel ? text ?? sentinel : throw Taken(sentinel, column);

    /// <summary>An integer, or <paramref name="sentinel"/> for a missing one.</summary>
    /// <exception cref="InvalidValueException">The integer is the sentinel itself, which the model would take for a missing one.</exception>
    public static T Whole<T>(T? value, T sentinel, string column)
        where T : struct, IBinaryInteger<T>
    {
        if (value is not { } number) return sentinel;
        return number != sentinel ? number : throw Taken(sentinel, column);
    }

    /// <summary>The elements of a vector as floats, in <paramref name="row"/>; NaN for one that is missing, and everywhere where the vector is.</summary>
    /// <param name="vector">The elements.</param>
    /// <param name="row">As many places as the model takes elements.</param>
    /// <param name="mayMiss">Whether elements may be missing.</param>
    /// <param name="column">The column, for the message.</param>
    /// <exception cref="InvalidValueException">There are too few elements or too many, or one is infinite, or missing where none may be.</exception>
    public static ReadOnlySpan<float> Vector<T>(Elements<T> vector, Span<float> row, bool mayMiss, string column)
        where T : struct, INumberBase<T>
    {
        CheckLength(vector.Length, vector.IsMissing, row.Length, mayMiss, column);
        if (vector.IsMissing) row.Fill(float.NaN);
        for (int i = 0; i < vector.Length; i++) row[i] = Element(float.CreateTruncating(vector[i]), i, mayMiss, column);
        return row;
    }

    /// <summary>The same for a vector whose elements may be null.</summary>
    /// <inheritdoc cref="Vector{T}(Elements{T}, Span{float}, bool, string)"/>
    public static ReadOnlySpan<float> Vector<T>(Elements<T?> vector, Span<float> row, bool mayMiss, string column)
        where T : struct, INumberBase<T>
    {
        CheckLength(vector.Length, vector.IsMissing, row.Length, mayMiss, column);
        if (vector.IsMissing) row.Fill(float.NaN);
        for (int i = 0; i < vector.Length; i++) row[i] = Element(vector[i] is { } given ? float.CreateTruncating(given) : float.NaN, i, mayMiss, column);
        return row;
    }

    /// <summary>A number, or NaN for a missing one.</summary>
    /// <exception cref="InvalidValueException">The number is NaN itself.</exception>
    public static T Number<T>(T? value, string column)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (value is not { } number) return T.NaN;
        return T.IsNaN(number) ? throw new InvalidValueException(column, $"'{column}' is NaN: give a number, or null for a missing one") : number;
    }

    private static InvalidValueException Taken(object sentinel, string column) => new(column, string.Create(
        CultureInfo.InvariantCulture,
        $"'{column}' is '{sentinel}', which stands for a missing value in the exported model, because no training row held it: export the model with ExportNulls.Present, or train it on rows with this value"));

    private static void CheckLength(int length, bool isMissing, int wanted, bool mayMiss, string column)
    {
        if (isMissing && !mayMiss) throw new InvalidValueException(column, $"'{column}' is missing: give a vector, or declare it nullable and set Impute on its [Numeric]");
        if (!isMissing && length != wanted)
            throw new InvalidValueException(column, string.Create(CultureInfo.InvariantCulture, $"'{column}' has {length} elements, not {wanted}: give {wanted}, or declare another Length and train the model again"));
    }

    private static float Element(float value, int index, bool mayMiss, string column)
    {
        if (float.IsFinite(value) || (mayMiss && float.IsNaN(value))) return value;
        throw new InvalidValueException(column, string.Create(CultureInfo.InvariantCulture, $"'{column}[{index}]' is {value}: give a number{(float.IsNaN(value) ? ", or set Impute on its [Numeric], so that NaN is a missing element" : "")}"));
    }
}
