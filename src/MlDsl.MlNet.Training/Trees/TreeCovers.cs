using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Counts the rows that reach each node of trees, which ML.NET does not tell.</summary>
/// <param name="trees">The trees, whose branches ask x ≤ threshold.</param>
/// <param name="width">The positions of the feature vector.</param>
internal sealed class TreeCovers(Tree[] trees, int width)
{
    private readonly double[][] counts = [.. trees.Select(static tree => new double[tree.Nodes.Count])];
    private readonly TreeNode[][] nodes = [.. trees.Select(static tree => (TreeNode[])[.. tree.Nodes])];
    private readonly float[] row = new float[width];

    /// <summary>Takes rows.</summary>
    public void Add(FeatureBlock block)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            ReadOnlySpan<int> positions = block.Positions[block.RowStart[i]..block.RowStart[i + 1]];
            ReadOnlySpan<float> values = block.Values[block.RowStart[i]..block.RowStart[i + 1]];
            for (int entry = 0; entry < positions.Length; entry++) row[positions[entry]] = values[entry];
            for (int tree = 0; tree < nodes.Length; tree++) Walk(nodes[tree], counts[tree]);
            foreach (int position in positions) row[position] = 0;
        }
    }

    /// <summary>The trees with the numbers of rows.</summary>
    public Tree[] OnTrees() => [.. trees.Select((tree, i) => tree with { Covers = counts[i] })];

    private void Walk(TreeNode[] of, double[] count)
    {
        int at = 0;
        for (; !of[at].IsLeaf; at = row[of[at].Feature] <= of[at].Threshold ? of[at].WhenTrue : of[at].WhenFalse) count[at]++;
        count[at]++;
    }
}
