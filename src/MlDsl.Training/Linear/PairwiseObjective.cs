using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>The mean loss of the queries plus the squared penalty. An evaluation is two passes: one for the scores, one for the gradient.</summary>
internal sealed class PairwiseObjective : IObjective
{
    private readonly IDesign design;
    private readonly QueryPairs pairs;
    private readonly Scaling scaling;
    private readonly double l2;
    private readonly TrainingControl control;
    private readonly double[] weights;
    private readonly double[] bias = new double[1];
    private readonly double[] byRow;
    private readonly Lane[] lanes;

    /// <summary>Prepares the sums of the passes.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="pairs">Their queries.</param>
    /// <param name="scaling">The solver's variables.</param>
    /// <param name="l2">The strength of the squared penalty.</param>
    /// <param name="passes">How often the rows have been read before.</param>
    /// <param name="control">How to run.</param>
    public PairwiseObjective(IDesign design, QueryPairs pairs, Scaling scaling, double l2, int passes, TrainingControl control)
    {
        (this.design, this.pairs, this.scaling, this.l2, Passes, this.control) = (design, pairs, scaling, l2, passes, control);
        weights = new double[design.Width];
        byRow = new double[design.Rows];
        lanes = new Lane[BlockPass.Lanes(design, (long)weights.Length * sizeof(double))];
        for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = new Lane(weights.Length);
    }

    /// <summary>Counts the passes that measure the columns and put the queries together, too.</summary>
    public int Passes { get; private set; }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        scaling.ToWeights(point, weights, bias);
        foreach (Lane lane in lanes) lane.Clear();
        BlockPass.Run(design, control, lanes, Score);
        double loss = pairs.Evaluate(byRow, control);
        BlockPass.Run(design, control, lanes, AddGradient);
        Passes += 2;
        Lane total = lanes[0];
        foreach (Lane lane in lanes.AsSpan(1)) total.Merge(lane);
        TensorPrimitives.MultiplyAdd(weights, l2, total.ByWeight, total.ByWeight);
        // Of every pair one row goes up as the other goes down, so that the intercept's derivative is 0.
        bias[0] = 0;
        scaling.ToGradient(total.ByWeight, bias, gradient);
        return loss + (0.5 * l2 * TensorPrimitives.SumOfSquares<double>(weights));
    }

    private void Score(Lane lane, FeatureBlock block, long firstRow)
    {
        ReadOnlySpan<int> starts = block.RowStart, positions = block.Positions;
        ReadOnlySpan<float> values = block.Values;
        for (int row = 0; row < block.Rows; row++)
        {
            double score = 0;
            for (int entry = starts[row]; entry < starts[row + 1]; entry++) score += weights[positions[entry]] * values[entry];
            byRow[firstRow + row] = score;
        }
    }

    private void AddGradient(Lane lane, FeatureBlock block, long firstRow)
    {
        ReadOnlySpan<int> starts = block.RowStart, positions = block.Positions;
        ReadOnlySpan<float> values = block.Values;
        for (int row = 0; row < block.Rows; row++)
        {
            double slope = byRow[firstRow + row];
            if (slope == 0) continue;
            for (int entry = starts[row]; entry < starts[row + 1]; entry++) lane.ByWeight[positions[entry]] += slope * values[entry];
        }
    }

    private sealed class Lane(int length)
    {
        public double[] ByWeight { get; } = new double[length];

        public void Clear() => Array.Clear(ByWeight);

        public void Merge(Lane other) => TensorPrimitives.Add(ByWeight, other.ByWeight, ByWeight);
    }
}
