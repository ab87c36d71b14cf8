using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>
/// Few rows of many columns, in coordinates of what the rows span. The weights of least squared penalty are sums of rows, so that as many numbers
/// as there are rows tell those of all columns: a solver's vectors are that much shorter.
/// </summary>
/// <remarks>
/// The coordinates are the rows of Cholesky's factor of the products of all pairs of rows; rows that those before them make up get none of their
/// own. The way back keeps lengths, and with them the penalty. Costs the rows' cube of multiplications, once.
/// </remarks>
internal sealed class RowBasis : ReducedDesign
{
    // As many rows as the widest matrix of products has columns; fewer weights than this are solved for faster as they are.
    private const int MostRows = LinearRegressionTrainer.WidestGram, LeastWeights = 1 << 17;

    // Of a row's square what is left beside those before it, when it is rounding.
    private const double Dependent = 1e-12;

    private readonly ReducedDesign? inner;
    private readonly int width;
    private readonly List<(int[] Positions, float[] Values)> rows = [];
    private readonly List<int> basis = [];
    // Of each row of the basis its coordinates, the last of which is its own.
    private readonly List<double[]> factor = [];
    private readonly HeldDesign design;

    private RowBasis(IDesign source, ReducedDesign? inner, TrainingControl control)
        : base(source)
    {
        (this.inner, width) = (inner, source.Width);
        var builder = new FeatureBlockBuilder();
        var row = new double[width];
        foreach (FeatureBlock block in source.Blocks(control.Cancellation))
        {
            for (int i = 0; i < block.Rows; i++)
            {
                control.Cancellation.ThrowIfCancellationRequested();
                Range entries = block.RowStart[i]..block.RowStart[i + 1];
                rows.Add((block.Positions[entries].ToArray(), block.Values[entries].ToArray()));
                double[] coordinates = Take(row);
                for (int b = 0; b < coordinates.Length; b++) builder.Add(b, (float)coordinates[b]);
                builder.EndRow(block.Labels[i], block.Weights[i]);
            }
        }
        design = new HeldDesign(Math.Max(1, basis.Count), [builder.Build()]);
    }

    /// <inheritdoc/>
    public override int Width => design.Width;

    /// <inheritdoc/>
    public override int Passes => 1 + (inner?.Passes ?? 0);

    /// <summary>The rows in coordinates; null where these would not be half as many as the columns, or the weights too few to be worth it.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="inner">What the columns of <paramref name="source"/> stand for; null where they are the positions.</param>
    /// <param name="outputs">The weights of a column.</param>
    /// <param name="control">How to run.</param>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static RowBasis? Of(IDesign source, ReducedDesign? inner, int outputs, TrainingControl control) =>
        source.Rows <= MostRows && source.Width >= 2 * source.Rows && (long)source.Width * outputs >= LeastWeights ? Make(source, inner, control) : null;

    /// <summary>The same whether it is worth it or not.</summary>
    public static RowBasis Make(IDesign source, ReducedDesign? inner, TrainingControl control) => new(source, inner, control);

    /// <inheritdoc/>
    public override IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation) => design.Blocks(cancellation);

    /// <inheritdoc/>
    public override int PositionOf(int column)
    {
        int place = basis.Count == 0 ? 0 : rows[basis[column]].Positions[0];
        return inner?.PositionOf(place) ?? place;
    }

    /// <inheritdoc/>
    public override LinearWeights Widen(LinearWeights solved, double[] means)
    {
        var weights = new float[solved.Outputs * width];
        var sums = new double[width];
        for (int output = 0; output < solved.Outputs; output++)
        {
            Array.Clear(sums);
            double[] shares = Shares(solved.Row(output));
            for (int b = 0; b < shares.Length; b++)
            {
                var (positions, values) = rows[basis[b]];
                for (int entry = 0; entry < positions.Length; entry++) sums[positions[entry]] += shares[b] * values[entry];
            }
            for (int position = 0; position < width; position++) weights[(output * width) + position] = (float)sums[position];
        }
        float[] rounded = inner is null ? Array.ConvertAll(means, static mean => (float)mean) : [];
        var own = new LinearWeights(weights, solved.Biases.ToArray(), solved.Iterations, solved.Converged, solved.Objective, rounded);
        return inner?.Widen(own, means) ?? own;
    }

    // How much of each row of the basis its coordinates' weights are: the factor's transpose, solved from the end.
    private double[] Shares(ReadOnlySpan<float> weights)
    {
        var shares = new double[basis.Count];
        for (int b = 0; b < shares.Length; b++) shares[b] = weights[b];
        for (int b = shares.Length - 1; b >= 0; b--)
        {
            shares[b] /= factor[b][b];
            Span<double> before = shares.AsSpan(0, b);
            TensorPrimitives.MultiplyAdd(factor[b].AsSpan(0, b), -shares[b], before, before);
        }
        return shares;
    }

    // The coordinates of the last row; it joins the basis where those before do not make it up.
    private double[] Take(double[] dense)
    {
        var (positions, values) = rows[^1];
        double left = 0;
        for (int entry = 0; entry < positions.Length; entry++)
        {
            dense[positions[entry]] = values[entry];
            left += (double)values[entry] * values[entry];
        }
        double least = Dependent * left;
        var coordinates = new double[basis.Count + 1];
        for (int b = 0; b < basis.Count; b++)
        {
            var (others, held) = rows[basis[b]];
            double product = 0;
            for (int entry = 0; entry < others.Length; entry++) product += dense[others[entry]] * held[entry];
            double[] of = factor[b];
            coordinates[b] = (product - TensorPrimitives.Dot<double>(coordinates.AsSpan(0, b), of.AsSpan(0, b))) / of[b];
            left -= coordinates[b] * coordinates[b];
        }
        foreach (int position in positions) dense[position] = 0;
        if (!(left > least)) return coordinates[..^1];
        coordinates[^1] = Math.Sqrt(left);
        basis.Add(rows.Count - 1);
        factor.Add(coordinates);
        return coordinates;
    }
}
