using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using MlDsl.Kernels;
using MlDsl.LightGbm.Tests;

namespace MlDsl.Benchmarks.Training;

[Model<Ride, Regression>, XGBoost(Trees = 500, MaxDepth = 6, LearningRate = 0.1)]
public sealed partial class RideByLevel;

[Model<Ride, Regression>, LightGbm(Trees = 500, Leaves = 64, MaxDepth = 6)]
public sealed partial class RideByLeaf;

[Model<Adult, BinaryClassification>, XGBoost(Trees = 500, MaxDepth = 6, LearningRate = 0.1)]
public sealed partial class AdultByLevel;

[Model<Adult, BinaryClassification>, LightGbm(Trees = 500, Leaves = 64, MaxDepth = 6)]
public sealed partial class AdultByLeaf;

/// <summary>
/// What part of their bytes do forests of 500 trees of depth 6 take that trainers made of real rows? Printed are the bytes of the packing for speed (where that is the compact form itself, of the
/// smaller of the two others), the shares of the compact packings in them, the bounds on what rounded leaves change, and how much faster than today's packing they score 4,096 rows and one.
/// </summary>
internal static class TrainedForests
{
    private const int Rows = 4096, Turns = 41, Repeats = 20_000, Warm = 1;

    public static void Print(string folder)
    {
        TrainSet<Ride> rides = Dataset<Ride>.FromCsv(Path.Combine(folder, "taxi-fare-train.csv")).SplitRandom(0, 0, seed: 1).Train;
        TrainSet<Adult> persons = Dataset<Adult>.FromCsv(Path.Combine(folder, "adult.csv"), new CsvOptions { Trim = true, Missing = ["", "?"] }).SplitRandom(0, 0, seed: 1).Train;
        Print("taxi.xgboost", RideByLevel.Fit(rides).Predictor);
        Print("taxi.lightgbm", RideByLeaf.Fit(rides).Predictor);
        Print("adult.xgboost", AdultByLevel.Fit(persons).Predictor);
        Print("adult.lightgbm", AdultByLeaf.Fit(persons).Predictor);
    }

    private static void Print(string name, Predictor predictor)
    {
        TreeEnsemble trees = ((TreePredictor)predictor).Trees;
        byte[] fast = TreePacker.Pack(trees);
        string layout = TreeScorer.Load(fast).Packed switch { { Compact: not null } => "compact", { Masks: not null } => "masks", _ => "chunks" };
        if (layout == "compact") fast = new[] { TreeLayout.Chunks, TreeLayout.Masks }.Select(other => TreePacker.Pack(trees, other)).MinBy(static packed => packed.Length)!;
        TreeNode[] branches = [.. trees.Trees.SelectMany(static tree => tree.Nodes).Where(static node => !node.IsLeaf)];
        Say($"forest.{name} layout={layout} precision={(trees.IsDouble ? "double" : "single")} leaves={trees.Trees.Average(static tree => (tree.Nodes.Count + 1) / 2d):F1} branches={branches.Length} of.sets={branches.Count(static node => node.Comparison == TreeComparison.Member)} bytes={fast.Length}");
        foreach (TreePacking packing in new[] { TreePacking.Compact, TreePacking.Leaves16, TreePacking.Leaves8 })
        {
            byte[] packed = TreePacker.Pack(trees, packing);
            TreeScorer compact = TreeScorer.Load(packed);
            Say($"forest.{name}.{packing} share={(double)packed.Length / fast.Length:F3} bytes={packed.Length} bound={compact.ErrorBound:G3} slots={compact.Packed.SlotCount} of.sets={compact.Packed.SlotCount - compact.Packed.Compact!.DescribedSlots} conditions={compact.Packed.Compact.ConditionCount} rows.in.bits={ScoringPath.Best(compact.Packed).Bits}");
            if (trees.IsDouble) Times<double>(name, packing, trees, fast, packed);
            else Times<float>(name, packing, trees, fast, packed);
        }
    }

    // Both in turns; the median of the turns' ratios, above 1 where the compact packing is the faster, and the least nanoseconds of a row.
    private static void Times<T>(string name, TreePacking packing, TreeEnsemble trees, byte[] fast, byte[] packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] rows = Asked<T>(trees), scores = new T[Rows * trees.OutputCount];
        TreeScorer today = TreeScorer.Load(fast), compact = TreeScorer.Load(packed);
        int width = trees.FeatureCount;
        List<(double Today, double Compact)> batches = [], singles = [];
        // What is compiled anew while it runs is, before anything counts.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < Warm;) _ = Batch(today) + Batch(compact) + Singles(today) + Singles(compact);
        for (int turn = 0; turn < Turns; turn++)
        {
            batches.Add((Batch(today), Batch(compact)));
            singles.Add((Singles(today), Singles(compact)));
        }
        Tell("batch", batches, Rows);
        Tell("single", singles, Repeats / Turns);

        void Tell(string kind, List<(double Today, double Compact)> turns, int rows) =>
            Say($"forest.{name}.{packing}.{kind} speed={turns.Select(static turn => turn.Today / turn.Compact).Order().ElementAt(Turns / 2):F2} today.ns={1e9 * turns.Min(static turn => turn.Today) / rows:F0} compact.ns={1e9 * turns.Min(static turn => turn.Compact) / rows:F0}");

        double Batch(TreeScorer scorer)
        {
            long start = Stopwatch.GetTimestamp();
            scorer.ScoreBatch<T>(rows, scores, []);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        double Singles(TreeScorer scorer)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Repeats / Turns; i++) scorer.Score<T>(rows.AsSpan(i * width, width), scores.AsSpan(0, trees.OutputCount));
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    // Rows of what the trees ask for: thresholds of a feature, and categories.
    private static T[] Asked<T>(TreeEnsemble trees)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new List<double>[trees.FeatureCount];
        for (int i = 0; i < values.Length; i++) values[i] = [0];
        foreach (Tree tree in trees.Trees)
        {
            foreach (TreeNode node in tree.Nodes)
            {
                if (node.IsLeaf) continue;
                if (node.Comparison == TreeComparison.Member) values[node.Feature].AddRange(tree.CategorySets[node.Set].Values);
                else values[node.Feature].Add(node.Threshold);
            }
        }
        var random = new Random(1);
        return [.. Enumerable.Range(0, Rows * values.Length).Select(i => values[i % values.Length]).Select(asked => T.CreateTruncating(asked[random.Next(asked.Count)]))];
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
