namespace MlDsl.Training;

/// <summary>The rising line of the smallest weighted squared error: isotonic regression by pooling neighbours that descend.</summary>
/// <remarks>
/// Pool adjacent violators: Ayer, Brunk, Ewing, Reid and Silverman (1955); Best and Chakravarti (1990), "Active set algorithms for isotonic
/// regression". Between the pools the line is straight, as scikit-learn's IsotonicRegression has it.
/// </remarks>
internal static class IsotonicFit
{
    /// <summary>The knots of the line.</summary>
    /// <param name="places">Where each row lies.</param>
    /// <param name="targets">Its height.</param>
    /// <param name="weights">Its weight; rows of weight 0 say nothing.</param>
    public static CalibrationCurve Solve(ReadOnlySpan<double> places, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights)
    {
        double[] keys = places.ToArray();
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(keys, order);
        var pools = new List<Pool>();
        for (int i = 0; i < order.Length;)
        {
            // Rows of one place are one point.
            double place = keys[i], weight = 0, sum = 0;
            for (; i < order.Length && keys[i] == place; i++)
            {
                weight += weights[order[i]];
                sum += weights[order[i]] * targets[order[i]];
            }
            if (weight == 0) continue;
            var pool = new Pool(place, place, weight, sum);
            while (pools.Count > 0 && pools[^1].Height >= pool.Height)
            {
                pool = pools[^1].With(pool);
                pools.RemoveAt(pools.Count - 1);
            }
            pools.Add(pool);
        }
        return Curve(pools);
    }

    // Two knots too near for a slope between them are one step of the pool behind.
    private static CalibrationCurve Curve(List<Pool> pools)
    {
        var knots = new List<double>();
        var heights = new List<double>();
        foreach (Pool pool in pools)
        {
            double height = Math.Clamp(pool.Height, 0, 1);
            Add(pool.First, height);
            if (pool.Last > pool.First) Add(pool.Last, height);
        }
        return new CalibrationCurve(heights, knots);

        void Add(double knot, double height)
        {
            if (knots.Count > 0 && !double.IsFinite((height - heights[^1]) / (knot - knots[^1]))) return;
            knots.Add(knot);
            heights.Add(height);
        }
    }

    private readonly record struct Pool(double First, double Last, double Weight, double Sum)
    {
        public double Height => Sum / Weight;

        public Pool With(Pool next) => new(First, next.Last, Weight + next.Weight, Sum + next.Sum);
    }
}
