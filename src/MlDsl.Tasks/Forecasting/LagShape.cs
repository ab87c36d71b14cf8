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
    private const int Aligned = 8, LongAligned = 3, Recent = 4, Means = 7, Others = 3;

    // Seasons that level and spread are taken of.
    private const int WindowSeasons = 7;

    /// <summary>The number of features.</summary>
    public int Width => Aligned + (LongSeason > 0 ? LongAligned : 0) + Recent + Means + Others;

    /// <summary>The fewest values of a history.</summary>
    public int Least => Math.Max(Season + 1, 3);

    /// <summary>The steps that are learned at once: the horizon, or one.</summary>
    public int Steps => IsRecursive ? 1 : Horizon;

    /// <summary>The values of a history that decide its features; those before need not be there.</summary>
    public int Reach => Math.Max(Season * (Aligned + 1), LongSeason * (LongAligned + 1)) + Horizon + 2;

    /// <summary>Level and spread of the end of a history.</summary>
    public (double Level, double Spread) Units(ReadOnlySpan<double> history)
    {
        ReadOnlySpan<double> window = history[^Math.Min(history.Length, LongSeason > 0 ? LongSeason : WindowSeasons * Season + (Season == 1 ? 5 : 0))..];
        double level = Seasonality.Mean(window), spread = 0;
        foreach (double value in window) spread += Math.Abs(value - level) / window.Length;
        // What is left of rounding is no spread.
        return (level, spread > 1e-9 * Math.Abs(level) ? spread : 0);
    }

    /// <summary>Writes the features of the step <paramref name="ahead"/>, from 1, behind a history, and gives what the forecast is told from.</summary>
    /// <param name="history">At least <see cref="Least"/> values.</param>
    /// <param name="ahead">The step.</param>
    /// <param name="units">Level and spread.</param>
    /// <param name="features">As many as <see cref="Width"/>.</param>
    public double Write(ReadOnlySpan<double> history, int ahead, (double Level, double Spread) units, Span<float> features)
    {
        int place = 0, target = history.Length + ahead - 1, end = history.Length;
        double sum = 0, first = 0;
        double last = 0;
        for (int i = 0; i < Aligned; i++)
        {
            int at = target - (Season * (((ahead - 1) / Season) + 1 + i));
            // A history that does not reach so far says again what it said last.
            if (at >= 0) last = Scaled(history[at]);
            if (i == 0) first = last;
            if (i < Means) sum += last;
            features[place++] = (float)last;
        }
        for (int i = 0; LongSeason > 0 && i < LongAligned; i++)
        {
            int at = target - (LongSeason * (((ahead - 1) / LongSeason) + 1 + i));
            if (at >= 0) last = Scaled(history[at]);
            features[place++] = (float)last;
        }
        double newest = Scaled(history[end - 1]), before = Scaled(history[end - 2]);
        features[place++] = (float)newest;
        features[place++] = (float)before;
        features[place++] = (float)(newest - Scaled(history[Math.Max(0, end - 1 - Season)]));
        features[place++] = (float)(before - Scaled(history[Math.Max(0, end - 2 - Season)]));
        double mean = 0;
        for (int i = 0; i < Means; i++)
        {
            int from = end - (Season * (i + 1));
            if (from >= 0) mean = Scaled(Seasonality.Mean(history.Slice(from, Season)));
            features[place++] = (float)mean;
        }
        features[place++] = (float)(sum / Means);
        features[place++] = (float)Math.Log((Math.Abs(units.Level) / units.Spread) + 1e-9);
        features[place++] = ahead;
        return first;

        double Scaled(double value) => (value - units.Level) / units.Spread;
    }

    /// <summary>The name of each feature.</summary>
    public IEnumerable<string> Names()
    {
        for (int i = 1; i <= Aligned; i++) yield return $"season {i} ago";
        for (int i = 1; LongSeason > 0 && i <= LongAligned; i++) yield return $"long season {i} ago";
        foreach (string name in (string[])["last", "last but one", "last over its season", "last but one over its season"]) yield return name;
        for (int i = 1; i <= Means; i++) yield return $"mean of season {i} ago";
        foreach (string name in (string[])["mean at the phase", "level over spread", "steps ahead"]) yield return name;
    }
}
