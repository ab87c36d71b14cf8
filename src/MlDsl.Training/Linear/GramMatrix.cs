using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>
/// The weighted products of all pairs of features, and of each with the label, in the scaled variables; one pass.
/// </summary>
/// <remarks>
/// Features that are mostly not 0 are centred entry by entry, so that large, nearly equal numbers lose nothing. The others
/// stay sparse and are centred afterwards: with at most half of the weight on non-zero entries a variance is at least half of
/// the second moment, so that the subtraction costs one bit.
/// </remarks>
internal sealed class GramMatrix
{
    private const double DenseShare = 0.5;

    private readonly int width;
    private readonly int denseCount;
    private readonly int[] slots;
    private readonly double[] centers;
    private readonly double[] inverses;
    private readonly double[] absent;
    private readonly double labelCenter;

    private GramMatrix(DesignSummary summary, Scaling scaling, double labelCenter)
    {
        width = summary.Mean.Length;
        this.labelCenter = labelCenter;
        slots = new int[width];
        // Dense features come first, so that their products are whole rows.
        int[] order = [.. Enumerable.Range(0, width).OrderBy(position => summary.Share[position] > DenseShare ? 0 : 1)];
        denseCount = order.Count(position => summary.Share[position] > DenseShare);
        centers = new double[width];
        inverses = new double[width];
        for (int slot = 0; slot < width; slot++)
        {
            slots[order[slot]] = slot;
            centers[slot] = scaling.Center[order[slot]];
            inverses[slot] = scaling.Inverse[order[slot]];
        }

        // What a dense feature is in a row that does not name it.
        absent = [.. centers.Take(denseCount).Select((center, slot) => -center * inverses[slot])];
    }

    /// <summary>The mean squared distance of the label from its centre.</summary>
    public double LabelSquare { get; private set; }

    /// <summary>Per feature its mean product with the label.</summary>
    public double[] LabelProducts { get; private set; } = [];

    /// <summary>The mean products of the features; symmetric, row-major, width × width.</summary>
    public double[] Products { get; private set; } = [];

    /// <summary>Reads the rows.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="summary">The first pass over them.</param>
    /// <param name="scaling">The variables.</param>
    /// <param name="labelCenter">What is subtracted from the labels: their mean beside an intercept, else 0.</param>
    /// <param name="control">How to run.</param>
    public static GramMatrix Read(IDesign design, DesignSummary summary, Scaling scaling, double labelCenter, TrainingControl control)
    {
        var gram = new GramMatrix(summary, scaling, labelCenter);
        var lanes = new Lane[BlockPass.Lanes(design, (long)gram.width * gram.width * sizeof(double))];
        for (int lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = new Lane(gram.width, gram.denseCount);
        BlockPass.Run(design, control, lanes, (lane, block, _) => gram.AddBlock(lane, block));
        foreach (Lane lane in lanes.AsSpan(1))
            lanes[0].Merge(lane);
        gram.Finish(lanes[0], summary.TotalWeight);
        return gram;
    }

    private void AddBlock(Lane lane, FeatureBlock block)
    {
        ReadOnlySpan<int> positions = block.Positions;
        ReadOnlySpan<float> values = block.Values;
        for (int row = 0; row < block.Rows; row++)
        {
            double weight = block.Weights[row];
            if (weight == 0)
                continue;
            absent.CopyTo(lane.Dense, 0);
            int sparse = 0;
            for (int entry = block.RowStart[row]; entry < block.RowStart[row + 1]; entry++)
            {
                int slot = slots[positions[entry]];
                if (slot < denseCount)
                    lane.Dense[slot] = (values[entry] - centers[slot]) * inverses[slot];
                else
                    (lane.SparseSlots[sparse], lane.SparseValues[sparse++]) = (slot, values[entry] * inverses[slot]);
            }

            AddRow(lane, sparse, weight, block.Labels[row] - labelCenter);
        }
    }

    private void AddRow(Lane lane, int sparse, double weight, double label)
    {
        ReadOnlySpan<double> dense = lane.Dense, sparseValues = lane.SparseValues.AsSpan(0, sparse);
        ReadOnlySpan<int> sparseSlots = lane.SparseSlots.AsSpan(0, sparse);
        lane.LabelSquare += weight * label * label;
        for (int first = 0; first < dense.Length; first++)
        {
            double factor = weight * dense[first];
            Span<double> products = lane.Products.AsSpan(first * width, width);
            Span<double> ownDense = products[first..dense.Length];
            TensorPrimitives.MultiplyAdd(dense[first..], factor, ownDense, ownDense);
            for (int entry = 0; entry < sparseSlots.Length; entry++)
                products[sparseSlots[entry]] += factor * sparseValues[entry];
            lane.LabelProducts[first] += factor * label;
        }

        for (int first = 0; first < sparseSlots.Length; first++)
        {
            double factor = weight * sparseValues[first];
            Span<double> products = lane.Products.AsSpan(sparseSlots[first] * width, width);
            for (int entry = first; entry < sparseSlots.Length; entry++)
                products[sparseSlots[entry]] += factor * sparseValues[entry];
            lane.LabelProducts[sparseSlots[first]] += factor * label;
        }
    }

    /// <summary>Divides by the weight, centres the sparse features, and puts all features back in their own order.</summary>
    private void Finish(Lane sums, double totalWeight)
    {
        LabelSquare = sums.LabelSquare / totalWeight;
        LabelProducts = new double[width];
        Products = new double[width * width];
        for (int row = 0; row < width; row++)
        {
            LabelProducts[row] = sums.LabelProducts[slots[row]] / totalWeight;
            for (int column = 0; column <= row; column++)
            {
                int first = Math.Min(slots[row], slots[column]), second = Math.Max(slots[row], slots[column]);
                double product = sums.Products[(first * width) + second] / totalWeight;
                if (first >= denseCount)
                    product -= centers[first] * inverses[first] * centers[second] * inverses[second];
                Products[(row * width) + column] = Products[(column * width) + row] = product;
            }
        }
    }

    private sealed class Lane(int width, int denseCount)
    {
        public double LabelSquare { get; set; }

        public double[] LabelProducts { get; } = new double[width];

        public double[] Products { get; } = new double[width * width];

        public double[] Dense { get; } = new double[denseCount];

        public int[] SparseSlots { get; } = new int[width];

        public double[] SparseValues { get; } = new double[width];

        public void Merge(Lane other)
        {
            LabelSquare += other.LabelSquare;
            TensorPrimitives.Add(LabelProducts, other.LabelProducts, LabelProducts);
            TensorPrimitives.Add(Products, other.Products, Products);
        }
    }
}
