using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Forecasting;
using MlDsl.Training;

namespace MlDsl
{
    /// <summary>
    /// Exponential smoothing with a damped trend and a season whose factors multiply. Suits series whose level and season change slowly, with some years of history; each series is fitted anew.
    /// </summary>
    [AttributeUsage(AttributeTargets.Class, Inherited = false)]
    [Trainer(typeof(EtsOptions), Targets = TargetKind.Series)]
    public sealed class EtsAttribute : Attribute
    {
        /// <summary>Whether there is a trend; it is damped.</summary>
        public bool Trend { get; init; } = true;
    }
}

namespace MlDsl.Training
{
    /// <summary>
    /// Exponential smoothing with additive errors: level, damped trend, and a season by classical multiplicative decomposition where the history shows one. Shares and damping are those of
    /// the least squares of one step ahead. Gardner and McKenzie (1985), "Forecasting trends in time series".
    /// </summary>
    public sealed record EtsOptions : SeriesTrainerOptions
    {
        /// <summary>Whether there is a trend; it is damped.</summary>
        public bool Trend { get; init; } = true;

        internal override void Forecast(ReadOnlySpan<double> history, int season, Span<double> points) => DampedTrend.Forecast(history, season, Trend, points);

        internal override void Write(Utf8JsonWriter json) => json.WriteBoolean("trend", Trend);

        internal override SeriesTrainerOptions Read(LearnedReader options)
        {
            options.Admit("trend");
            return this with { Trend = options.Bool("trend") };
        }

        /// <inheritdoc/>
        protected internal override void Describe(OptionWriter options)
        {
            ArgumentNullException.ThrowIfNull(options);
            options.Write(nameof(Trend), Trend);
        }
    }
}
