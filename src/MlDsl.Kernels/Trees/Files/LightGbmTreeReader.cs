namespace MlDsl.Kernels;

/// <summary>Reads one tree of a LightGBM model.</summary>
internal static class LightGbmTreeReader
{
    private const int Categorical = 1, MissingGoesLeft = 2, MissingShift = 2, MissingMask = 3, MissingIsZero = 1, MissingIsNaN = 2;

    /// <param name="section">The tree's lines.</param>
    /// <param name="number">Its number, for messages.</param>
    /// <param name="output">The class it votes for.</param>
    /// <param name="count">The features of a row.</param>
    public static Tree Read(LightGbmSection section, int number, int output, int count)
    {
        int leaves = section.Integer("num_leaves");
        double[] values = section.Doubles("leaf_value");
        if (leaves < 1 || values.Length != leaves) throw new TreeEnsembleException($"it has {leaves} leaves and {values.Length} leaf values", number);
        LinearLeaf[] linear = section.Has("is_linear") && section.Integer("is_linear") != 0 ? ReadLinear(section, number, leaves) : [];
        LeafWeight[] weights = [.. values.Select(value => new LeafWeight(output, value))];
        int branches = leaves - 1;
        if (branches == 0) return new Tree { Nodes = [TreeNode.Leaf(0)], Weights = weights, LinearLeaves = linear, Covers = [1] };

        int[] features = Branches("split_feature"), left = Branches("left_child"), right = Branches("right_child");
        int[] kinds = section.Has("decision_type") ? Branches("decision_type") : new int[branches];
        double[] thresholds = [.. section.Doubles("threshold").Select(PastZero)];
        if (thresholds.Length != branches) throw new TreeEnsembleException($"it has {branches} branches and {thresholds.Length} thresholds", number);
        CategorySet[] sets = section.Has("num_cat") && section.Integer("num_cat") > 0 ? ReadSets(section, number) : [];

        // Branches first, then leaves: the file's -1 is leaf 0.
        var nodes = new TreeNode[branches + leaves];
        for (int i = 0; i < leaves; i++) nodes[branches + i] = TreeNode.Leaf(i);
        for (int i = 0; i < branches; i++) nodes[i] = Branch(i);
        return new Tree { Nodes = nodes, Weights = weights, LinearLeaves = linear, CategorySets = sets, Covers = Covers() };

        // Files of old versions do not tell; then contributions are refused.
        double[] Covers()
        {
            if (!section.Has("internal_count") || !section.Has("leaf_count")) return [];
            double[] inner = section.Doubles("internal_count"), outer = section.Doubles("leaf_count");
            return inner.Length == branches && outer.Length == leaves
                ? [.. inner, .. outer]
                : throw new TreeEnsembleException($"it has {branches} branches and {leaves} leaves, and {inner.Length} and {outer.Length} counts of rows", number);
        }

        TreeNode Branch(int i)
        {
            int yes = Child(left[i]), no = Child(right[i]);
            if (features[i] < 0 || features[i] >= count) throw new TreeEnsembleException($"feature {features[i]} is not among 0 to {count - 1}", number, i);
            if ((kinds[i] & Categorical) != 0) return TreeNode.Member(features[i], Set(thresholds[i]), yes, no);
            int missing = (kinds[i] >> MissingShift) & MissingMask;

            // Where no value was missing in training, a missing one counts as zero.
            bool missingIsLeft = missing is MissingIsZero or MissingIsNaN ? (kinds[i] & MissingGoesLeft) != 0 : 0 <= thresholds[i];
            return TreeNode.Branch(features[i], TreeComparison.LessOrEqual, thresholds[i], yes, no, missingIsLeft, missing == MissingIsZero);
        }

        int Child(int child) => child >= 0 ? child : branches + ~child;

        int[] Branches(string name)
        {
            int[] list = section.Integers(name);
            return list.Length == branches ? list : throw new TreeEnsembleException($"it has {branches} branches and {list.Length} entries of '{name}'", number);
        }
    }

    // Terms of all leaves stand one after another.
    private static LinearLeaf[] ReadLinear(LightGbmSection section, int number, int leaves)
    {
        double[] constants = section.Doubles("leaf_const"), coefficients = section.Doubles("leaf_coeff");
        int[] counts = section.Integers("num_features"), features = section.Integers("leaf_features");
        long terms = 0;
        foreach (int count in counts) terms += count >= 0 ? count : throw new TreeEnsembleException($"a leaf has {count} features", number);
        if (constants.Length != leaves || counts.Length != leaves || features.Length != terms || coefficients.Length != terms)
        {
            throw new TreeEnsembleException(
                $"it has {leaves} leaves, {constants.Length} constants and {counts.Length} numbers of features, in all {terms}, of which there are {features.Length} and {coefficients.Length} coefficients", number);
        }
        var linear = new LinearLeaf[leaves];
        for (int i = 0, at = 0; i < leaves; at += counts[i++])
            linear[i] = new LinearLeaf(constants[i], [.. features.AsSpan(at, counts[i]).ToArray().Zip(coefficients.AsSpan(at, counts[i]).ToArray(), static (f, c) => new LinearTerm(f, c))]);
        return linear;
    }

    // LightGBM gives its trees 0 for what is this near to it, so that no threshold parts such values.
    private static double PastZero(double threshold) => threshold switch
    {
        >= 0 and < TreeNode.LargestZero => TreeNode.LargestZero,
        >= -TreeNode.LargestZero and < 0 => Math.BitDecrement((double)-TreeNode.LargestZero),
        _ => threshold,
    };

    // A number that is none of a set is refused as one that is too large.
    private static int Set(double threshold) => threshold is >= 0 and < int.MaxValue ? (int)threshold : int.MaxValue;

    private static CategorySet[] ReadSets(LightGbmSection section, int number)
    {
        const int Bits = 32;
        int[] ends = section.Integers("cat_boundaries");
        uint[] words = section.Bits("cat_threshold");
        var sets = new CategorySet[Math.Max(0, ends.Length - 1)];
        for (int i = 0; i < sets.Length; i++)
        {
            if (ends[i] < 0 || ends[i] > ends[i + 1] || ends[i + 1] > words.Length)
                throw new TreeEnsembleException($"the category words {ends[i]} to {ends[i + 1]} are not among its {words.Length}", number);
            List<double> categories = [];
            for (int bit = 0; bit < Bits * (ends[i + 1] - ends[i]); bit++)
                if ((words[ends[i] + (bit / Bits)] & (1u << (bit % Bits))) != 0) categories.Add(bit);

            // LightGBM cuts digits off: -0.5 is category 0.
            sets[i] = new CategorySet(categories, CategoryRounding.TowardZero);
        }
        return sets;
    }
}
