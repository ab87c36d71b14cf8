using System.Text.Json;
using MlDsl.Training;

namespace MlDsl;

/// <summary>What a service is asked that forecasts: the history of one series or of many, and which steps behind it.</summary>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <param name="History">Rows of one series or of many, in any order.</param>
/// <param name="Steps">The number of steps, where nothing but their number must be known.</param>
/// <param name="Ahead">A row for each step to forecast, where the model takes features of them; else null.</param>
public sealed record ForecastRequest<TRow>(IReadOnlyList<TRow> History, int Steps, IReadOnlyList<TRow>? Ahead = null)
{
    /// <summary>What each series is called in the request, in the order of their first rows; none where there is one series without a name.</summary>
    internal IReadOnlyList<JsonElement> Names { get; init; } = [];
}

/// <summary>What a service answers that forecasts.</summary>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <param name="Forecasts">One for each series of the history, in the order of their first rows.</param>
public sealed record ForecastAnswer<TRow>(IReadOnlyList<SeriesForecast<TRow>> Forecasts) : IForecastAnswer
{
    IReadOnlyList<ISeriesForecast> IForecastAnswer.All => Forecasts;

    internal IReadOnlyList<JsonElement> Names { get; init; } = [];
}
