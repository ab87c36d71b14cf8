namespace MlDsl.Training;

/// <summary>How far off values of a series usually are, and how surely that is known.</summary>
/// <remarks>
/// A variance by exponential smoothing, of as many degrees of freedom as it has; deviations are then about as Student's. Where values lie on a grid, as counts do, and most of them on the median, the smoothed variance would
/// shrink to that of the median alone: it does not fall below that of the first values, nor of being rounded to the grid.
/// </remarks>
internal struct SeriesSpread
{
    /// <summary>The degrees of freedom of a variance that is smoothed by <see cref="Share"/>: 2/share − 1.</summary>
    public const int MostKnown = 199;

    /// <summary>The standard deviations that a deviation counts at most, so that a spike moves nothing much.</summary>
    public const double Most = 3;

    // What the variance takes on of a square at least; what squares that count so far leave of that of normal deviations.
    private const double Share = 0.01, Left = 0.99501;

    // The degrees of freedom of a median of absolute deviations, for each value.
    private const double OfMedian = 0.3;

    /// <summary>The variance; 0 of a series that is constant so far.</summary>
    public double Variance;

    /// <summary>What the variance does not fall below.</summary>
    public double Least;

    /// <summary>The degrees of freedom.</summary>
    public double Known;

    /// <summary>Of a constant series, the last deviation that was none; 0 where there was none.</summary>
    public double Odd;

    /// <summary>The spread of the first values.</summary>
    /// <param name="errors">How far each is off its median.</param>
    /// <param name="steps">From each to the next of its step of the season; empty without a season.</param>
    /// <param name="each">The values of a step of the season.</param>
    public static SeriesSpread Of(double[] errors, double[] steps, double each)
    {
        // Medians of few values lie close to them; differences of two seasons have twice the variance, however few there are. What is foreseen is off by the medians' error as well.
        double scale = steps.Length > 0 ? Robust(steps) / Math.Sqrt(2) : Robust(errors), more = 1 + (Math.PI / 2 / each);
        var spread = new SeriesSpread { Variance = scale * scale * more, Known = Math.Max(1, OfMedian * (errors.Length - (errors.Length / each))) };
        if (spread.Variance > 0) return spread;
        // More than half lie on the median. The farthest is left out: one spike among constant values says nothing.
        double[] sizes = [.. errors.Select(Math.Abs).Order()];
        double sum = 0, grid = 0;
        for (int i = 0; i < sizes.Length - 1; i++)
        {
            sum += sizes[i] * sizes[i];
            if (grid == 0) grid = sizes[i];
        }
        spread.Variance = spread.Least = Math.Max(sum / sizes.Length * more, Rounding(grid));
        return spread;
    }

    /// <summary>How many standard deviations an error is. A constant series has no spread: what is off it at all is as far off as can be said.</summary>
    public readonly double Deviation(double error) => error == 0 ? 0 : Variance > 0 ? error / Math.Sqrt(Variance) : error > 0 ? double.PositiveInfinity : double.NegativeInfinity;

    /// <summary>The standard deviations beyond which a value is a spike.</summary>
    public readonly double Limit(SeriesRules rules) => rules.Spikes[(int)Math.Min(Known, MostKnown) - 1];

    /// <summary>Takes in an error.</summary>
    /// <returns>What of it counts.</returns>
    public double Learn(double error)
    {
        if (Variance == 0)
        {
            // The first that is off a constant may be a spike and teaches nothing; of the second on, it is known what the series moves by.
            if (error == 0) return 0;
            if (Odd > 0) (Variance, Known) = (Least = Rounding(Math.Min(Odd, Math.Abs(error))), MostKnown);
            Odd = Math.Abs(error);
            return 0;
        }
        double most = Most * Math.Sqrt(Variance), counted = Math.Clamp(error, -most, most);
        Variance = Math.Max(Least, Variance + (Math.Max(Share, 1 / (Known + 1)) * ((counted * counted / Left) - Variance)));
        Known = Math.Min(Known + 1, MostKnown);
        return counted;
    }

    private static double Rounding(double grid) => grid * grid / 12;

    private static double Robust(double[] errors) => 1.4826 * SeriesState.Median([.. errors.Select(Math.Abs)]);
}
