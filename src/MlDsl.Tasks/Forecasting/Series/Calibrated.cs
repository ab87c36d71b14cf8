namespace MlDsl.Forecasting;

/// <summary>
/// What errors a model makes at each step ahead: quantiles of errors at origins that it had not seen, in units of each series' own errors. Immutable.
/// </summary>
/// <remarks>
/// Split conformal prediction by step, calibrated by rolling origin: Stankevičiūtė, Alaa and van der Schaar (2021), "Conformal time-series forecasting". The error at one origin is
/// measured in units of the others, so that a series' own errors widen its intervals without being counted twice.
/// </remarks>
/// <param name="Levels">The levels.</param>
/// <param name="Quantiles">Step by step as many as there are levels.</param>
/// <param name="Ratios">Of each series that was calibrated its error over its scale, by its key.</param>
/// <param name="Usual">The same of a series that was not.</param>
internal sealed record Calibrated(QuantileLevels Levels, double[] Quantiles, IReadOnlyDictionary<ulong, double> Ratios, double Usual)
{
    /// <summary>How much of the usual error goes into a series' own, in origins.</summary>
    private const double Pull = 0.5;

    /// <summary>The number of errors that a fit measured; null of a model that was read, or whose series repeat themselves exactly.</summary>
    public int? Told { get; init; }

    /// <summary>Of each series, by its key, the error at each step that was forecast, by the step's number; null of a model that was read.</summary>
    public IReadOnlyDictionary<ulong, SortedDictionary<long, double>>? Past { get; init; }

    /// <summary>What was measured of each series that has errors; none of a model that was read.</summary>
    public IReadOnlyList<OriginErrors> Measured { get; init; } = [];

    /// <summary>Calibrates a predictor that has not seen the last <paramref name="windows"/> horizons of each series.</summary>
    /// <returns>Null where no series is long enough.</returns>
    public static Calibrated? Of(SeriesValues histories, SeriesPredictor predictor, QuantileLevels levels, int season, int horizon, int windows, CancellationToken cancellation)
    {
        var errors = new List<OriginErrors>();
        bool repeats = false;
        var past = new Dictionary<ulong, SortedDictionary<long, double>>();
        for (int i = 0; i < histories.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Errors(histories, i, predictor, season, horizon, windows) is not { } own) continue;
            past[histories.Key(i)] = Steps(histories.Start(i), own.Origins, own.Errors);
            if (own.Scale > 0) errors.Add(own);
            else repeats |= AreNone(own.Errors, histories.Values(i));
        }
        // Series that repeat themselves exactly have no errors to tell.
        if (errors.Count == 0) return repeats ? new Calibrated(levels, new double[horizon * levels.Count], new Dictionary<ulong, double>(), 1) { Past = past } : null;

