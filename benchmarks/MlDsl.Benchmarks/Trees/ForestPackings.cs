using System.Globalization;
using MlDsl.Kernels;

namespace MlDsl.Benchmarks.Trees;

/// <summary>
/// What do compact forests take and cost, beside the same trees packed for the speed of single rows? Prints bytes, the bound on what rounded
/// leaves change, and ratios of times: above 1 the compact form is faster.
/// </summary>
internal static class ForestPackings
{
    private const int Rows = 4096;

    /// <summary>Complete trees over 32 features with distinct thresholds, and over 12 and 32 with 255 bins each, as trainers take them.</summary>
    public static void Print()
    {
        Print("500x6", SyntheticTrees.Complete(500, 6), SyntheticTrees.MakeRows());
        Print("500x6of12", Binned(500, 6, 12), MakeRows(12));
        Print("500x6of32", Binned(500, 6, 32), MakeRows(32));
    }

    /// <summary>Prints the figures of one forest.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="ensemble">The forest.</param>
    /// <param name="rows">4,096 rows.</param>
    public static void Print(string name, TreeEnsemble ensemble, float[] rows)
    {
        byte[] fast = TreePacker.Pack(ensemble);
        Say($"bytes.forest.{name}", fast.Length);
        foreach (TreePacking packing in new[] { TreePacking.Compact, TreePacking.Leaves16, TreePacking.Leaves8 })
        {
            byte[] packed = TreePacker.Pack(ensemble, packing);
            TreeScorer peer = TreeScorer.Load(fast), own = TreeScorer.Load(packed);
            string key = $"{name}.{packing}";
            Say($"bytes.forest.{key}", packed.Length);
            Say($"share.forest.{key}", (double)packed.Length / fast.Length);
            if (own.ErrorBound > 0) Say($"bound.forest.{key}", own.ErrorBound);
            var scores = new float[Rows];
            int row = 0;
            Ratios.Pair($"forest.single.{key}.fast", () => peer.Predict(Next()), () => own.Predict(Next()));
            Ratios.Pair($"forest.batch.{key}.fast", () => Batch(peer), () => Batch(own));

            float Batch(TreeScorer scorer)
            {
                scorer.PredictBatch(rows, scores);
                return scores[0];
            }

            ReadOnlySpan<float> Next()
            {
                row = (row + 1) % Rows;
                return rows.AsSpan(row * ensemble.FeatureCount, ensemble.FeatureCount);
            }
        }
    }

    private static TreeEnsemble Binned(int trees, int depth, int features)
    {
        var random = new Random(42);
        int branches = (1 << depth) - 1;
        return new TreeEnsemble { FeatureCount = features, OutputCount = 1, Trees = [.. Enumerable.Range(0, trees).Select(_ => Grow())] };

        Tree Grow() => new()
        {
            Nodes =
            [
                .. Enumerable.Range(0, branches).Select(i => TreeNode.Branch(random.Next(features), TreeComparison.LessOrEqual, (1 + random.Next(255)) / 256d, (2 * i) + 1, (2 * i) + 2)),
                .. Enumerable.Range(0, branches + 1).Select(static i => TreeNode.Leaf(i)),
            ],
            Weights = [.. Enumerable.Range(0, branches + 1).Select(_ => new LeafWeight(0, random.NextSingle() - 0.5f))],
        };
    }

    private static float[] MakeRows(int features)
    {
        var random = new Random(43);
        return [.. Enumerable.Range(0, Rows * features).Select(_ => random.NextSingle())];
    }

    private static void Say(string key, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key}={value:0.######}"));
}
