using MlDsl.Forecasting;
using MlDsl.Training;

namespace MlDsl
{
    /// <summary>The Theta method: half a straight line, half a level that follows the values, times factors of the season. Suits series whose trend is weak; cheap.</summary>
    [AttributeUsage(AttributeTargets.Class, Inherited = false)]
    [Trainer(typeof(ThetaOptions), Targets = TargetKind.Series)]
    public sealed class ThetaAttribute : Attribute;
}

namespace MlDsl.Training
{
    /// <summary>The Theta method, with a season by classical multiplicative decomposition where the history shows one.</summary>
    public sealed record ThetaOptions : SeriesTrainerOptions
    {
        internal override void Forecast(ReadOnlySpan<double> history, int season, Span<double> points) => SeriesMethods.Theta(history, season, points);
    }
}
