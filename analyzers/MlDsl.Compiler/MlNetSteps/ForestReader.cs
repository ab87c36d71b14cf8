using MlDsl.Compiler.MlNetFiles;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads the trees of FastTree, FastForest and LightGBM. Branches ask x ≤ threshold, or whether any of some features is above 0.</summary>
internal static class ForestReader
{
    /// <summary>The most features, or weights of a linear model.</summary>
    public const int MaxWidth = 1 << 24;

    private const byte PlainTree = 0, ForestTree = 2;

    // From which version on the number of features, values for missing numbers, and branches on categories are in the file.
    private static readonly Dictionary<string, (uint Width, uint Missing, uint Categories)> Versions = new(StringComparer.Ordinal)
    {
        ["FastTreeTweedieExec"] = (0x00010001, 0x00010002, 0x00010003),
        ["FastForestBinaryExec"] = (0x00010003, 0x00010005, 0x00010006),
        ["FastForestRegressionExec"] = (0x00010003, 0x00010005, 0x00010006),
    };

    public static MlNetPredictor Read(ModelBlock block)
    {
        var (withWidth, withMissing, withCategories) = Versions.TryGetValue(block.Loader, out var own) ? own : (0x00010002u, 0x00010004u, 0x00010005u);
        FileBytes fields = block.Fields;
        if (fields.Int() != sizeof(float)) throw block.Problem("its numbers have another size than 4 bytes");
        var trees = new MlNetTree[fields.Count(sizeof(int))];
        for (int i = 0; i < trees.Length; i++)
        {
            byte kind = fields.Byte();
            if (kind is not (PlainTree or ForestTree)) return new RefusedPredictor($"its tree {i} is of a kind numbered {kind}");
            trees[i] = Tree(block, i, block.Version >= withMissing, block.Version >= withCategories);
            if (kind != ForestTree) continue;

            // The rows that a leaf has seen, and their weights: for quantiles only.
            fields.Numbers<double>();
            if (block.Version >= 0x00010002) fields.Numbers<double>();
        }
        fields.Double();
        fields.Int();
        fields.Int();
        int width = block.Version >= withWidth ? fields.Int() : 0;
        if (width is < 0 or > MaxWidth) throw block.Problem($"it has {width} features");
        return new ForestModel(trees, width, block.Loader == "FastForestRegressionExec", block.Loader == "FastTreeTweedieExec");
    }

    private static MlNetTree Tree(ModelBlock block, int number, bool hasMissing, bool hasCategories)
    {
        FileBytes fields = block.Fields;
        int leaves = fields.Int();
        fields.Double();
        fields.Double();
        int[] lower = fields.Numbers<int>(), upper = fields.Numbers<int>(), features = fields.Numbers<int>();
        var indicators = new Dictionary<int, int[]>();
        if (hasCategories)
        {
            foreach (int node in fields.Numbers<int>())
            {
                indicators[node] = fields.Numbers<int>();
                fields.Numbers<int>(2);
            }
        }
        fields.Numbers<uint>();
        float[] thresholds = fields.Numbers<float>(), missing = hasMissing ? fields.Numbers<float>() : [];
        double[] values = fields.Numbers<double>();
        for (int informal = 0; informal < 3; informal++) fields.Numbers<double>();

        // Without a branch ML.NET's trees give nothing.
        if (leaves <= 1 || lower.Length == 0 || lower[0] == 0) return new MlNetTree(null, indicators);
        if (new[] { upper.Length, features.Length, thresholds.Length }.Any(length => length < leaves - 1) || lower.Length < leaves - 1 || values.Length < leaves)
            throw block.Problem($"tree {number} has {leaves} leaves, and its lists are shorter");
        return Ordered(block, number, new Branches(lower, upper, features, thresholds, missing.All(static value => value == 0) ? [] : missing, values), indicators);
    }

    private static MlNetTree Ordered(ModelBlock block, int number, Branches from, Dictionary<int, int[]> indicators)
    {
        var nodes = new List<TreeNode>();
        var weights = new List<LeafWeight>();
        var asked = new Dictionary<int, int[]>();
        var open = new Stack<(int Parent, bool IsUpper, int Child)>([(-1, false, 0)]);
        int[] parents = new int[from.Lower.Length];
        while (open.TryPop(out var next))
        {
            int place = nodes.Count;
            if (next.Parent >= 0)
            {
                TreeNode parent = nodes[next.Parent];
                nodes[next.Parent] = Branch(parent, next.IsUpper ? parent.WhenTrue : place, next.IsUpper ? place : parent.WhenFalse);
            }
            if (next.Child < 0)
            {
                int leaf = ~next.Child;
                if (leaf >= from.Values.Length) throw block.Problem($"tree {number} has no leaf {leaf}");
                nodes.Add(TreeNode.Leaf(weights.Count));
                weights.Add(new LeafWeight(0, from.Values[leaf]));
                continue;
            }
            if (next.Child >= Math.Min(from.Lower.Length, from.Upper.Length) || parents[next.Child]++ > 0) throw block.Problem($"branch {next.Child} of tree {number} is none, or has two parents");
            if (indicators.TryGetValue(next.Child, out int[]? slots)) asked[place] = slots;
            nodes.Add(TreeNode.Branch(Feature(block, number, from, next.Child, slots), TreeComparison.LessOrEqual, from.Thresholds[next.Child], 0, 0, from.MissingIsLower(next.Child)));
            open.Push((place, true, from.Upper[next.Child]));
            open.Push((place, false, from.Lower[next.Child]));
        }
        return new MlNetTree(new Tree { Nodes = nodes, Weights = weights }, asked);
    }

    private static int Feature(ModelBlock block, int number, Branches from, int branch, int[]? slots)
    {
        if (branch >= from.Features.Length || branch >= from.Thresholds.Length) throw block.Problem($"tree {number} has no branch {branch}");
        int feature = slots is null ? from.Features[branch] : 0;
        return feature is >= 0 and <= MaxWidth ? feature : throw block.Problem($"branch {branch} of tree {number} asks for feature {feature}");
    }

    private static TreeNode Branch(TreeNode node, int whenTrue, int whenFalse) => TreeNode.Branch(node.Feature, node.Comparison, node.Threshold, whenTrue, whenFalse, node.MissingIsTrue);

    private sealed record Branches(int[] Lower, int[] Upper, int[] Features, float[] Thresholds, float[] Missing, double[] Values)
    {
        // What stands for a missing number is compared like any other.
        public bool MissingIsLower(int branch) => branch < Missing.Length && Missing[branch] <= Thresholds[branch];
    }
}
