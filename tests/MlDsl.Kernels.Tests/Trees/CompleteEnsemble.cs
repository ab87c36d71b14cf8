namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Ensembles of random trees as level-wise trainers grow them: all as deep, features, thresholds and leaves at random.</summary>
internal static class CompleteEnsemble
{
    /// <param name="trees">The trees.</param>
    /// <param name="leaves">The leaves of each; of a power of two all are as deep.</param>
    /// <param name="features">The features.</param>
    /// <param name="bins">The thresholds of a feature, 0/bins to (bins − 1)/bins; 0 where no two are alike.</param>
    public static TreeEnsemble Make(int trees, int leaves, int features, int bins)
    {
        var random = new Random(9);
        return Make(trees, leaves, features, () => bins == 0 ? random.NextDouble() : random.Next(bins) / (double)bins, () => random.NextSingle() - 0.5f, static () => false);
    }

    /// <summary>The same with thresholds and leaves of the caller's choice, and the side of missing values.</summary>
    public static TreeEnsemble Make(int trees, int leaves, int features, Func<double> threshold, Func<float> leaf, Func<bool> missingIsTrue, bool zeroIsMissing = false)
    {
        var random = new Random(10);
        return new TreeEnsemble { FeatureCount = features, OutputCount = 1, Trees = [.. Enumerable.Range(0, trees).Select(_ => Grow())] };

        Tree Grow() => new()
        {
            Nodes =
            [
                .. Enumerable.Range(0, leaves - 1).Select(i => TreeNode.Branch(random.Next(features), TreeComparison.LessOrEqual, threshold(), (2 * i) + 1, (2 * i) + 2, missingIsTrue(), zeroIsMissing)),
                .. Enumerable.Range(0, leaves).Select(static i => TreeNode.Leaf(i)),
            ],
            Weights = [.. Enumerable.Range(0, leaves).Select(_ => new LeafWeight(0, leaf()))],
        };
    }
}
