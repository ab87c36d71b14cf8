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

    /// <summary>The trees with the numbers of rows.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="rows">The rows that they have seen.</param>
    /// <param name="cancellation">Stops the pass over the rows.</param>
    public static Tree[] On(Tree[] trees, CoveredRows rows, CancellationToken cancellation)
    {
        var covers = new TreeCovers(trees, rows.Rows.Width);
        int first = 0;
        foreach (FeatureBlock block in rows.Rows.Blocks(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            covers.Add(block, first, rows);
            first += block.Rows;
        }
        return [.. trees.Select((tree, i) => tree with { Covers = covers.counts[i] })];
    }

    private void Add(FeatureBlock block, int first, CoveredRows rows)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            if (!rows.Has(first + i)) continue;
            ReadOnlySpan<int> positions = block.Positions[block.RowStart[i]..block.RowStart[i + 1]];
            ReadOnlySpan<float> values = block.Values[block.RowStart[i]..block.RowStart[i + 1]];
            for (int entry = 0; entry < positions.Length; entry++) row[positions[entry]] = values[entry];
            for (int tree = 0; tree < nodes.Length; tree++) Walk(nodes[tree], counts[tree]);
            foreach (int position in positions) row[position] = 0;
        }
    }

    private void Walk(TreeNode[] of, double[] count)
    {
        int at = 0;
        for (; !of[at].IsLeaf; at = row[of[at].Feature] <= of[at].Threshold ? of[at].WhenTrue : of[at].WhenFalse) count[at]++;
        count[at]++;
    }
}
