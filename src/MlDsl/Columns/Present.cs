using System.ComponentModel;
using System.Globalization;

namespace MlDsl.Columns;

/// <summary>Values that must be what their declaration says, before code that takes them at their word.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Present
{
    /// <summary><paramref name="value"/>, which a caller without nullable annotations, JSON among them, can leave null.</summary>
    /// <exception cref="InvalidValueException">It is null.</exception>
    public static string Text(string? value, string column) => value ?? throw new InvalidValueException(
        column, $"'{column}' is missing: give a text, or declare the property nullable");

    /// <summary>
    /// <paramref name="value"/> unless it is local: a method that reads its clock would give another feature on another machine, and
    /// another one than from a file.
    /// </summary>
    /// <exception cref="InvalidValueException">It is local.</exception>
    public static DateTime Time(DateTime value, string column) => value.Kind != DateTimeKind.Local
        ? value
        : throw new InvalidValueException(column, string.Create(
            CultureInfo.InvariantCulture,
            $"'{column}' is {value:O}, a local time, and a feature method reads its clock: give it in UTC (ToUniversalTime) as a file's times with an offset are, or declare the property as 'DateTimeOffset'"));

    /// <summary>The same for a time that may be missing.</summary>
    /// <exception cref="InvalidValueException">It is local.</exception>
    public static DateTime? Time(DateTime? value, string column) => value is { } time ? Time(time, column) : null;

    /// <summary><paramref name="vector"/>, which holds <paramref name="elements"/>, unless it is null or has too few of them or too many.</summary>
    /// <exception cref="InvalidValueException">It is such a one.</exception>
    public static TVector Vector<TVector, T>(TVector vector, Elements<T> elements, int length, string column)
    {
        if (elements.IsMissing) VectorErrors.Missing(column);
        return VectorOrNull(vector, elements, length, column);
    }

    /// <summary>The same for a vector that may be missing.</summary>
    /// <exception cref="InvalidValueException">It has too few elements or too many.</exception>
    public static TVector VectorOrNull<TVector, T>(TVector vector, Elements<T> elements, int length, string column)
    {
        if (!elements.IsMissing && elements.Length != length) VectorErrors.Length(column, elements.Length, length);
        return vector;
    }
}
