using System.Buffers;
using System.Runtime.InteropServices;

namespace MlDsl.Properties.Routes;

/// <summary>The scores of a row as a mixture of Gaussians says them, read from the bytes of its file, and how far those of other orders of its sums may be.</summary>
/// <remarks>
/// Both compute in double, u = 2⁻⁵³, and round to float at the end. Differences x − μ have the same bits. A row of S, of i products, is within 2·i·u·Σ|S·(x − μ)| of that of another order: δ. A square t² is then within 2·|t|·δ + δ², their
/// sum, of n, within 2·(n − 1)·u of itself beside, and half of it, less a bias, makes the score. A row of one product, and a sum of one square, have the same bits everywhere.
/// </remarks>
internal sealed class MixtureBounds : ScoreBounds
{
    private const double Unit = 1.0 / (1L << 53);
    private const int Head = 12;

    private readonly Predictor predictor;
    private readonly Slack slack;
    private readonly Covariance covariance;
    private readonly float[] biases, means, scales;

    public MixtureBounds(Predictor predictor, Slack slack)
    {
        (this.predictor, this.slack) = (predictor, slack);
        var file = new ArrayBufferWriter<byte>();
        predictor.Write(file);
        covariance = (Covariance)MemoryMarshal.Read<int>(file.WrittenSpan);
        float[] numbers = MemoryMarshal.Cast<byte, float>(file.WrittenSpan[Head..]).ToArray();
        int means = predictor.Outputs * predictor.Width;
        (biases, this.means, scales) = (numbers[..predictor.Outputs], numbers[predictor.Outputs..(predictor.Outputs + means)], numbers[(predictor.Outputs + means)..]);
    }

    public override void Of(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<float> scores, Span<double> bounds)
    {
        predictor.Score(new SparseRows([0, positions.Length], positions, values), scores);
        double[] row = new double[predictor.Width], off = new double[predictor.Width];
        for (int i = 0; i < positions.Length; i++) (row[positions[i]], off[positions[i]]) = (values[i], slack.At(positions[i], values[i]));
        for (int k = 0; k < scores.Length; k++)
        {
            double sum = 0, most = 0;
            for (int i = 0; i < row.Length; i++)
            {
                var (term, each) = Term(k, i, row, off);
                sum += term * term;
                most += (2 * Math.Abs(term) * each) + (each * each);
            }
            bounds[k] = (most + (2 * Math.Max(0, row.Length - 1) * Unit * sum)) / 2;
            if (bounds[k] == 0) continue;
            bounds[k] += 2 * Unit * (Math.Abs(biases[k]) + sum);
            bounds[k] += FeatureSlack.Ulp((float)(Math.Abs((double)scores[k]) + bounds[k]));
        }
    }

    // What is squared, and how far it may be off.
    private (double Term, double Off) Term(int k, int i, double[] row, double[] off)
    {
        int width = row.Length, triangle = width * (width + 1) / 2, mean = k * width;
        if (covariance is Covariance.Diagonal or Covariance.Spherical)
        {
            double scale = covariance == Covariance.Diagonal ? scales[mean + i] : scales[k], product = (row[i] - means[mean + i]) * scale;
            return (product, off[i] == 0 ? 0 : (Math.Abs(scale) * off[i]) + (4 * Unit * Math.Abs(product)));
        }
        int at = (covariance == Covariance.Tied ? 0 : k * triangle) + (i * (i + 1) / 2), terms = 0;
        double sum = 0, size = 0, loose = 0;
        for (int j = 0; j <= i; j++)
        {
            double scale = scales[at + j], product = scale * (row[j] - means[mean + j]);
            sum += product;
            size += Math.Abs(product);
            loose += Math.Abs(scale) * off[j];
            if (product != 0) terms++;
        }
        return (sum, loose + (terms > 1 || loose > 0 ? 2 * (terms + 1) * Unit * size : 0));
    }
}
