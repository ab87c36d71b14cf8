namespace MlDsl.Properties.Routes;

/// <summary>The score of a row as a model of deviations says it, and how far that of a graph, which takes all components at once, may be.</summary>
/// <remarks>
/// Both compute in double, u = 2⁻⁵³, and round to float at the end. Distances r = (x − c)·f have the same bits. The model takes component after component from what the ones before left; the graph takes all along at once:
/// in exact numbers its shares along component k differ by Σ aₗ·gₖₗ over the components l before, g the products of components, 0 but for rounding. With R = |r| + Σ|aₗ|·|cₗ|, no number on the way is larger, so that a sum of n
/// products is within n·u·Σ|c|·R of the exact one, and each of K updates within 2·u·R. What is so known of each distance enters the norm: the largest by its own bound; the root of squares by the length of all bounds (triangle
/// inequality), and n + 4 roundings of the sum, the quotient and the root.
/// </remarks>
internal sealed class DeviationBounds : ScoreBounds
{
    private const double Unit = 1.0 / (1L << 53);

    private readonly DeviationPredictor predictor;
    private readonly Slack slack;
    private readonly int width, count;
    private readonly double[] components;
    // What the products of components may be, where they should be 0.
    private readonly double[] products;

    public DeviationBounds(DeviationPredictor predictor, Slack slack)
    {
        (this.predictor, this.slack, width, count, components) = (predictor, slack, predictor.Width, predictor.ComponentCount, predictor.Components.ToArray());
        products = new double[count * count];
        for (int k = 0; k < count; k++)
        {
            for (int l = 0; l < k; l++)
            {
                double product = 0, size = 0;
                for (int j = 0; j < width; j++)
                {
                    double term = Component(k, j) * Component(l, j);
                    product += term;
                    size += Math.Abs(term);
                }
                products[(k * count) + l] = Math.Abs(product) + (width * Unit * size);
            }
        }
    }

    public override void Of(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<float> scores, Span<double> bounds)
    {
        predictor.Score(new SparseRows([0, positions.Length], positions, values), scores);
        double[] distances = new double[width], off = new double[width];
        for (int j = 0; j < width; j++) distances[j] = -predictor.Centers[j] * predictor.Factors[j];
        bool isSame = count == 0 && predictor.Norm == DeviationNorm.Largest;
        for (int i = 0; i < positions.Length; i++)
        {
            int j = positions[i];
            // What is missing lies at its centre.
            distances[j] = float.IsNaN(values[i]) ? 0 : (values[i] - predictor.Centers[j]) * predictor.Factors[j];
            double loose = float.IsNaN(values[i]) ? 0 : slack.At(j, values[i]);
            off[j] = loose == 0 ? 0 : (loose * predictor.Factors[j]) + (4 * Unit * Math.Abs(distances[j]));
            isSame &= off[j] == 0;
        }
        bounds[0] = 0;
        if (isSame) return;
        Take(distances, off);
        bounds[0] = NormOf(off) + (predictor.Norm == DeviationNorm.Largest ? 0 : (width + 4) * Unit * scores[0]);
        bounds[0] += FeatureSlack.Ulp((float)(scores[0] + bounds[0]));
    }

    // From how far distances are off to how far those that components leave are.
    private void Take(double[] distances, double[] off)
    {
        double[] along = new double[count], sizes = [.. distances.Select(Math.Abs)], begun = [.. off];
        for (int k = 0; k < count; k++)
        {
            for (int j = 0; j < width; j++) along[k] += Component(k, j) * distances[j];
            for (int j = 0; j < width; j++) sizes[j] += Math.Abs(along[k] * Component(k, j));
        }
        for (int k = 0; k < count; k++)
        {
            double own = 0;
            for (int l = 0; l < k; l++) own += Math.Abs(along[l]) * products[(k * count) + l];
            for (int j = 0; j < width; j++) own += Math.Abs(Component(k, j)) * (begun[j] + (2 * (width + (2 * count)) * Unit * sizes[j]));
            for (int j = 0; j < width; j++) off[j] += own * Math.Abs(Component(k, j));
        }
        if (count == 0) return;
        for (int j = 0; j < width; j++) off[j] += 4 * (count + 1) * Unit * sizes[j];
    }

    private double NormOf(double[] off) => predictor.Norm == DeviationNorm.Largest ? off.Max() : Math.Sqrt(off.Sum(static each => each * each) / predictor.Unit);

    private double Component(int k, int j) => components[(k * width) + j];
}
