using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>The mean loss of the rows plus the squared penalty; each evaluation is one pass over the rows.</summary>
internal sealed class DesignObjective<TLoss> : IObjective
    where TLoss : struct, ILoss
{
    private readonly IDesign design;
    private readonly Scaling scaling;
    private readonly TrainingControl control;
    private readonly double totalWeight;
    private readonly double l2;
    private readonly double[]? classFactor;
    private readonly double[] weights;
    private readonly double[] biases;
    private readonly Lane[] lanes;

    /// <summary>Prepares the sums of the passes.</summary>
    /// <param name="loss">The loss of a row.</param>
    /// <param name="design">The rows.</param>
    /// <param name="totalWeight">The sum of the rows' weights, class factors included.</param>
    /// <param name="classFactor">Per class what its rows' weights are multiplied by; null for 1.</param>
    /// <param name="scaling">The solver's variables.</param>
    /// <param name="outputs">The number of linear outputs.</param>
    /// <param name="l2">The strength of the squared penalty.</param>
    /// <param name="passes">How often the rows have been read before.</param>
    /// <param name="control">How to run.</param>
    public DesignObjective(
        TLoss loss, IDesign design, double totalWeight, double[]? classFactor, Scaling scaling, int outputs, double l2, int passes, TrainingControl control)
    {
        Passes = passes;
        Loss = loss;
        this.design = design;
        this.totalWeight = totalWeight;
        this.classFactor = classFactor;
        this.scaling = scaling;
        this.l2 = l2;
        this.control = control;
        weights = new double[design.Width * outputs];
        biases = new double[outputs];
        lanes = new Lane[BlockPass.Lanes(design, (long)weights.Length * sizeof(double))];
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = new Lane(weights.Length, outputs);
    }

    /// <summary>The loss of a row.</summary>
    public TLoss Loss { get; set; }

    /// <summary>Counts the passes that measure the columns, too.</summary>
    public int Passes { get; private set; }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        scaling.ToWeights(point, weights, biases);
        foreach (Lane lane in lanes)
            lane.Clear();
        BlockPass.Run(design, control, lanes, AddBlock);
        Passes++;
        Lane total = lanes[0];
        foreach (Lane lane in lanes.AsSpan(1))
            total.Merge(lane);
        for (int index = 0; index < weights.Length; index++)
            total.ByWeight[index] = (total.ByWeight[index] / totalWeight) + (l2 * weights[index]);
        TensorPrimitives.Divide(total.ByBias, totalWeight, total.ByBias);
        scaling.ToGradient(total.ByWeight, total.ByBias, gradient);
        return (total.Loss / totalWeight) + (0.5 * l2 * TensorPrimitives.SumOfSquares<double>(weights));
    }

    private void AddBlock(Lane lane, FeatureBlock block, long firstRow)
    {
        ReadOnlySpan<int> starts = block.RowStart;
        ReadOnlySpan<float> labels = block.Labels, rowWeights = block.Weights;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = rowWeights[row];
            if (classFactor is not null)
                weight *= classFactor[(int)labels[row]];
            if (weight == 0)
                continue;
            int start = starts[row], count = starts[row + 1] - start;
            ReadOnlySpan<int> positions = block.Positions.Slice(start, count);
            ReadOnlySpan<float> values = block.Values.Slice(start, count);
            if (biases.Length == 1)
                AddSingle(lane, positions, values, labels[row], weight);
            else
                AddSeveral(lane, positions, values, labels[row], weight);
        }
    }

    private void AddSingle(Lane lane, ReadOnlySpan<int> positions, ReadOnlySpan<float> values, float label, double weight)
    {
        double[] weights = this.weights, byWeight = lane.ByWeight;
        double output = biases[0];
        for (int entry = 0; entry < positions.Length; entry++)
            output += weights[positions[entry]] * values[entry];
        lane.Loss += weight * Loss.Evaluate(new Span<double>(ref output), label);
        double slope = output * weight;
        lane.ByBias[0] += slope;
        for (int entry = 0; entry < positions.Length; entry++)
            byWeight[positions[entry]] += slope * values[entry];
    }

    private void AddSeveral(Lane lane, ReadOnlySpan<int> positions, ReadOnlySpan<float> values, float label, double weight)
    {
        double[] outputs = lane.Outputs;
        int count = outputs.Length;
        biases.CopyTo(outputs, 0);
        for (int entry = 0; entry < positions.Length; entry++)
            TensorPrimitives.MultiplyAdd(weights.AsSpan(positions[entry] * count, count), values[entry], outputs, outputs);
        lane.Loss += weight * Loss.Evaluate(outputs, label);
        TensorPrimitives.Multiply(outputs, weight, outputs);
        TensorPrimitives.Add(lane.ByBias, outputs, lane.ByBias);
        for (int entry = 0; entry < positions.Length; entry++)
        {
            Span<double> slopes = lane.ByWeight.AsSpan(positions[entry] * count, count);
            TensorPrimitives.MultiplyAdd(outputs, values[entry], slopes, slopes);
        }
    }

    private sealed class Lane(int length, int outputs)
    {
        public double Loss { get; set; }

        public double[] ByWeight { get; } = new double[length];

        public double[] ByBias { get; } = new double[outputs];

        public double[] Outputs { get; } = new double[outputs];

        public void Clear()
        {
            Loss = 0;
            Array.Clear(ByWeight);
            Array.Clear(ByBias);
        }

        public void Merge(Lane other)
        {
            Loss += other.Loss;
            TensorPrimitives.Add(ByWeight, other.ByWeight, ByWeight);
            TensorPrimitives.Add(ByBias, other.ByBias, ByBias);
        }
    }
}
