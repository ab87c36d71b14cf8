namespace MlDsl.Forecasting;

/// <summary>
/// What a pooled model sees of one past covariate, all of it at or before the origin: the last value, those at each of some steps before the one that is asked for, as far as they are known, those at its phase, and means
/// of seasons. Numbers are told in units of the covariate's own level and spread in the same history; a flag as it stands.
/// </summary>
/// <param name="Covariate">The column.</param>
/// <param name="Season">The steps of a season.</param>
internal sealed record CovariateLags(PastCovariate Covariate, int Season)
{
    private const int Recent = 2, Aligned = 2, Means = 2, FewestLags = 4, MostLags = 28;

    /// <summary>How many steps before the one that is asked for are looked at one by one.</summary>
    public int Lags => Covariate.Lags > 0 ? Covariate.Lags : Math.Clamp(Season, FewestLags, MostLags);

    /// <summary>The number of features.</summary>
    public int Width => Recent + Lags + Aligned + Means;

    /// <summary>Writes of what each feature of the step <paramref name="ahead"/>, from 1, behind a history of <paramref name="length"/> values is made.</summary>
    public void Write(int length, int ahead, Span<LagOp> ops)
    {
        int place = 0, last = length - 1, mean = 0;
        ops[place++] = new(LagKind.Value, last);
        ops[place++] = new(LagKind.Difference, last, Math.Max(0, last - Season));
        // What is not known yet, or no more, is 0.
        for (int i = 1; i <= Lags; i++) ops[place++] = At(length + ahead - 1 - i);
        for (int i = 0; i < Aligned; i++) ops[place++] = At(LagShape.Latest(length, ahead, Season) - (Season * i));
        for (int i = 1; i <= Means; i++)
        {
            if (length - (Season * i) >= 0) mean = length - (Season * i);
            ops[place++] = new(LagKind.Mean, mean);
        }

        LagOp At(int at) => at >= 0 && at < length ? new(LagKind.Value, at) : default;
    }

    /// <summary>The name of each feature.</summary>
    public IEnumerable<string> Names()
    {
        yield return $"{Covariate.Member} 1 ago";
        yield return $"{Covariate.Member} 1 ago less the season before";
        for (int i = 1; i <= Lags; i++) yield return $"{Covariate.Member} {i} before the step";
        for (int i = 1; i <= Aligned; i++) yield return $"{Covariate.Member} season {i} ago";
        for (int i = 1; i <= Means; i++) yield return $"{Covariate.Member} mean of season {i} ago";
    }
}
