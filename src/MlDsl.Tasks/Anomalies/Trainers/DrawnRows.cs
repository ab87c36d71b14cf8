namespace MlDsl.Training;

/// <summary>The training rows that trees are grown on.</summary>
/// <remarks>
/// Each tree takes the rows of the least keys, where the key of a row is exponential with its weight as rate, and a function of seed, tree and row: without replacement, in proportion to weights, and in one pass.
/// Efraimidis and Spirakis (2006), "Weighted random sampling with a reservoir".
/// </remarks>
internal sealed class DrawnRows
{
    private readonly Dictionary<long, (int[] Positions, float[] Values)> features;
    private readonly long[][] drawn;

    private DrawnRows(long[][] drawn, Dictionary<long, (int[] Positions, float[] Values)> features) => (this.drawn, this.features) = (drawn, features);

    /// <summary>How many rows each tree has.</summary>
    public int Size => drawn[0].Length;

    /// <summary>The rows of a tree, in their order.</summary>
    public (int[] Positions, float[] Values)[] Of(int tree) => Array.ConvertAll(drawn[tree], row => features[row]);

    /// <summary>Draws in two passes.</summary>
    /// <exception cref="TrainingException">A weight is none, or fewer than two rows have one above 0.</exception>
    public static DrawnRows Draw(IDesign rows, int trees, int size, ulong seed, TrainingControl control)
    {
        var reservoirs = new Reservoir[trees];
        for (int tree = 0; tree < trees; tree++) reservoirs[tree] = new Reservoir(EvaluationRandom.Stream(seed, 2 * tree), size);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation };
        long first = 0, weighty = 0;
        foreach (FeatureBlock block in rows.Blocks(control.Cancellation))
        {
            for (int row = 0; row < block.Rows; row++)
            {
                float weight = block.Weights[row];
                if (!(weight >= 0 && float.IsFinite(weight)))
                {
                    long number = rows.NumberOf(first + row);
                    throw new TrainingException(FormattableString.Invariant($"Training row {number + 1} has the weight {weight}; it must be finite and from 0 on: correct the row, or remove it"), number, null);
                }
                if (weight > 0) weighty++;
            }
            long from = first;
            Parallel.For(0, trees, parallel, tree => reservoirs[tree].Add(block, from));
            first += block.Rows;
        }
        EnoughRows.Check(weighty);
        long[][] drawn = Array.ConvertAll(reservoirs, static reservoir => reservoir.Rows());
        return new DrawnRows(drawn, Features(rows, [.. drawn.SelectMany(static own => own)], control));
    }

    private static Dictionary<long, (int[] Positions, float[] Values)> Features(IDesign rows, HashSet<long> wanted, TrainingControl control)
    {
        var features = new Dictionary<long, (int[] Positions, float[] Values)>(wanted.Count);
        long first = 0;
        foreach (FeatureBlock block in rows.Blocks(control.Cancellation))
        {
            for (int row = 0; row < block.Rows; row++)
            {
                if (!wanted.Contains(first + row)) continue;
                int start = block.RowStart[row], count = block.RowStart[row + 1] - start;
                features.Add(first + row, (block.Positions.Slice(start, count).ToArray(), block.Values.Slice(start, count).ToArray()));
            }
            first += block.Rows;
        }
        return features;
    }

    /// <summary>The rows of the least keys so far.</summary>
    private sealed class Reservoir(ulong stream, int size)
    {
        // The largest key first.
        private readonly PriorityQueue<long, double> kept = new();
        private double largest = double.PositiveInfinity, leastDraw;

        public void Add(FeatureBlock block, long first)
        {
            ReadOnlySpan<float> weights = block.Weights;
            for (int row = 0; row < weights.Length; row++)
            {
                float weight = weights[row];
                // Above 0 and at most 1.
                double draw = ((EvaluationRandom.At(stream, (ulong)(first + row)) >> 11) + 1) * (1.0 / (1L << 53));
                // Most rows of weight 1 are told apart without a logarithm.
                if (weight == 0 || (weight == 1 && draw < leastDraw)) continue;
                double key = -Math.Log(draw) / weight;
                if (kept.Count < size)
                {
                    kept.Enqueue(first + row, -key);
                    if (kept.Count == size) Bound();
                }
                else if (key < largest)
                {
                    kept.DequeueEnqueue(first + row, -key);
                    Bound();
                }
            }
        }

        public long[] Rows()
        {
            long[] rows = [.. kept.UnorderedItems.Select(static item => item.Element)];
            Array.Sort(rows);
            return rows;
        }

        private void Bound()
        {
            kept.TryPeek(out _, out double least);
            largest = -least;
            // A little less, so that rounding leaves nothing out.
            leastDraw = Math.Exp(-largest) * (1 - 1e-12);
        }
    }
}
