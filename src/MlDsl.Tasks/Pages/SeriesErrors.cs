using MlDsl.Forecasting;

namespace MlDsl.Tasks.Pages;

/// <summary>How far forecasts of one series were off.</summary>
/// <param name="Series">The series' number, from 0.</param>
/// <param name="Values">How many of its values were forecast.</param>
/// <param name="Mase">The mean absolute scaled error; NaN without a scale.</param>
/// <param name="NaiveMase">That of the season before.</param>
/// <param name="Covered">The share of values in their intervals.</param>
internal sealed record SeriesErrors(int Series, int Values, double Mase, double NaiveMase, double Covered)
{
    /// <summary>One for each series that was forecast.</summary>
    public static IReadOnlyList<SeriesErrors> Of(ForecastStudy study) => [.. study.Origins.GroupBy(static origin => origin.Series).Select(Of).OfType<SeriesErrors>()];

    private static SeriesErrors? Of(IGrouping<int, OriginForecast> series)
    {
        int values = 0, covered = 0;
        double error = 0, naive = 0;
        foreach (OriginForecast origin in series)
        {
            for (int step = 0; step < origin.Points.Length; step++)
            {
                if (!origin.IsKnown(step)) continue;
                values++;
                covered += origin.IsCovered(step) ? 1 : 0;
                double scale = origin.Scale > 0 ? origin.Scale : double.NaN;
                error += Math.Abs(origin.Actual[step] - origin.Points[step]) / scale;
                naive += Math.Abs(origin.Actual[step] - origin.Naive[step]) / scale;
            }
        }
        return values == 0 ? null : new SeriesErrors(series.Key, values, error / values, naive / values, (double)covered / values);
    }
}
