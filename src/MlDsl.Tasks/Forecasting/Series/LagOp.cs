namespace MlDsl.Forecasting;

/// <summary>How one feature is made of a history. A closed set: numbers and graphs are made of the same ops.</summary>
internal enum LagKind
{
    /// <summary>0.</summary>
    Nothing,

    /// <summary>The value at a place, less the level.</summary>
    Value,

    /// <summary>The value at a place, less that at another.</summary>
    Difference,

    /// <summary>The value at a place, less the mean of the season that begins at another.</summary>
    OverMean,

    /// <summary>The mean of the season that begins at a place, less the level.</summary>
    Mean,

    /// <summary>The mean of the season that begins at a place, less that of the one that begins at another.</summary>
    MeanDifference,

    /// <summary>The mean of the first features, of as many as there are seasons with a mean.</summary>
    PhaseMean,

    /// <summary>The logarithm of the level over the spread.</summary>
    Size,

    /// <summary>How many steps ahead are asked for.</summary>
    Ahead,
}

/// <summary>One feature of a history, in units of its spread but for the last three kinds.</summary>
/// <param name="Kind">How it is made.</param>
/// <param name="At">A place in the history; of <see cref="LagKind.Ahead"/> the step.</param>
/// <param name="Other">The other place.</param>
internal readonly record struct LagOp(LagKind Kind, int At = 0, int Other = 0)
{
    /// <summary>The feature of a history; of a kind that is made of other features 0.</summary>
    /// <param name="history">The values.</param>
    /// <param name="units">Their level and spread.</param>
    /// <param name="season">The steps of a season.</param>
    public float Of(ReadOnlySpan<double> history, (double Level, double Spread) units, int season) => Kind switch
    {
        LagKind.Value => (float)((history[At] - units.Level) / units.Spread),
        LagKind.Difference => (float)((history[At] - history[Other]) / units.Spread),
        LagKind.OverMean => (float)((history[At] - Seasonality.Mean(history.Slice(Other, season))) / units.Spread),
        LagKind.Mean => (float)((Seasonality.Mean(history.Slice(At, season)) - units.Level) / units.Spread),
        LagKind.MeanDifference => (float)((Seasonality.Mean(history.Slice(At, season)) - Seasonality.Mean(history.Slice(Other, season))) / units.Spread),
        LagKind.Size => (float)Math.Log((Math.Abs(units.Level) / units.Spread) + LagShape.Smallest),
        LagKind.Ahead => At,
        _ => 0,
    };
}
