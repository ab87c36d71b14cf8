namespace MlDsl.Training;

/// <summary>A forecast of one series as it is remembered until its values come.</summary>
/// <param name="Series">What tells the series from others.</param>
/// <param name="Origin">The time of the last value of its history, in ticks or steps.</param>
/// <param name="CountsSteps">Whether times are numbers of steps.</param>
/// <param name="Scale">The mean absolute difference to the season before in its history; NaN or 0 where there is none.</param>
/// <param name="Interval">The share of values that intervals are made to hold.</param>
/// <param name="Reference">What tells the model's reference from others; 0 for none.</param>
/// <param name="Steps">The steps, in order.</param>
internal sealed record ToldSeries(ulong Series, long Origin, bool CountsSteps, double Scale, double Interval, ulong Reference, IReadOnlyList<ToldStep> Steps);

/// <summary>What was forecast of one step.</summary>
/// <param name="Time">When, in ticks or steps.</param>
/// <param name="Value">The forecast.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct ToldStep(long Time, double Value, double Low, double High);

/// <summary>An answer that holds forecasts.</summary>
internal interface IForecastAnswer
{
    /// <summary>One for each series.</summary>
    IReadOnlyList<ISeriesForecast> All { get; }
}
