using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Columns;

/// <summary>
/// Fractional numbers as categories: exact values, each one category. The two zeros are one, decimals differ in value only, NaN is
/// missing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExactCategory
{
    /// <summary>The category of a number that is there.</summary>
    /// <exception cref="InvalidValueException">It is NaN or infinite.</exception>
    public static T Of<T>(T value, string column) where T : struct, INumber<T>
    {
        if (T.IsNaN(value)) throw new InvalidValueException(column, $"'{column}' is NaN: make it nullable, so that missing is a category, or give a number");
        if (!T.IsFinite(value)) throw new InvalidValueException(column, $"'{column}' is infinite: give a finite number, or null for a missing one");
        if (value == T.Zero) return T.Zero;
        // Dividing by one takes the zeros off a decimal's end.
        return typeof(T) == typeof(decimal) ? value / T.CreateChecked(1.0000000000000000000000000000m) : value;
    }

    /// <summary>The category of a number that may be missing.</summary>
    /// <exception cref="InvalidValueException">It is infinite.</exception>
    public static T? Of<T>(T? value, string column) where T : struct, INumber<T> =>
        value is { } number && !T.IsNaN(number) ? Of(number, column) : null;
}
