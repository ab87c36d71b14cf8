namespace MlDsl.Properties.Routes;

/// <summary>Trees say the same bits everywhere, but where a feature that they test may be off: then a row may go another way, and nothing is known.</summary>
/// <param name="predictor">The trees.</param>
/// <param name="slack">How far features may be off.</param>
internal sealed class TreeBounds(TreePredictor predictor, Slack slack) : ScoreBounds
{
    public override void Of(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<float> scores, Span<double> bounds)
    {
        predictor.Score(new SparseRows([0, positions.Length], positions, values), scores);
        bool isLoose = false;
        for (int i = 0; i < positions.Length; i++) isLoose |= slack.At(positions[i], values[i]) > 0 && predictor.Positions.BinarySearch(positions[i]) >= 0;
        bounds.Fill(isLoose ? double.PositiveInfinity : 0);
    }
}
