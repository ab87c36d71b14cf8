namespace MlDsl.Properties.Routes;

/// <summary>The scores of a row as models add them up, and how far those of another order of the sum may be.</summary>
/// <param name="predictor">The weights.</param>
/// <param name="slack">How far features may be off.</param>
internal sealed class LinearBounds(LinearPredictor predictor, Slack slack) : ScoreBounds
{
    /// <summary>2·n·2⁻²⁴·(|b| + Σ|wᵢxᵢ|) with n terms that are not zero, and what the features' own slack makes of it.</summary>
    public override void Of(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<float> scores, Span<double> bounds)
    {
        predictor.Biases.CopyTo(scores);
        for (int k = 0; k < scores.Length; k++)
        {
            ReadOnlySpan<float> weights = predictor.Row(k);
            double magnitude = Math.Abs((double)scores[k]), loose = 0;
            int terms = 0;
            for (int i = 0; i < positions.Length; i++)
            {
                float weight = weights[positions[i]], value = values[i];
                scores[k] += weight * value;
                magnitude += Math.Abs((double)weight * value);
                if (weight != 0 && value != 0) terms++;
                if (weight != 0) loose += slack.At(positions[i], value) * Math.Abs(weight);
            }
            bounds[k] = (2 * terms * Math.Pow(2, -24) * magnitude) + loose;
        }
    }
}
