namespace MlDsl;

/// <summary>What happened at one step of a series. <c>model.Outcomes(rows, known)</c> of a forecast makes them of rows.</summary>
/// <param name="Series">What stands for the series: the hash of its <c>[Group]</c>; 0 where rows have none.</param>
/// <param name="Time">When: of the clock of <c>ForecastStep.Time</c>. Where event times number steps, as many ticks as the number.</param>
/// <param name="Value">The value.</param>
/// <param name="Known">When it was known.</param>
public readonly record struct SeriesOutcome(ulong Series, DateTime Time, float Value, DateTimeOffset Known);
