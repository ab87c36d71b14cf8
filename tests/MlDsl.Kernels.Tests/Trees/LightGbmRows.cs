namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Rows that go where trees differ: neighbours of every threshold, zeros of any size, what is missing, infinite or never seen.</summary>
internal static class LightGbmRows
{
    private static readonly double[] Odd =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1e-36, -1e-36, 1e-35f, -1e-35f, 1e-30, -1e-30, double.MaxValue, -double.MaxValue,
        -1, -0.5, -7, 0.5, 1.9, 31, 32, 33, 63.99, 64, 1000, int.MaxValue, 1L << 31, 1L << 40,
    ];

    public static double[] Make(TreeEnsemble ensemble, int count, int seed)
    {
        var random = new Random(seed);
        double[][] thresholds = [.. Enumerable.Range(0, ensemble.FeatureCount).Select(feature => ensemble.Trees.SelectMany(static tree => tree.Nodes)
            .Where(node => !node.IsLeaf && node.Feature == feature && node.Comparison != TreeComparison.Member).Select(static node => node.Threshold).Distinct().ToArray())];
        return [.. Enumerable.Range(0, count * ensemble.FeatureCount).Select(i => Value(random, thresholds[i % ensemble.FeatureCount]))];
    }

    private static double Value(Random random, double[] thresholds)
    {
        if (random.Next(6) == 0) return Odd[random.Next(Odd.Length)];
        if (thresholds.Length == 0 || random.Next(4) == 0) return random.Next(40);
        double threshold = thresholds[random.Next(thresholds.Length)];
        return random.Next(4) switch
        {
            0 => threshold,
            1 => Math.BitIncrement(threshold),
            2 => Math.BitDecrement(threshold),
            _ => threshold + random.NextDouble() - 0.5,
        };
    }
}
