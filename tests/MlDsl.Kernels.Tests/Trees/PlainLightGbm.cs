using System.Globalization;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>LightGBM's text format walked node by node in double precision, as its documentation has it.</summary>
internal sealed class PlainLightGbm
{
    private readonly List<Dictionary<string, string[]>> trees = [];
    private readonly int outputs = 1;

    public PlainLightGbm(string text)
    {
        foreach (string line in text[..text.IndexOf("end of trees", StringComparison.Ordinal)].Split('\n').Select(static line => line.Trim()))
        {
            if (line.StartsWith("num_tree_per_iteration=", StringComparison.Ordinal)) outputs = int.Parse(line.Split('=')[1], CultureInfo.InvariantCulture);
            if (line.StartsWith("Tree=", StringComparison.Ordinal)) trees.Add([]);
            else if (trees.Count > 0 && line.Contains('=', StringComparison.Ordinal)) trees[^1][line.Split('=')[0]] = line.Split('=')[1].Split(' ');
        }
    }

    public double[] Scores(ReadOnlySpan<double> row)
    {
        var scores = new double[outputs];
        for (int i = 0; i < trees.Count; i++) scores[i % outputs] += Leaf(trees[i], row);
        return scores;
    }

    private static double Leaf(Dictionary<string, string[]> tree, ReadOnlySpan<double> row)
    {
        int node = tree["num_leaves"][0] == "1" ? -1 : 0;
        while (node >= 0)
        {
            double value = row[(int)Number(tree, "split_feature", node)];
            node = (int)Number(tree, GoesLeft(tree, node, value) ? "left_child" : "right_child", node);
        }
        return Number(tree, "leaf_value", ~node);
    }

    private static bool GoesLeft(Dictionary<string, string[]> tree, int node, double value)
    {
        int kind = (int)Number(tree, "decision_type", node), missing = kind >> 2;
        double threshold = Number(tree, "threshold", node);
        if ((kind & 1) != 0)
        {
            if (double.IsNaN(value) || value <= -1) return false;
            int set = (int)threshold, category = (int)value, start = (int)Number(tree, "cat_boundaries", set), end = (int)Number(tree, "cat_boundaries", set + 1);
            return category / 32 < end - start && ((uint)Number(tree, "cat_threshold", start + (category / 32)) >> (category % 32) & 1) != 0;
        }
        if (double.IsNaN(value) && missing != 2) value = 0;
        bool isMissing = (missing == 1 && Math.Abs(value) <= 1e-35f) || (missing == 2 && double.IsNaN(value));
        return isMissing ? (kind & 2) != 0 : value <= threshold;
    }

    private static double Number(Dictionary<string, string[]> tree, string name, int place) => double.Parse(tree[name][place], CultureInfo.InvariantCulture);
}
