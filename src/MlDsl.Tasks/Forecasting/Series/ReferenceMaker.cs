using System.Collections.Immutable;
using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>Makes what a service compares its forecasts with, of the errors that calibrated a model and of the series that it was fitted to.</summary>
internal static class ReferenceMaker
{
    // A horizon over which fewer of the series were forecast is none of all.
    private const double LeastSeries = 0.9;

    /// <param name="histories">The series of training.</param>
    /// <param name="errors">What the model was calibrated on.</param>
    /// <param name="shape">Season and horizon.</param>
    /// <param name="requests">What the rows of training were like.</param>
    public static ForecastReference Of(SeriesValues histories, Calibrated errors, LagShape shape, ReferenceProfile requests)
    {
        var series = new Dictionary<ulong, SeriesReference>();
        for (int i = 0; i < histories.Count; i++)
        {
            ReadOnlySpan<double> values = histories.Values(i);
            double unit = errors.Unit(histories.Key(i), values, shape.Season);
            // Groups whose hashes are the same are one.
            series.TryAdd(histories.Key(i), new(shape.Units(values).Level, double.IsFinite(unit) ? unit : 0, histories.FilledOf(i, values.Length), values.Length));
        }
        return new ForecastReference(shape.Horizon, errors.Levels.Interval, Windows(histories, errors, shape, series), series, requests with { Scores = [Levels(histories, errors, shape, series)] });
    }

    // The unit of a series is that of all its errors, so that the horizons differ as further ones will; and as errors are smaller in units that they have told themselves, losses are as large as in those of the others.
    private static ImmutableArray<CalibrationWindow> Windows(SeriesValues histories, Calibrated errors, LagShape shape, Dictionary<ulong, SeriesReference> series)
    {
        int count = errors.Measured.Count == 0 ? 0 : errors.Measured.Max(static one => one.Windows.Max()) + 1;
        var (losses, outside, known) = (Table(), Table(), Table());
        var told = new int[count];
        double[][] held = [.. Enumerable.Range(0, count).Select(window => Others(histories, errors, shape, series, window))];
        foreach (OriginErrors one in errors.Measured)
        {
            double unit = series[histories.Key(one.Series)].Unit;
            if (!(unit > 0)) continue;
            double apart = errors.Apart(one);
            for (int i = 0; i < one.Windows.Length; i++)
            {
                int window = one.Windows[i];
                told[window]++;
                for (int step = 0; step < shape.Horizon; step++)
                {
                    double error = one.Errors[i][step] / unit;
                    if (double.IsNaN(error)) continue;
                    losses[window][step] += Math.Abs(error) * apart;
                    outside[window][step] += error < held[window][(step * errors.Levels.Count) + errors.Levels.Low] || error > held[window][(step * errors.Levels.Count) + errors.Levels.High] ? 1 : 0;
                    known[window][step]++;
                }
            }
        }
        int most = told.DefaultIfEmpty().Max();
        return
        [
            .. Enumerable.Range(0, count)
                .Where(window => told[window] >= LeastSeries * most && Array.TrueForAll(known[window], static values => values > 0))
                .Select(window => new CalibrationWindow(Means(losses[window], known[window]), Means(outside[window], known[window]), told[window])),
        ];

        double[][] Table() => [.. Enumerable.Range(0, count).Select(_ => new double[shape.Horizon])];
        static ImmutableArray<double> Means(double[] sums, double[] counts) => [.. sums.Zip(counts, static (sum, values) => sum / values)];
    }

    // The quantiles that the other horizons tell: what has told them itself is outside less often than what comes.
    private static double[] Others(SeriesValues histories, Calibrated errors, LagShape shape, Dictionary<ulong, SeriesReference> series, int window)
    {
        var scores = new List<double>[shape.Horizon];
        for (int step = 0; step < scores.Length; step++) scores[step] = [];
        foreach (OriginErrors one in errors.Measured)
        {
            double unit = series[histories.Key(one.Series)].Unit;
            for (int i = 0; i < one.Windows.Length && unit > 0; i++)
            {
                if (one.Windows[i] == window) continue;
                for (int step = 0; step < shape.Horizon; step++)
                    if (!double.IsNaN(one.Errors[i][step])) scores[step].Add(one.Errors[i][step] / unit);
            }
        }
        return Array.TrueForAll(scores, static own => own.Count > 0) ? Calibrated.Table(scores, errors.Levels) : errors.Quantiles;
    }

    // By how many of its usual errors a series moved from each origin to its end.
    private static ColumnProfile Levels(SeriesValues histories, Calibrated errors, LagShape shape, Dictionary<ulong, SeriesReference> series)
    {
        ProfiledColumn column = ProfiledColumn.OfNumbers("level");
        var count = new ColumnCount(ColumnProfileKind.Number);
        Span<float> moved = stackalloc float[1];
        foreach (OriginErrors one in errors.Measured)
        {
            SeriesReference now = series[histories.Key(one.Series)];
            foreach (int origin in one.Origins)
            {
                moved[0] = now.Unit > 0 ? ProfiledColumn.Narrow((now.Level - shape.Units(histories.Values(one.Series)[..origin]).Level) / now.Unit) : float.NaN;
                count.Add(moved);
            }
        }
        return ColumnBins.Of(column, count, [], ProfileOptions.Default);
    }
}
