namespace MlDsl.Properties.Routes;

/// <summary>The scores of a row as models say them, and how far those of a graph may be.</summary>
internal abstract class ScoreBounds
{
    /// <summary>The bounds of a predictor.</summary>
    /// <param name="predictor">The predictor.</param>
    /// <param name="slack">How far features may be off.</param>
    public static ScoreBounds Of(Predictor predictor, Slack slack) => predictor switch
    {
        LinearPredictor linear => new LinearBounds(linear, slack),
        FactorizationPredictor factors => new FactorizationBounds(factors, slack),
        DeviationPredictor deviations => new DeviationBounds(deviations, slack),
        { Kind: "mixture" } => new MixtureBounds(predictor, slack),
        _ => new TreeBounds((TreePredictor)predictor, slack),
    };

    /// <summary>The scores of a row, and the bounds. Both are as long as the scores.</summary>
    public abstract void Of(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<float> scores, Span<double> bounds);
}
