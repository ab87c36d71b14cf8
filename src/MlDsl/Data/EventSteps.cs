using System.ComponentModel;
using System.Globalization;

namespace MlDsl;

/// <summary>Event times that number steps in the place of telling when: one step lies where one tick does. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EventSteps
{
    /// <summary>The number of a step.</summary>
    /// <param name="step">The column's value.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="InvalidValueException">The number is negative, or beyond the ticks of the last time there is.</exception>
    public static long Of(long step, string column) => step >= 0 && step <= DateTime.MaxValue.Ticks
        ? step
        : throw new InvalidValueException(column, string.Create(
            CultureInfo.InvariantCulture, $"'{column}' is {step}, and an [EventTime] that numbers steps is from 0 to {DateTime.MaxValue.Ticks}; add the same number to all"));

    /// <summary>Whether the event times of rows number steps.</summary>
    internal static bool Are(DatasetSchema schema) => schema.Columns.Any(static c => c is { Role: ColumnRole.EventTime, Type: "int" or "long" });

    /// <summary>An event time as a message tells it: the number of a step, or the time.</summary>
    internal static string Text(long ticks, bool countsSteps, string format = "O") =>
        countsSteps ? ticks.ToString(CultureInfo.InvariantCulture) : new DateTime(ticks).ToString(format, CultureInfo.InvariantCulture);
}
