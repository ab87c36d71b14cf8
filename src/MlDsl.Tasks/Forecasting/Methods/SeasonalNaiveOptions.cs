using MlDsl.Forecasting;
using MlDsl.Training;

namespace MlDsl
{
    /// <summary>Forecasts the last season again: what every other forecast is reported beside.</summary>
    [AttributeUsage(AttributeTargets.Class, Inherited = false)]
    [Trainer(typeof(SeasonalNaiveOptions), Targets = TargetKind.Series)]
    public sealed class SeasonalNaiveAttribute : Attribute;
}

namespace MlDsl.Training
{
    /// <summary>The last season again; of a history shorter than a season, its last value.</summary>
    public sealed record SeasonalNaiveOptions : SeriesTrainerOptions
    {
        internal override int[] Places(int length, int season, int horizon) => [.. Enumerable.Range(0, horizon).Select(step => SeriesMethods.SeasonalPlace(length, season, step))];

        internal override void Forecast(ReadOnlySpan<double> history, int season, Span<double> points) => SeriesMethods.SeasonalNaive(history, season, points);
    }
}
