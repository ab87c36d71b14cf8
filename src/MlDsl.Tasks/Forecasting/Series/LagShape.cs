namespace MlDsl.Forecasting;

/// <summary>
/// What a pooled model sees of a history: values at the phase that is asked for, the last ones, means of seasons. All are told in units of the history's own level and spread,
/// so that series of any size teach one model.
/// </summary>
/// <param name="Season">The steps of a season, at least 1.</param>
/// <param name="LongSeason">The steps of a longer season, a multiple of the shorter; 0 for none.</param>
/// <param name="Horizon">The most steps that are forecast at once.</param>
/// <param name="IsRecursive">Whether one step is learned, and each forecast becomes history of the next.</param>
internal sealed record LagShape(int Season, int LongSeason, int Horizon, bool IsRecursive)
{
    /// <summary>The seasons whose means are features; as many of the first features have a mean that is one.</summary>
    public const int Means = 7;

    /// <summary>What is added to the level over the spread before its logarithm is taken.</summary>
    public const double Smallest = 1e-9;

    /// <summary>A spread of no more than this share of the level is what is left of rounding.</summary>
    public const double LeastSpread = 1e-9;

    private const int Aligned = 8, LongAligned = 3, Patterns = 2, Beside = 2, Recent = 5, Others = 3;

    // Seasons that level and spread are taken of.
    private const int WindowSeasons = 7;

    /// <summary>What is seen of past covariates, whose features stand behind those of the values.</summary>
    public IReadOnlyList<CovariateLags> Covariates { get; init; } = [];

    /// <summary>The number of features, past covariates included.</summary>
    public int Width => OwnWidth + Covariates.Sum(static covariate => covariate.Width);

    /// <summary>The number of features of the values.</summary>
    public int OwnWidth => Aligned + Patterns + Beside + (LongSeason > 0 ? LongAligned + Patterns + Beside + 1 : 0) + (2 * Recent) + Means + Others;

    /// <summary>The fewest values of a history.</summary>
    public int Least => Math.Max(Season + 1, 3);

    /// <summary>The steps that are learned at once: the horizon, or one.</summary>
    public int Steps => IsRecursive ? 1 : Horizon;

    /// <summary>The values of a history that decide its features; those before need not be there.</summary>
    public int Reach => Math.Max(
        Math.Max(Season * (Aligned + 1), LongSeason * (LongAligned + 1)) + Horizon + 2, Covariates.Count > 0 ? Covariates.Max(static covariate => covariate.Lags) : 0);

    /// <summary>How many values at the end of a history level and spread are taken of.</summary>
    public int Window(int length) => Math.Min(length, LongSeason > 0 ? LongSeason : (WindowSeasons * Season) + (Season == 1 ? 5 : 0));

    /// <summary>Level and spread of the end of a history.</summary>
    public (double Level, double Spread) Units(ReadOnlySpan<double> history)
    {
        ReadOnlySpan<double> window = history[^Window(history.Length)..];
        double level = Seasonality.Mean(window), spread = 0;
        foreach (double value in window) spread += Math.Abs(value - level) / window.Length;
        return (level, spread > LeastSpread * Math.Abs(level) ? spread : 0);
    }

    /// <summary>Writes the features that the values have of the step <paramref name="ahead"/>, from 1, behind a history, and gives what the forecast is told from.</summary>
    /// <param name="history">At least <see cref="Least"/> values.</param>
    /// <param name="ahead">The step.</param>
    /// <param name="units">Level and spread.</param>
    /// <param name="features">As many as <see cref="OwnWidth"/>.</param>
    public double Write(ReadOnlySpan<double> history, int ahead, (double Level, double Spread) units, Span<float> features)
    {
        Span<LagOp> ops = stackalloc LagOp[OwnWidth];
        Write(history.Length, ahead, ops);
        for (int place = 0; place < ops.Length; place++)
            features[place] = ops[place].Kind == LagKind.PhaseMean ? MeanOf(features[..Means]) : ops[place].Of(history, units, Season);
        return (history[StartOf(history.Length, ahead)] - units.Level) / units.Spread;
    }

