using System.Globalization;
using MlDsl.Kernels;

namespace MlDsl.Benchmarks.Trees;

/// <summary>
/// What do compact forests take and cost, beside the same trees packed for the speed of single rows? Prints bytes, the bound on what rounded
/// leaves change, and ratios of times: above 1 the compact form is faster.
/// </summary>
internal static class ForestPackings
{
    private const int Rows = 4096, Trees = 500, Depth = 6;

    /// <summary>Complete trees over 10, 32 and 100 features: with 255 thresholds each, as trainers take them, with distinct ones, and as XGBoost grows them where it is.</summary>
    /// <param name="part">What the names of those that are measured begin with.</param>
    public static void PrintMade(string part)
    {
        foreach (int features in new[] { 10, 32, 100 })
        {
            string name = $"500x6of{features}";
            if (name.StartsWith(part, StringComparison.Ordinal)) Print(name, SyntheticTrees.Complete(Trees, Depth, features, 255), MakeRows(features));
            if ((name += "distinct").StartsWith(part, StringComparison.Ordinal)) Print(name, SyntheticTrees.Complete(Trees, Depth, features, 0), MakeRows(features));
            name = $"500x6of{features}xgboost";
            if (XGBoostPeer.IsInstalled && name.StartsWith(part, StringComparison.Ordinal)) Print(name, XGBoostPeer.Grow(Trees, Depth, features), MakeRows(features));
        }
    }

    /// <summary>Prints the figures of one forest.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="ensemble">The forest.</param>
    /// <param name="rows">4,096 rows.</param>
    public static void Print(string name, TreeEnsemble ensemble, float[] rows)
    {
        // Fast may be the compact form itself; beside it stands the smaller of the others.
        byte[] fast = TreePacker.Pack(ensemble);
        if (TreeScorer.Load(fast).Packed.Compact is not null) fast = new[] { TreeLayout.Chunks, TreeLayout.Masks }.Select(layout => TreePacker.Pack(ensemble, layout)).MinBy(static packed => packed.Length)!;
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

    private static float[] MakeRows(int features)
    {
        var random = new Random(43);
        return [.. Enumerable.Range(0, Rows * features).Select(_ => random.NextSingle())];
    }

    private static void Say(string key, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key}={value:0.######}"));
}
