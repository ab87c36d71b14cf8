using MlDsl.Forecasting;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Metrics computed by hand.</summary>
public sealed class ForecastMetricsTests
{
    private static readonly QuantileLevels Levels = new(0.9);

    // Scale 2, values 10 and 20, forecasts 12 and 19, Naïve 2 of 14 and 14, an interval from 11 to 13 and from 15 to 25.
    [Fact]
    public void AreWhatTheirFormulasSay()
    {
        var measured = new ForecastMeasurement(Levels);
        double[] quantiles = new double[2 * Levels.Count];
        for (int i = 0; i < Levels.Count; i++) (quantiles[i], quantiles[Levels.Count + i]) = (12, 19);
        (quantiles[Levels.Low], quantiles[Levels.High]) = (11, 13);
        (quantiles[Levels.Count + Levels.Low], quantiles[Levels.Count + Levels.High]) = (15, 25);
        measured.Begin();
        measured.Add(2, [10, 20], [14, 14], [12, 19], quantiles);
        measured.End();
        ForecastMetrics metrics = measured.Finish(new EvaluationOptions { Resamples = 0 }, null);
        double smape = ((400 / 22.0) + (200 / 39.0)) / 2, naive = ((800 / 24.0) + (1200 / 34.0)) / 2;
        Assert.Equal((2 + 1) / 2.0 / 2, metrics.Mase.Value, 12);
        Assert.Equal(smape, metrics.Smape.Value, 12);
        Assert.Equal(((smape / naive) + (0.75 / 2.5)) / 2, metrics.Owa.Value, 12);
        Assert.Equal((2 + (20 * 1) + 10) / 2.0 / 2, metrics.Msis.Value, 9);
        Assert.Equal(0.5, metrics.Coverage.Value);
        // Twice the pinball loss, of errors −2 and 1, as a mean over nine levels that average one half: their absolute sum over 30.
        Assert.Equal(3 / 30.0, metrics.Wql.Value, 12);
    }

    [Fact]
    public void ASeriesWithoutAScaleIsCounted()
    {
        var measured = new ForecastMeasurement(Levels);
        foreach (double scale in (double[])[0, double.NaN, 1])
        {
            measured.Begin();
            measured.Add(scale, [0], [0], [0], new double[Levels.Count]);
            measured.End();
        }
        ForecastMetrics metrics = measured.Finish(new EvaluationOptions(), null);
        Assert.Equal((3, 2), (metrics.Series, metrics.Unscaled));
        Assert.Equal(0, metrics.Mase.Value);
        Assert.Equal(0, metrics.Smape.Value);
        Assert.False(metrics.Owa.IsDefined);
        Assert.False(metrics.Wql.IsDefined);
        Assert.Throws<EvaluationException>(static () => new ForecastMeasurement(Levels).Finish(new EvaluationOptions(), null));
    }
}
