namespace MlDsl.Forecasting;

/// <summary>The past covariates of a series as they are known at an origin: no value of a later step is read.</summary>
internal sealed class CovariatesAt
{
    private readonly SeriesValues histories;
    private readonly LagShape shape;
    private readonly int series, origin;
    private readonly (double Level, double Spread)[] units;
    private readonly LagOp[] ops;

    /// <param name="histories">The series.</param>
    /// <param name="series">Which of them.</param>
    /// <param name="origin">The number of steps that are history.</param>
    /// <param name="shape">What is seen of a history.</param>
    public CovariatesAt(SeriesValues histories, int series, int origin, LagShape shape)
    {
        (this.histories, this.series, this.origin, this.shape) = (histories, series, origin, shape);
        units = new (double, double)[shape.Covariates.Count];
        ops = new LagOp[shape.Width - shape.OwnWidth];
        for (int i = 0; i < units.Length; i++)
        {
            // Before its first value nothing is known of a covariate; a flag counts as it stands.
            if (origin <= histories.FirstOf(series, i)) continue;
            units[i] = shape.Covariates[i].Covariate.IsFlag ? (0, 1) : shape.Units(HistoryOf(i));
        }
    }

    /// <summary>Writes the features of the step <paramref name="ahead"/>, from 1.</summary>
    /// <param name="ahead">The step.</param>
    /// <param name="features">As many as the covariates have; of one that does not vary, or is not known yet, 0.</param>
    public void Write(int ahead, Span<float> features)
    {
        for (int i = 0; i < units.Length; i++)
        {
            CovariateLags lags = shape.Covariates[i];
            Span<float> own = features[..lags.Width];
            features = features[lags.Width..];
            own.Clear();
            if (units[i].Spread == 0) continue;
            ReadOnlySpan<double> history = HistoryOf(i);
            lags.Write(history.Length, ahead, ops);
            for (int place = 0; place < own.Length; place++) own[place] = ops[place].Of(history, units[i], shape.Season);
        }
    }

    private ReadOnlySpan<double> HistoryOf(int covariate) => histories.Covariate(series, covariate)[Math.Max(0, origin - shape.Reach)..origin];
}
