using MlDsl.Kernels;

namespace MlDsl.Training;

/// <summary>Predictors whose rows have three scores: that of the prediction, and two quantiles of the label, each learned by a training of its own.</summary>
internal static class QuantileScores
{
    /// <summary>The levels of both quantiles that lie about a level's share of the labels.</summary>
    public static (double Low, double High) LevelsOf(double level) => ((1 - level) / 2, (1 + level) / 2);

    /// <summary>Three predictors of one score each as one of three.</summary>
    /// <exception cref="TrainingException">They are of different shapes; the message says which.</exception>
    public static Predictor Join(Predictor point, Predictor low, Predictor high)
    {
        Predictor[] all = [point, low, high];
        if (all.Any(p => p.Outputs != 1 || p.Width != point.Width)) throw Apart("scores or positions", [.. all.Select(static p => FormattableString.Invariant($"{p.Outputs} of {p.Width}"))]);
        if (all.All(static p => p is LinearPredictor)) return Linear([.. all.Cast<LinearPredictor>()]);
        if (all.All(static p => p is TreePredictor)) return Trees([.. all.Cast<TreePredictor>()]);
        throw Apart("predictors", [.. all.Select(static p => p.Kind)]);
    }

    /// <summary>The part of the predictor that gives the prediction's score.</summary>
    public static Predictor PointOf(Predictor joined)
    {
        if (joined is LinearPredictor linear) return new LinearPredictor(linear.Row(0), linear.Biases[..1], linear.Means);
        var trees = (TreePredictor)joined;
        return new TreePredictor(trees.Trees with { OutputCount = 1, BaseValues = [.. trees.Trees.BaseValues.Take(1)], Trees = [.. PointTrees(trees.Trees)] }, trees.Divisor, roundsFirst: trees.RoundsFirst);
    }

    // An average is one of all trees, whatever they say.
    private static IEnumerable<Tree> PointTrees(TreeEnsemble joined) => joined.Trees
        .Where(tree => joined.Aggregate == TreeAggregate.Average || tree.Weights.Any(static w => w.Output == 0))
        .Select(static tree => tree.Weights.All(static w => w.Output == 0) ? tree : PointOf(tree));

    // A trainer's trees are of one score each; a file may have leaves that speak of several.
    private static Tree PointOf(Tree tree)
    {
        var weights = new List<LeafWeight>();
        return tree with { Nodes = [.. tree.Nodes.Select(node => node.IsLeaf ? Leaf(node) : node)], Weights = weights };

        TreeNode Leaf(TreeNode leaf)
        {
            weights.Add(new LeafWeight(0, tree.Weights.Skip(leaf.FirstWeight).Take(leaf.WeightCount).Where(static w => w.Output == 0).Sum(static w => w.Value)));
            return TreeNode.Leaf(weights.Count - 1);
        }
    }

    private static LinearPredictor Linear(LinearPredictor[] all) => new(
        (float[])[.. all[0].Weights, .. all[1].Weights, .. all[2].Weights], (float[])[.. all[0].Biases, .. all[1].Biases, .. all[2].Biases], all[0].Means);

    private static TreePredictor Trees(TreePredictor[] all)
    {
        (TreeEnsemble Trees, int Divisor)[] sums = [.. all.Select(SumsOf)];
        var (first, divisor) = sums[0];
        if (all.Any(p => p.RoundsFirst != all[0].RoundsFirst) || sums.Any(s => s.Divisor != divisor || s.Trees.IsDouble != first.IsDouble || s.Trees.Aggregate != TreeAggregate.Sum))
            throw Apart("trees", [.. all.Select(static p => FormattableString.Invariant($"{p.Trees.Aggregate} of {p.Trees.Trees.Count} trees in {(p.Trees.IsDouble ? "double" : "float")}, divided by {p.Divisor}, with {p.Trees.BaseValues.Count} base values"))]);
        bool hasBases = sums.Any(static s => s.Trees.BaseValues.Count > 0);
        return new TreePredictor(
            first with
            {
                OutputCount = sums.Length,
                BaseValues = hasBases ? [.. sums.Select(static s => s.Trees.BaseValues.Count > 0 ? s.Trees.BaseValues[0] : 0)] : [],
                Trees = [.. sums.SelectMany(static (s, output) => s.Trees.Trees.Select(tree => tree with { Weights = [.. tree.Weights.Select(w => w with { Output = output })] }))],
            },
            divisor,
            roundsFirst: all[0].RoundsFirst);
    }

    // An average would be one of all three's trees. Behind one nothing can be added, so that base values keep it one.
    private static (TreeEnsemble Trees, int Divisor) SumsOf(TreePredictor predictor) => predictor.Trees is { Aggregate: TreeAggregate.Average, BaseValues.Count: 0, Trees.Count: > 0 } trees
        ? (trees with { Aggregate = TreeAggregate.Sum }, trees.Trees.Count)
        : (predictor.Trees, predictor.Divisor);

    private static TrainingException Apart(string what, string[] each) =>
        new($"The trainer gave the prediction and both quantiles {what} that do not go together ({string.Join("; ", each)}); choose other options, or another Width of the intervals");
}
