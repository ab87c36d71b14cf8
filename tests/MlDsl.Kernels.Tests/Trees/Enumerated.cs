namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Shapley's values by their definition: over every set of known features.</summary>
internal static class Enumerated
{
    public static double[] Of(TreeEnsemble ensemble, double[] row, int output)
    {
        int count = ensemble.FeatureCount;
        double[] scores = [.. Enumerable.Range(0, 1 << count).Select(set => Score(ensemble, row, output, feature => (set >> feature & 1) != 0))];
        double[] factorials = [.. Enumerable.Range(0, count + 1).Select(static n => Enumerable.Range(1, n).Aggregate(1.0, static (product, i) => product * i))];
        var values = new double[count];
        for (int feature = 0; feature < count; feature++)
        {
            for (int set = 0; set < scores.Length; set++)
            {
                if ((set >> feature & 1) != 0) continue;
                int size = int.PopCount(set);
                values[feature] += factorials[size] * factorials[count - size - 1] / factorials[count] * (scores[set | (1 << feature)] - scores[set]);
            }
        }
        return values;
    }

    /// <summary>The score that is expected where only some features are known.</summary>
    public static double Score(TreeEnsemble ensemble, double[] row, int output, Func<int, bool> known)
    {
        double sum = ensemble.Trees.Sum(tree => At(tree, 0));
        if (ensemble.Aggregate == TreeAggregate.Average) sum /= ensemble.Trees.Count;
        return sum + (ensemble.BaseValues.Count > 0 ? ensemble.BaseValues[output] : 0);

        double At(Tree tree, int place)
        {
            TreeNode node = tree.Nodes[place];
            if (node.IsLeaf)
                return Enumerable.Range(node.FirstWeight, node.WeightCount).Select(i => tree.Weights[i]).Where(w => w.Output == output).Sum(w => ensemble.IsDouble ? w.Value : (float)w.Value);
            if (known(node.Feature)) return At(tree, (ensemble.IsDouble ? PlainWalk.Holds(tree, node, row[node.Feature]) : PlainWalk.Holds(tree, node, (float)row[node.Feature])) ? node.WhenTrue : node.WhenFalse);
            double share = tree.Covers[place] > 0 ? tree.Covers[node.WhenTrue] / tree.Covers[place] : 0.5, other = tree.Covers[place] > 0 ? tree.Covers[node.WhenFalse] / tree.Covers[place] : 0.5;
            return (share * At(tree, node.WhenTrue)) + (other * At(tree, node.WhenFalse));
        }
    }
}
