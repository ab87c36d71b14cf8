using MlDsl.Kernels;

namespace MlDsl.Properties.Routes;

/// <summary>The scores of a row as a factorization machine says them, and how far those of another order of its sums may be.</summary>
/// <param name="predictor">Weights and factors.</param>
/// <param name="slack">How far features may be off.</param>
internal sealed class FactorizationBounds(FactorizationPredictor predictor, Slack slack) : ScoreBounds
{
    private readonly int counted = Math.Min(predictor.FactorCount, FieldFactorScorer.DepthOf(predictor.FactorCount));

    /// <summary>2·n·2⁻²⁴·M, of n roundings on the way and the sum M of the sizes of all terms, and by how much M grows with the features' own slack.</summary>
    public override void Of(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<float> scores, Span<double> bounds)
    {
        predictor.Score(new SparseRows([0, positions.Length], positions, values), scores);
        double squares = 0, loose = 0;
        for (int i = 0; i < values.Length; i++) squares += (double)values[i] * values[i];
        double length = predictor.IsNormalized && squares > 0 ? Math.Sqrt(squares) : 1;
        for (int i = 0; i < values.Length; i++) loose += slack.At(positions[i], values[i]);
        // A feature that is off moves the length as well, by no more.
        double size = Size(positions, values, length, 0, 0), wide = loose > 0 ? Size(positions, values, length, predictor.IsNormalized ? loose / length : 0, 1) : size;
        int roundings = (3 * positions.Length) + (predictor.FieldCount * predictor.FieldCount * counted) + 8;
        bounds[0] = (2 * roundings * Math.Pow(2, -24) * size) + (wide - size);
    }

    // Every term's size, of features that are as large as they may be.
    private double Size(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, double length, double longer, double slackness)
    {
        int fields = predictor.FieldCount;
        var sums = new double[fields * fields * counted];
        double size = 0;
        for (int i = 0; i < positions.Length; i++)
        {
            int position = positions[i], field = predictor.Fields[position];
            double x = (Math.Abs(values[i]) * (1 + longer) + (slackness * slack.At(position, values[i]))) / length;
            size += Math.Abs(predictor.Weights[position]) * x;
            for (int k = 0; k < fields * counted; k++)
            {
                double factor = Math.Abs(predictor.Factors[(((position * fields) + (k / counted)) * predictor.FactorCount) + (k % counted)]) * x;
                sums[(field * fields * counted) + k] += factor;
                if (k / counted == field) size += factor * factor / 2;
            }
        }
        for (int f = 0; f < fields; f++)
            for (int g = 0; g < fields; g++)
                for (int k = 0; k < counted; k++) size += sums[(((f * fields) + g) * counted) + k] * sums[(((g * fields) + f) * counted) + k] / 2;
        return size;
    }
}
