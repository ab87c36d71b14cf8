using MlDsl.Kernels;

namespace MlDsl.Training;

/// <summary>Trees that a library grew over the columns it was shown, as trees over the positions of the feature vector.</summary>
internal static class GrownTrees
{
    /// <summary>Renames the features of trees.</summary>
    /// <param name="trees">The trees over columns.</param>
    /// <param name="positions">The position of each column.</param>
    /// <param name="width">The positions of a feature vector.</param>
    /// <param name="omitsZeros">Whether the library was not shown the zeros of a column, so that they go where missing values go; empty for none.</param>
    public static TreeEnsemble OnPositions(TreeEnsemble trees, int[] positions, int width, bool[] omitsZeros)
    {
        TreeNode Moved(TreeNode node)
        {
            if (node.IsLeaf) return node;
            int position = positions[node.Feature];
            return omitsZeros.Length > 0 && omitsZeros[node.Feature] && node.Comparison != TreeComparison.Member
                ? TreeNode.Branch(position, node.Comparison, node.Threshold, node.WhenTrue, node.WhenFalse, node.MissingIsTrue, zeroIsMissing: true)
                : node.On(position);
        }
        return trees with
        {
            FeatureCount = width,
            Trees = [.. trees.Trees.Select(tree => tree with { Nodes = tree.Nodes.Select(Moved).ToArray(), LinearLeaves = [.. tree.LinearLeaves.Select(leaf => leaf.On(feature => positions[feature]))] })],
        };
    }

    /// <summary>Trees, and behind them those that grew on from them.</summary>
    public static TreeEnsemble After(TreeEnsemble grown, TreeEnsemble first) => grown with { Trees = [.. first.Trees, .. grown.Trees], BaseValues = first.BaseValues };

    /// <summary>The scores that trees, or another predictor, give all rows, row after row.</summary>
    public static float[] Scores(Predictor predictor, IDesign rows, CancellationToken cancellation)
    {
        var scores = new float[checked((int)rows.Rows * predictor.Outputs)];
        int first = 0;
        foreach (FeatureBlock block in rows.Passing(cancellation))
        {
            predictor.Score(new SparseRows(block.RowStart, block.Positions, block.Values), scores.AsSpan(first, block.Rows * predictor.Outputs));
            first += block.Rows * predictor.Outputs;
        }
        return scores;
    }
}
