using System.Numerics;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>A forest scored as its description says, node by node; sums only.</summary>
internal static class PlainWalk
{
    public static T[] Score<T>(TreeEnsemble ensemble, T[] rows)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int count = rows.Length / ensemble.FeatureCount;
        var scores = new T[count * ensemble.OutputCount];
        for (int row = 0; row < count; row++)
        {
            foreach (Tree tree in ensemble.Trees)
            {
                TreeNode node = tree.Nodes[0];
                while (!node.IsLeaf) node = tree.Nodes[Holds(tree, node, rows[(row * ensemble.FeatureCount) + node.Feature]) ? node.WhenTrue : node.WhenFalse];
                for (int i = 0; i < (ensemble.OutputCount == 1 ? 1 : node.WeightCount); i++)
                {
                    LeafWeight weight = tree.Weights[node.FirstWeight + i];
                    scores[(row * ensemble.OutputCount) + weight.Output] += T.CreateTruncating(weight.Value);
                }
            }
        }
        return scores;
    }

    public static bool Holds<T>(Tree tree, TreeNode node, T x)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T t = T.CreateTruncating(node.Threshold);
        if (node.ZeroIsMissing && T.Abs(x) <= T.CreateTruncating(1e-35f)) return node.MissingIsTrue;
        if (T.IsNaN(x)) return node.MissingIsTrue || node.Comparison == TreeComparison.NotEqual;
        return node.Comparison switch
        {
            TreeComparison.LessOrEqual => x <= t,
            TreeComparison.Less => x < t,
            TreeComparison.GreaterOrEqual => x >= t,
            TreeComparison.Greater => x > t,
            TreeComparison.Equal => x == t,
            TreeComparison.NotEqual => x != t,
            _ => IsMember(tree.CategorySets[node.Set], x),
        };
    }

    private static bool IsMember<T>(CategorySet set, T x)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (set.Rounding == CategoryRounding.NotNegative && x < T.Zero) return false;
        T value = set.Rounding == CategoryRounding.None ? x : T.Truncate(x);
        return set.Values.Any(category => T.CreateTruncating(category) == value);
    }
}
