namespace MlDsl.Forecasting;

/// <summary>What was forecast of one series from one origin, and what happened.</summary>
/// <param name="Series">The series' number.</param>
/// <param name="Origin">How many of its values were known.</param>
/// <param name="Scale">The scale of its errors; NaN or 0 where it has none.</param>
/// <param name="Actual">What happened, step by step; NaN where nobody knows.</param>
/// <param name="Points">What was forecast.</param>
/// <param name="Naive">What the season before says.</param>
/// <param name="Low">The lower ends of the intervals.</param>
/// <param name="High">The upper ends.</param>
/// <param name="Below">How many of the quantiles, from the lowest level up, are below what happened.</param>
internal sealed record OriginForecast(int Series, int Origin, double Scale, double[] Actual, double[] Points, double[] Naive, double[] Low, double[] High, byte[] Below)
{
    /// <summary>Keeps what an evaluation has at hand.</summary>
    public static OriginForecast Of(
        int series, int origin, double scale, double[] actual, double[] points, double[] naive, ReadOnlySpan<double> quantiles, QuantileLevels levels)
    {
        int steps = actual.Length;
        var kept = new OriginForecast(series, origin, scale, [.. actual], [.. points], [.. naive], new double[steps], new double[steps], new byte[steps]);
        for (int step = 0; step < steps; step++)
        {
            ReadOnlySpan<double> own = quantiles.Slice(step * levels.Count, levels.Count);
            (kept.Low[step], kept.High[step]) = (own[levels.Low], own[levels.High]);
            while (kept.Below[step] < own.Length && own[kept.Below[step]] < actual[step]) kept.Below[step]++;
        }
        return kept;
    }

    /// <summary>Whether it is known what happened at a step.</summary>
    public bool IsKnown(int step) => !double.IsNaN(Actual[step]);

    /// <summary>Whether what happened at a step lies in its interval.</summary>
    public bool IsCovered(int step) => Actual[step] >= Low[step] && Actual[step] <= High[step];
}
