using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>Measures forecasts from rolling origins: the first behind the history, each further one a horizon later, with all that happened before it known.</summary>
internal static class ForecastEvaluator
{
    /// <param name="histories">The series, with the values to forecast behind their histories.</param>
    /// <param name="known">Of each series how many of its values are history.</param>
    /// <param name="predictor">What forecasts.</param>
    /// <param name="errors">Its errors.</param>
    /// <param name="shape">Season and horizon.</param>
    /// <param name="options">Resamples.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="taken">Is told what was forecast from each origin; null for nobody.</param>
    /// <exception cref="EvaluationException">No series has values behind a history that is long enough.</exception>
    public static ForecastMetrics Evaluate(
        SeriesValues histories, IReadOnlyList<int> known, SeriesPredictor predictor, Calibrated errors, LagShape shape, EvaluationOptions options, CancellationToken cancellation,
        Action<OriginForecast>? taken = null)
    {
        ForecastMeasurement measured = new(errors.Levels), baseline = new(errors.Levels);
        for (int i = 0; i < histories.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<double> values = histories.Values(i);
            double scale = Seasonality.Scale(values[..known[i]], shape.Season);
            measured.Begin();
            baseline.Begin();
            int all = 0, told = 0;
            for (int step = known[i]; step < values.Length; step++) all += histories.IsKnown(i, step) ? 1 : 0;
            for (int next = Math.Max(known[i], predictor.Least); next < values.Length;)
            {
                // Behind a gap that is longer than the horizon the next value that is known begins a history again.
                int origin = histories.OriginAt(i, next);
                bool isInGap = origin + shape.Horizon <= next;
                next = Math.Max(next + 1, origin < predictor.Least ? 0 : origin + shape.Horizon);
                if (origin < predictor.Least || isInGap) continue;
                int steps = Math.Min(shape.Horizon, values.Length - origin);
                ReadOnlySpan<double> history = values[..origin];
                double[] actual = values.Slice(origin, steps).ToArray();
                for (int step = 0; step < steps; step++)
                {
                    if (histories.IsKnown(i, origin + step)) told++;
                    else actual[step] = double.NaN;
                }
                double[] points = new double[steps], naive = new double[steps], last = new double[steps], quantiles = new double[steps * errors.Levels.Count];
                SeriesMethods.SeasonalLast(history, shape.Season, last);
                predictor.Forecast(histories, i, origin, points);
                errors.Around(points, errors.Unit(histories.Key(i), history, shape.Season), quantiles);
                measured.Add(scale, actual, last, points, quantiles);
                SeriesMethods.SeasonalNaive(history, shape.Season, naive);
                taken?.Invoke(OriginForecast.Of(i, origin, scale, actual, points, naive, quantiles, errors.Levels));
                Around(history, naive, shape.Season, errors.Levels, quantiles);
                baseline.Add(scale, actual, last, naive, quantiles);
            }
            measured.Skip(all - told);
            measured.End();
            baseline.End();
        }
        return measured.Finish(options, baseline.Finish(new EvaluationOptions { Resamples = 0 }, null));
    }

    // Quantiles of the differences that the history itself has over as many seasons.
    private static void Around(ReadOnlySpan<double> history, ReadOnlySpan<double> naive, int season, QuantileLevels levels, Span<double> quantiles)
    {
        Span<double> own = stackalloc double[levels.Count];
        int told = 0;
        for (int step = 0; step < naive.Length; step++)
        {
            int lag = ((step / season) + 1) * season;
            if (lag != told)
            {
                told = lag;
                double[] differences = new double[Math.Max(1, history.Length - lag)];
                for (int i = lag; i < history.Length; i++) differences[i - lag] = history[i] - history[i - lag];
                Array.Sort(differences);
                levels.Of(differences, own);
            }
            for (int level = 0; level < own.Length; level++) quantiles[(step * levels.Count) + level] = naive[step] + own[level];
        }
    }
}
