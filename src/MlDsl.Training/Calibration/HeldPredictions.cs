namespace MlDsl.Training;

/// <summary>What is predicted for rows that are held back, beside what came of them.</summary>
/// <param name="Values">The prediction for each row.</param>
/// <param name="Lows">One quantile of each row's label; empty where intervals lie around predictions.</param>
/// <param name="Highs">The other.</param>
/// <param name="Labels">The label of each row.</param>
/// <param name="Weights">The weight of each row, above 0.</param>
internal sealed record HeldPredictions(float[] Values, float[] Lows, float[] Highs, float[] Labels, float[] Weights)
{
    /// <summary>The rows of all windows, one after another.</summary>
    public static HeldPredictions Of(IReadOnlyList<HeldPredictions> windows) => new(
        [.. windows.SelectMany(static w => w.Values)], [.. windows.SelectMany(static w => w.Lows)], [.. windows.SelectMany(static w => w.Highs)],
        [.. windows.SelectMany(static w => w.Labels)], [.. windows.SelectMany(static w => w.Weights)]);

    /// <summary>The rows at the places.</summary>
    public HeldPredictions At(int[] places)
    {
        return new(Of(Values), Of(Lows), Of(Highs), Of(Labels), Of(Weights));

        float[] Of(float[] numbers) => numbers.Length == 0 ? [] : [.. places.Select(i => numbers[i])];
    }

    /// <summary>The intervals that hold the level's share of the labels.</summary>
    /// <exception cref="TrainingException">There are too few rows for the level, or the radius is more than a float holds.</exception>
    public IntervalStep Fit(IntervalOptions options, IntervalStep? spread) => (options.Width == IntervalWidth.Quantiles
        ? ConformalIntervals.FitQuantiles(options.Level, Labels, Lows, Highs, Weights)
        : ConformalIntervals.Fit(options.Level, Labels, Values, Weights, spread)) with
    { Share = options.Share };

    /// <summary>How likely windows of time differ as much as these do where time does not matter, in where labels lie or in how far off they are.</summary>
    public static double Exchangeable(IReadOnlyList<HeldPredictions> windows, IntervalOptions options, IntervalStep? spread) => options.Width == IntervalWidth.Quantiles
        ? Exchangeability.OfEither([.. windows.Select(static w => w.FromMiddles())], [.. windows.Select(static w => ConformalIntervals.Beyond(w.Labels, w.Lows, w.Highs))])
        : Exchangeability.OfResiduals([.. windows.Select(w => ConformalIntervals.Residuals(w.Labels, w.Values, spread))]);

    private double[] FromMiddles() => [.. Labels.Select((label, i) => label - (((double)Lows[i] + Highs[i]) / 2))];
}
