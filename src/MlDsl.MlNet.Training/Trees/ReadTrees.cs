using Microsoft.ML.Trainers.FastTree;
using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Trees that ML.NET grew, as trees of ours: x ≤ threshold to the left, NaN to the right, leaves as doubles in the order of the trees.</summary>
internal static class ReadTrees
{
    /// <summary>The predictor.</summary>
    /// <param name="grown">ML.NET's trees.</param>
    /// <param name="minRows">The fewest rows of a leaf, for messages.</param>
    /// <param name="rows">The training rows, by whose number in each node contributions are told.</param>
    /// <param name="factor">What leaves are multiplied by.</param>
    /// <param name="advice">What to do where the training has diverged, as the end of a sentence.</param>
    /// <param name="make">Makes a predictor of trees over the positions of the feature vector.</param>
    /// <param name="cancellation">Stops the pass over the rows.</param>
    /// <exception cref="TrainingException">There are no trees, a leaf is not finite, or the trees cannot be scored.</exception>
    public static TreePredictor Predictor(
        IReadOnlyList<RegressionTreeBase> grown, int minRows, CoveredRows rows, double factor, string advice, Func<TreeEnsemble, TreePredictor> make, CancellationToken cancellation)
    {
        if (grown.Count == 0) throw new TrainingException($"ML.NET could grow no tree: no feature parts the rows into leaves of MinRows = {minRows}; lower MinRows, or look at the features");
        return Predictor([.. grown.Select(tree => Of(tree, factor, advice))], rows, make, cancellation);
    }

    /// <summary>The predictor of trees of ours, once the training rows in each node are counted.</summary>
    /// <exception cref="TrainingException">The trees cannot be scored.</exception>
    public static TreePredictor Predictor(Tree[] trees, CoveredRows rows, Func<TreeEnsemble, TreePredictor> make, CancellationToken cancellation)
    {
        if (rows.Weights is not null) trees = TreeCovers.On(trees, rows, cancellation);
        try
        {
            return make(new TreeEnsemble { IsDouble = true, FeatureCount = rows.Rows.Width, OutputCount = 1, Trees = trees });
        }
        catch (TreeEnsembleException e)
        {
            throw new TrainingException($"The trees that ML.NET grew cannot be scored: {e.Message}. Set fewer Trees or Leaves, or hash wide columns to fewer positions");
        }
    }

    private static Tree Of(RegressionTreeBase tree, double factor, string advice)
    {
        // A tree that found no branch gives nothing, whatever its leaf says.
        int branches = tree.NumberOfNodes;
        if (branches < 1 || tree.NumberOfLeaves < 2) return new Tree { Nodes = [TreeNode.Leaf(0)], Weights = [new LeafWeight(0, 0)] };
        var nodes = new TreeNode[branches + tree.NumberOfLeaves];
        for (int i = 0; i < branches; i++)
            nodes[i] = TreeNode.Branch(tree.NumericalSplitFeatureIndexes[i], TreeComparison.LessOrEqual, tree.NumericalSplitThresholds[i], Place(tree.LeftChild[i]), Place(tree.RightChild[i]));
        var weights = new LeafWeight[tree.NumberOfLeaves];
        for (int leaf = 0; leaf < weights.Length; leaf++)
        {
            double value = tree.LeafValues[leaf] * factor;
            if (!double.IsFinite(value)) throw new TrainingException($"A leaf of the trees that ML.NET grew is not a finite number: the training has diverged; {advice}");
            (nodes[branches + leaf], weights[leaf]) = (TreeNode.Leaf(leaf), new LeafWeight(0, value));
        }
        return new Tree { Nodes = nodes, Weights = weights };

        int Place(int child) => child >= 0 ? child : branches + ~child;
    }
}
