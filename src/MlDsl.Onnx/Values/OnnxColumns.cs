using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace MlDsl.Onnx;

/// <summary>Values of a data set's columns in the form that exported graphs take, checked as the model itself checks them. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OnnxColumns
{
    /// <summary>The ticks of the clock that the model reads.</summary>
    /// <param name="time">The time.</param>
    /// <param name="isUtc">Whether that is the clock of UTC, which a local time can be told by.</param>
    /// <param name="column">The column, for the message.</param>
    /// <exception cref="InvalidValueException">The time is local, and the model was trained on times without a zone.</exception>
    public static long Ticks(DateTime time, bool isUtc, string column)
    {
        if (time.Kind != DateTimeKind.Local) return time.Ticks;
        if (isUtc) return time.ToUniversalTime().Ticks;
        throw new InvalidValueException(column, string.Create(
            CultureInfo.InvariantCulture,
            $"'{column}' is {time:O}, a local time, but the model was trained on times without a zone: give the reading of the clock that those were taken from"));
    }

    /// <summary>The same for a time that may be missing; 0 where it is.</summary>
    /// <exception cref="InvalidValueException">The time is local, and the model was trained on times without a zone.</exception>
    public static long Ticks(DateTime? time, bool isUtc, string column) => time is { } given ? Ticks(given, isUtc, column) : 0;

    /// <summary>A number, or NaN for a missing one.</summary>
    /// <exception cref="InvalidValueException">The number is NaN itself.</exception>
    public static T Number<T>(T? value, string column)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (value is not { } number) return T.NaN;
        return T.IsNaN(number) ? throw new InvalidValueException(column, $"'{column}' is NaN: give a number, or null for a missing one") : number;
    }
}
