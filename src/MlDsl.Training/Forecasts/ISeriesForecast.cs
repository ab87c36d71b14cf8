using MlDsl.Training;

namespace MlDsl;

/// <summary>A forecast of one series, as a store of forecasts takes it: <c>SeriesForecast</c> of the package <c>MlDsl.Tasks</c> is one, and no type of your own can be.</summary>
public interface ISeriesForecast
{
    /// <summary>What is remembered of it.</summary>
    internal ToldSeries Told { get; }
}
