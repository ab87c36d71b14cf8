namespace MlDsl.Monitoring;

/// <summary>
/// What a shift of location does to the mean of the spread's score by itself: a column whose days differ has days with squares that do, and these are no change of spread. The reference's
/// rows are tilted exponentially until their mean location is the one that was seen, which of a normal distribution is a shift.
/// </summary>
internal static class LocationTilt
{
    private const int MostSteps = 40;

    // Further out there are no rows to tilt.
    private const double Furthest = 12;

    /// <param name="location">The location's score of each cell.</param>
    /// <param name="spread">The spread's.</param>
    /// <param name="rows">The reference's rows of each cell.</param>
    /// <param name="mean">The mean of the location's scores that was seen.</param>
    /// <returns>The mean of the spread's scores at that location.</returns>
    public static double Spread(ReadOnlySpan<double> location, ReadOnlySpan<double> spread, ReadOnlySpan<long> rows, double mean)
    {
        double tilt = mean, of = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            double sum = 0, first = 0, second = 0, squares = 0;
            for (int cell = 0; cell < rows.Length; cell++)
            {
                if (rows[cell] == 0) continue;
                double weight = rows[cell] * Math.Exp(tilt * location[cell]);
                sum += weight;
                first += weight * location[cell];
                second += weight * location[cell] * location[cell];
                squares += weight * spread[cell];
            }
            double at = first / sum, variance = (second / sum) - (at * at);
            of = squares / sum;
            if (Math.Abs(at - mean) < 1e-9 || variance < 1e-9) break;
            double next = Math.Clamp(tilt + Math.Clamp((mean - at) / variance, -1, 1), -Furthest, Furthest);
            if (next == tilt) break;
            tilt = next;
        }
        return of;
    }
}
