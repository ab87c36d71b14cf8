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
    private const int Aligned = 8, LongAligned = 3, Patterns = 2, Beside = 2, Recent = 5, Means = 7, Others = 3;

    // Seasons that level and spread are taken of.
    private const int WindowSeasons = 7;

    /// <summary>The number of features.</summary>
    public int Width => Aligned + Patterns + Beside + (LongSeason > 0 ? LongAligned + Patterns + Beside + 1 : 0) + (2 * Recent) + Means + Others;

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
        int place = 0;
        double first = Phase(history, ahead, Season, Aligned, units, features, ref place);
        double sum = 0;
        for (int i = 0; i < Means; i++) sum += features[i];
        if (LongSeason > 0) Phase(history, ahead, LongSeason, LongAligned, units, features, ref place);
        for (int i = 1; i <= Recent; i++)
        {
            int at = Math.Max(0, history.Length - i), before = Math.Max(0, at - Season);
            features[place++] = (float)Scaled(history[at]);
            features[place++] = (float)((history[at] - history[before]) / units.Spread);
        }
        double mean = 0;
        for (int i = 0; i < Means; i++)
        {
            int from = history.Length - (Season * (i + 1));
            if (from >= 0) mean = Scaled(Seasonality.Mean(history.Slice(from, Season)));
            features[place++] = (float)mean;
        }
        if (LongSeason > 0) features[place++] = (float)((MeanAround(history, history.Length - 1) - MeanAround(history, Math.Max(0, history.Length - 1 - LongSeason))) / units.Spread);
        features[place++] = (float)(sum / Means);
        features[place++] = (float)Math.Log((Math.Abs(units.Level) / units.Spread) + 1e-9);
        features[place++] = ahead;
        return first;

        double Scaled(double value) => (value - units.Level) / units.Spread;
    }

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
    }

    // Values at the phase that is asked for, the latest first; what they are over the season around them; and the neighbours of the latest.
    private double Phase(ReadOnlySpan<double> history, int ahead, int season, int count, (double Level, double Spread) units, Span<float> features, ref int place)
    {
        int latest = history.Length + ahead - 1 - (season * (((ahead - 1) / season) + 1)), told = latest;
        double first = 0;
        for (int i = 0; i < count; i++)
        {
            // A history that does not reach so far says again what it said last.
            if (latest - (season * i) >= 0) told = latest - (season * i);
            double value = told >= 0 ? (history[told] - units.Level) / units.Spread : 0;
            if (i == 0) first = value;
            features[place++] = (float)value;
        }
        for (int i = 0; i < Patterns; i++)
        {
            int at = latest - (season * i);
            features[place++] = at >= 0 ? (float)((history[at] - MeanAround(history, at)) / units.Spread) : 0;
        }
        for (int side = -1; side <= 1; side += 2)
        {
            int at = Math.Clamp(latest + side, 0, history.Length - 1);
            features[place++] = (float)((history[at] - units.Level) / units.Spread);
        }
        return first;
    }

    // The mean of the season whose middle is at a place, or of as much of it as there is.
    private double MeanAround(ReadOnlySpan<double> history, int at)
    {
        int from = Math.Max(0, Math.Min(at - (Season / 2), history.Length - Season));
        return Seasonality.Mean(history.Slice(from, Math.Min(Season, history.Length - from)));
    }

    private static IEnumerable<string> Phases(string season, int count)
    {
        for (int i = 1; i <= count; i++) yield return $"{season} {i} ago";
        for (int i = 1; i <= Patterns; i++) yield return $"{season} {i} ago over its mean";
        yield return $"step before {season} 1 ago";
        yield return $"step behind {season} 1 ago";
    }
}