        double usual = Math.Max(errors.Average(e => e.Errors.Average(w => Mean(w) / e.Scale)), 1e-9);
        var ratios = new Dictionary<ulong, double>();
        var scores = new List<double>[horizon];
        for (int step = 0; step < horizon; step++) scores[step] = [];
        foreach (var (series, scale, _, _, found) in errors)
        {
            double[] own = [.. found.Select(w => Mean(w) / scale)];
            // The units of a single origin would be its own errors.
            if (own.Length > 1) ratios[histories.Key(series)] = Ratio(own.Sum(), own.Length, usual);
            for (int window = 0; window < found.Length; window++)
            {
                double unit = scale * Ratio(own.Sum() - own[window], own.Length - 1, usual);
                for (int step = 0; step < horizon; step++)
                    if (!double.IsNaN(found[window][step])) scores[step].Add(found[window][step] / unit);
            }
        }
        return new Calibrated(levels, Table(scores, levels), ratios, usual) { Told = scores.Sum(static s => s.Count), Past = past, Measured = errors };
    }

    /// <summary>The units of a series' errors.</summary>
    /// <param name="key">What tells it from others.</param>
    /// <param name="history">Its values.</param>
    /// <param name="season">The steps of a season.</param>
    public double Unit(ulong key, ReadOnlySpan<double> history, int season) => Scale(history, season) * Ratios.GetValueOrDefault(key, Usual);

    /// <summary>By how much larger the errors of a series are in units that its other horizons tell than in units that they have told themselves.</summary>
    public double Apart(OriginErrors one)
    {
        double[] own = [.. one.Errors.Select(errors => Mean(errors) / one.Scale)];
        double sum = own.Sum();
        // A single horizon does not tell the units.
        return own.Length == 1 || sum == 0 ? 1 : own.Sum(error => error / Ratio(sum - error, own.Length - 1, Usual)) * Ratio(sum, own.Length, Usual) / sum;
    }

    /// <summary>Writes the quantiles around forecasts.</summary>
    public void Around(ReadOnlySpan<double> points, double unit, Span<double> quantiles)
    {
        for (int step = 0; step < points.Length; step++)
            for (int level = 0; level < Levels.Count; level++)
                quantiles[(step * Levels.Count) + level] = points[step] + (unit * Quantiles[(step * Levels.Count) + level]);
    }

    private static SortedDictionary<long, double> Steps(long start, int[] origins, double[][] found)
    {
        var steps = new SortedDictionary<long, double>();
        for (int window = 0; window < found.Length; window++)
            for (int step = 0; step < found[window].Length; step++)
                if (!double.IsNaN(found[window][step])) steps[start + origins[window] + step] = found[window][step];
        return steps;
    }

    private static double Ratio(double sum, int count, double usual) => (sum + (Pull * usual)) / (count + Pull);

    private static OriginErrors? Errors(SeriesValues histories, int series, SeriesPredictor predictor, int season, int horizon, int windows)
    {
        ReadOnlySpan<double> values = histories.Values(series);
        var found = new List<double[]>();
        List<int> numbers = [], origins = [];
        double scale = 0;
        for (int window = windows; window >= 1; window--)
        {
            int origin = histories.OriginAt(series, values.Length - (window * horizon));
            if (origin < predictor.Least) continue;
            if (found.Count == 0) scale = Scale(values[..origin], season);
            var points = new double[horizon];
            predictor.Forecast(histories, series, origin, points);
            for (int step = 0; step < horizon; step++) points[step] = histories.IsKnown(series, origin + step) ? values[origin + step] - points[step] : double.NaN;
            if (points.All(double.IsNaN)) continue;
            found.Add(points);
            origins.Add(origin);
            numbers.Add(windows - window);
        }
        return found.Count == 0 ? null : new OriginErrors(series, scale, [.. numbers], [.. origins], [.. found]);
    }

    // A history of no more than a season is measured by its own steps.
    private static double Scale(ReadOnlySpan<double> history, int season)
    {
        double scale = Seasonality.Scale(history, season);
        return double.IsNaN(scale) ? history.Length > 1 ? Seasonality.Scale(history, 1) : 0 : scale;
    }

    /// <summary>The quantiles of each step's errors. Where a step alone has too few to tell the outermost levels, its neighbours' join.</summary>
    public static double[] Table(List<double>[] scores, QuantileLevels levels)
    {
        int horizon = scores.Length;
        var table = new double[horizon * levels.Count];
        for (int step = 0; step < horizon; step++)
        {
            List<double> own = [.. scores[step]];
            for (int reach = 1; own.Count < levels.Fewest && reach < horizon; reach++)
            {
                if (step - reach >= 0) own.AddRange(scores[step - reach]);
                if (step + reach < horizon) own.AddRange(scores[step + reach]);
            }
            own.Sort();
            levels.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(own), table.AsSpan(step * levels.Count, levels.Count));
        }
        return table;
    }

    // What is left of rounding is no error.
    private static bool AreNone(double[][] windows, ReadOnlySpan<double> values)
    {
        double size = 0;
        foreach (double value in values) size = Math.Max(size, Math.Abs(value));
        return windows.All(window => window.All(error => !(Math.Abs(error) > 1e-9 * size)));
    }

    private static double Mean(double[] errors) => errors.Where(static error => !double.IsNaN(error)).Average(Math.Abs);
}

/// <summary>What was measured of a series at origins that a predictor had not seen.</summary>
/// <param name="Series">Its number.</param>
/// <param name="Scale">The scale of its errors before the first of these origins.</param>
/// <param name="Windows">The numbers of the horizons, the oldest 0, as all series have them.</param>
/// <param name="Origins">How many values were known at each.</param>
/// <param name="Errors">The errors over each, step by step; NaN where nobody knows.</param>
internal sealed record OriginErrors(int Series, double Scale, int[] Windows, int[] Origins, double[][] Errors);
