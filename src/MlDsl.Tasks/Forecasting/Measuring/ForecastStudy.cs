namespace MlDsl.Forecasting;

/// <summary>The metrics of forecasts with what they are of.</summary>
/// <param name="Metrics">The metrics.</param>
/// <param name="Series">The series, with what was forecast behind their histories.</param>
/// <param name="Known">Of each series how many of its values are history.</param>
/// <param name="Origins">What was forecast, series by series, origin by origin.</param>
/// <param name="Levels">The levels of the quantiles.</param>
/// <param name="Clock">How steps are numbered.</param>
/// <param name="TimeOf">The time of a step of a series.</param>
/// <param name="Filled">The steps without a row that a policy filled.</param>
internal sealed record ForecastStudy(
    ForecastMetrics Metrics, SeriesValues Series, IReadOnlyList<int> Known, IReadOnlyList<OriginForecast> Origins, QuantileLevels Levels, StepClock Clock, Func<int, int, DateTime> TimeOf, long Filled);