    /// <summary>Writes of what each feature of the values at the step <paramref name="ahead"/>, from 1, behind a history of <paramref name="length"/> values is made.</summary>
    /// <param name="length">At least <see cref="Least"/>.</param>
    /// <param name="ahead">The step.</param>
    /// <param name="ops">As many as <see cref="OwnWidth"/>.</param>
    public void Write(int length, int ahead, Span<LagOp> ops)
    {
        int place = 0;
        Phase(length, ahead, Season, Aligned, ops, ref place);
        if (LongSeason > 0) Phase(length, ahead, LongSeason, LongAligned, ops, ref place);
        for (int i = 1; i <= Recent; i++)
        {
            int at = Math.Max(0, length - i);
            ops[place++] = new(LagKind.Value, at);
            ops[place++] = new(LagKind.Difference, at, Math.Max(0, at - Season));
        }
        int mean = 0;
        for (int i = 0; i < Means; i++)
        {
            // A history that does not reach so far says again what it said last.
            int from = length - (Season * (i + 1));
            if (from >= 0) mean = from;
            ops[place++] = new(LagKind.Mean, mean);
        }
        if (LongSeason > 0) ops[place++] = new(LagKind.MeanDifference, Around(length, length - 1), Around(length, Math.Max(0, length - 1 - LongSeason)));
        ops[place++] = new(LagKind.PhaseMean);
        ops[place++] = new(LagKind.Size);
        ops[place] = new(LagKind.Ahead, ahead);
    }

    /// <summary>The place of the value that the forecast of a step is told from: that of the season before.</summary>
    public int StartOf(int length, int ahead) => Latest(length, ahead, Season);

    /// <summary>The latest place of a history that is whole seasons before a step; below 0 where it lies before the history.</summary>
    public static int Latest(int length, int ahead, int season) => length + ahead - 1 - (season * (((ahead - 1) / season) + 1));

    /// <summary>The name of each feature.</summary>
    public IEnumerable<string> Names()
    {
        foreach (string name in Phases("season", Aligned)) yield return name;
        if (LongSeason > 0)
            foreach (string name in Phases("long season", LongAligned)) yield return name;
        for (int i = 1; i <= Recent; i++)
        {
            yield return $"value {i} ago";
            yield return $"value {i} ago less the season before";
        }
        for (int i = 1; i <= Means; i++) yield return $"mean of season {i} ago";
        if (LongSeason > 0) yield return "mean less that of the long season before";
        foreach (string name in (string[])["mean at the phase", "level over spread", "steps ahead"]) yield return name;
        foreach (string name in Covariates.SelectMany(static covariate => covariate.Names())) yield return name;
    }

    // Values at the phase that is asked for, the latest first; what they are over the season around them; and the neighbours of the latest.
    private void Phase(int length, int ahead, int season, int count, Span<LagOp> ops, ref int place)
    {
        int latest = Latest(length, ahead, season), told = latest;
        for (int i = 0; i < count; i++)
        {
            if (latest - (season * i) >= 0) told = latest - (season * i);
            ops[place++] = told >= 0 ? new(LagKind.Value, told) : default;
        }
        for (int i = 0; i < Patterns; i++)
        {
            int at = latest - (season * i);
            ops[place++] = at >= 0 ? new(LagKind.OverMean, at, Around(length, at)) : default;
        }
        for (int side = -1; side <= 1; side += 2) ops[place++] = new(LagKind.Value, Math.Clamp(latest + side, 0, length - 1));
    }

    // Where the season begins whose middle is at a place, or that is next to it within the history.
    private int Around(int length, int at) => Math.Max(0, Math.Min(at - (Season / 2), length - Season));

    private static float MeanOf(ReadOnlySpan<float> features)
    {
        double sum = 0;
        foreach (float feature in features) sum += feature;
        return (float)(sum / features.Length);
    }

    private static IEnumerable<string> Phases(string season, int count)
    {
        for (int i = 1; i <= count; i++) yield return $"{season} {i} ago";
        for (int i = 1; i <= Patterns; i++) yield return $"{season} {i} ago over its mean";
        yield return $"step before {season} 1 ago";
        yield return $"step behind {season} 1 ago";
    }
}
