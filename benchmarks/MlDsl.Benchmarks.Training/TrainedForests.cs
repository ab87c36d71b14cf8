using System.Globalization;
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
/// smaller of the two others), the shares of the compact packings in them, and the bounds on what rounded leaves change.
/// </summary>
internal static class TrainedForests
{
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
        Say($"forest.{name} layout={layout} precision={(trees.IsDouble ? "double" : "single")} leaves={trees.Trees.Average(static tree => (tree.Nodes.Count + 1) / 2d):F1} bytes={fast.Length}");
        foreach (TreePacking packing in new[] { TreePacking.Compact, TreePacking.Leaves16, TreePacking.Leaves8 })
        {
            byte[] packed = TreePacker.Pack(trees, packing);
            Say($"forest.{name}.{packing} share={(double)packed.Length / fast.Length:F3} bytes={packed.Length} bound={TreeScorer.Load(packed).ErrorBound:G3}");
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
