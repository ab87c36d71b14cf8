namespace MlDsl.Kernels.Tests.Trees;

/// <summary>
/// Forests as trainers grow them: always the leaf at some random place is split, thresholds come from a few bins per feature, among them
/// both zeros, the smallest numbers and neighbours of each other; and rows that lie on the thresholds and one step beside them.
/// </summary>
internal sealed class LeafWiseEnsemble(int seed)
{
    private readonly Random random = new(seed);
    private double[][] bins = [];

    /// <summary>What a forest is made of.</summary>
    public sealed record Shape(int Trees, int Leaves)
    {
        public int Numbers { get; init; } = 6;

        /// <summary>Features that are 0 or 1, as encoded categories are.</summary>
        public int Flags { get; init; } = 24;

        public int Outputs { get; init; } = 1;

        public bool IsDouble { get; init; }

        /// <summary>Whether leaves vote for several outputs.</summary>
        public bool HasWeights { get; init; }

        /// <summary>Whether branches compare in all ways, and not in one.</summary>
        public bool IsMixed { get; init; }

        public bool HasMissing { get; init; }

        /// <summary>Whether zero counts as missing in some branches, which ONNX does not know.</summary>
        public bool ZeroIsMissing { get; init; }

        /// <summary>Whether some branches ask for one of a set of categories.</summary>
        public CategoryRounding? Sets { get; init; }
    }

    public TreeEnsemble Make(Shape shape)
    {
        bins = [.. Enumerable.Range(0, shape.Numbers).Select(_ => Bins(shape.IsDouble))];
        var comparison = (TreeComparison)random.Next(4);
        return new TreeEnsemble
        {
            IsDouble = shape.IsDouble,
            FeatureCount = shape.Numbers + shape.Flags,
            OutputCount = shape.Outputs,
            Trees = [.. Enumerable.Range(0, shape.Trees).Select(_ => MakeTree(shape, comparison))],
        };
    }

    public T[] Rows<T>(TreeEnsemble ensemble, int count)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var rows = new T[count * ensemble.FeatureCount];
        for (int i = 0; i < rows.Length; i++)
        {
            int feature = i % ensemble.FeatureCount;
            if (feature >= bins.Length) rows[i] = random.Next(20) == 0 ? T.NaN : random.Next(6) == 0 ? T.One : T.Zero;
            else rows[i] = Value(T.CreateTruncating(bins[feature][random.Next(bins[feature].Length)]));
        }
        return rows;

        T Value(T threshold) => random.Next(12) switch
        {
            0 => T.NaN,
            1 => T.BitIncrement(threshold),
            2 => T.BitDecrement(threshold),
            3 => random.Next(2) == 0 ? T.Zero : T.NegativeZero,
            4 => random.Next(2) == 0 ? T.Epsilon : -T.Epsilon,
            5 => random.Next(2) == 0 ? T.PositiveInfinity : T.NegativeInfinity,
            6 => T.CreateTruncating((random.NextDouble() * 12) - 2),
            _ => threshold,
        };
    }

    private double[] Bins(bool isDouble)
    {
        double[] some = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Math.Round((random.NextDouble() * 12) - 2, 1)), 0d, -0d, isDouble ? double.Epsilon : float.Epsilon, -1, 3];
        return isDouble ? [.. some, .. some.Take(5).Select(Math.BitIncrement)] : [.. some.Select(static value => (double)(float)value), .. some.Take(5).Select(static value => (double)MathF.BitIncrement((float)value))];
    }

    private Tree MakeTree(Shape shape, TreeComparison comparison)
    {
        List<TreeNode> nodes = [TreeNode.Leaf(0)];
        List<int> open = [0];
        List<CategorySet> sets = [];
        while (open.Count < shape.Leaves)
        {
            int at = random.Next(open.Count), yes = nodes.Count, no = nodes.Count + 1;
            bool missing = shape.HasMissing && random.Next(2) == 0;
            if (random.Next(2) == 0) (yes, no) = (no, yes);
            nodes[open[at]] = Branch(yes, no, missing);
            open.RemoveAt(at);
            open.AddRange([nodes.Count, nodes.Count + 1]);
            nodes.AddRange([TreeNode.Leaf(0), TreeNode.Leaf(0)]);
        }
        List<LeafWeight> weights = [];
        int output = random.Next(shape.Outputs);
        foreach (int leaf in open)
        {
            int[] votes = shape.HasWeights ? [.. Enumerable.Range(0, shape.Outputs).Where(_ => random.Next(2) == 0).DefaultIfEmpty(output)] : [output];
            nodes[leaf] = TreeNode.Leaf(weights.Count, votes.Length);
            foreach (int vote in votes) weights.Add(new LeafWeight(vote, shape.IsDouble ? random.NextDouble() - 0.5 : (double)(random.NextSingle() - 0.5f)));
        }
        return new Tree { Nodes = nodes, Weights = weights, CategorySets = sets };

        TreeNode Branch(int yes, int no, bool missing)
        {
            int feature = random.Next(shape.Numbers + shape.Flags);
            TreeComparison way = shape.IsMixed ? (TreeComparison)random.Next(6) : comparison;
            if (feature >= shape.Numbers) return TreeNode.Branch(feature, TreeComparison.LessOrEqual, 0.5, yes, no, missing);
            if (shape.Sets is { } rounding && random.Next(3) == 0)
            {
                sets.Add(new CategorySet([.. Enumerable.Range(-3, 14).Where(_ => random.Next(3) == 0).DefaultIfEmpty(1).Select(static value => (double)value)], rounding));
                return TreeNode.Member(feature, sets.Count - 1, yes, no, missing);
            }
            bool zero = shape.ZeroIsMissing && way < TreeComparison.Equal && random.Next(2) == 0;
            return TreeNode.Branch(feature, way, bins[feature][random.Next(bins[feature].Length)], yes, no, missing, zero);
        }
    }
}
