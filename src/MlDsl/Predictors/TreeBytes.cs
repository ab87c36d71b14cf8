using System.Buffers;
using System.Buffers.Binary;
using MlDsl.Kernels;

namespace MlDsl;

/// <summary>
/// A <see cref="TreePredictor"/> as bytes, little-endian. First int32 version, flags (1 double precision, 2 averaged, times 4 how trees are packed, 16 leaves are linear models, 64 sums are rounded before they are divided),
/// width, outputs, divisor,
/// number of base values, number of trees; then the base values. A tree is the numbers of its nodes, leaf weights and category sets, and
/// these, then the number of its covers, which is that of the nodes or 0, and these. Where leaves are linear models there follow the number of these, which is that of the
/// weights or 0, and of each the constant, the number of terms, and the position and the coefficient of each. A node is a byte (its comparison; 8 a leaf, 16 missing is true, 32 zero is missing), then of a leaf its first weight and their
/// number, of a branch the position, both children, and the threshold or the number of its set. A weight is its output and a value, a set a
/// byte of how it rounds, a number, and its values. Numbers of things are int32, all others float64.
/// </summary>
/// <remarks>It is a description, not the packed form that runs: that may change with any version, and is made when the file is read.</remarks>
internal static class TreeBytes
{
    private const int Version = 1, Header = 7 * sizeof(int), DoublePrecision = 1, Averaged = 2, Packing = 2, PackingMask = 3, Linear = 16, RoundsFirst = 64;
    private const int WidestVector = 1 << 26;
    private const byte ComparisonMask = 7, Leaf = 8, MissingIsTrue = 16, ZeroIsMissing = 32;

    // The least bytes of a tree, a node, a weight and a set, so that a number of them can be held against what follows.
    private const int LeastTree = 4 * sizeof(int), LeastNode = 9, Weight = sizeof(int) + sizeof(double), LeastSet = 5, LeastLinear = sizeof(double) + sizeof(int);

    public static void Write(TreePredictor predictor, IBufferWriter<byte> file)
    {
        TreeEnsemble trees = predictor.Trees;
        bool isLinear = trees.Trees.Any(static tree => tree.LinearLeaves.Count > 0);
        int flags = (isLinear ? Linear : 0) | (trees.IsDouble ? DoublePrecision : 0) | (trees.Aggregate == TreeAggregate.Average ? Averaged : 0) | ((int)predictor.Packing << Packing) | (predictor.RoundsFirst ? RoundsFirst : 0);
        foreach (int number in (int[])[Version, flags, trees.FeatureCount, trees.OutputCount, predictor.Divisor, trees.BaseValues.Count, trees.Trees.Count]) Write(file, number);
        foreach (double value in trees.BaseValues) Write(file, value);
        foreach (Tree tree in trees.Trees)
        {
            Write(file, tree.Nodes.Count);
            Write(file, tree.Weights.Count);
            Write(file, tree.CategorySets.Count);
            foreach (TreeNode node in tree.Nodes) Write(file, node);
            foreach (LeafWeight weight in tree.Weights)
            {
                Write(file, weight.Output);
                Write(file, weight.Value);
            }
            foreach (CategorySet set in tree.CategorySets)
            {
                Write(file, (byte)set.Rounding);
                Write(file, set.Values.Count);
                foreach (double value in set.Values) Write(file, value);
            }
            Write(file, tree.Covers.Count);
            foreach (double cover in tree.Covers) Write(file, cover);
            if (isLinear) Write(file, tree.LinearLeaves);
        }
    }

    /// <exception cref="FormatException">The bytes are not what <see cref="Write(TreePredictor, IBufferWriter{byte})"/> wrote.</exception>
    public static TreePredictor Read(ReadOnlySpan<byte> file)
    {
        var reader = new Reader(file);
        if (file.Length < Header) throw Cut();
        int version = reader.Int32(), flags = reader.Int32(), width = reader.Int32(), outputs = reader.Int32(), divisor = reader.Int32();
        if (version != Version) throw new FormatException($"the trees are of version {version}, and {Version} is read; use the version of MlDsl that wrote them");
        var packing = (TreePacking)((flags >> Packing) & PackingMask);
        if ((flags & ~(DoublePrecision | Averaged | (PackingMask << Packing) | Linear | RoundsFirst)) != 0 || divisor < 1) throw new FormatException($"the trees have the flags {flags} and the divisor {divisor}, which are not known");
        // A plan that asks for positions, a few bytes each, is held against the width.
        if (width > WidestVector) throw new FormatException($"the trees read vectors of {width} positions, and {WidestVector} is the most");
        int bases = reader.Count(sizeof(double)), count = reader.Count(LeastTree);
        double[] baseValues = reader.Doubles(bases);
        var trees = new Tree[count];
        for (int i = 0; i < trees.Length; i++) trees[i] = ReadTree(ref reader, (flags & Linear) != 0);
        // Each output costs memory, and has a leaf at least.
        if (outputs > trees.Sum(static tree => (long)tree.Weights.Count)) throw new FormatException($"the leaves of {count} trees do not give {outputs} outputs");
        if (!reader.IsAtEnd) throw new FormatException("the trees are followed by bytes that belong to none");
        return new TreePredictor(
            new TreeEnsemble
            {
                IsDouble = (flags & DoublePrecision) != 0,
                Aggregate = (flags & Averaged) != 0 ? TreeAggregate.Average : TreeAggregate.Sum,
                FeatureCount = width,
                OutputCount = outputs,
                BaseValues = baseValues,
                Trees = trees,
            },
            divisor,
            packing,
            (flags & RoundsFirst) != 0);
    }

    private static Tree ReadTree(ref Reader reader, bool isLinear)
    {
        int nodes = reader.Count(LeastNode), weights = reader.Count(Weight), sets = reader.Count(LeastSet);
        var tree = new TreeNode[nodes];
        for (int i = 0; i < tree.Length; i++) tree[i] = ReadNode(ref reader);
        var leaves = new LeafWeight[reader.Fits(weights, Weight)];
        for (int i = 0; i < leaves.Length; i++) leaves[i] = new LeafWeight(reader.Int32(), reader.Double());
        var categories = new CategorySet[reader.Fits(sets, LeastSet)];
        for (int i = 0; i < categories.Length; i++)
        {
            byte rounding = reader.Byte();
            if (rounding > (byte)CategoryRounding.TowardZero) throw new FormatException($"a category set rounds in the way {rounding}, which is not known");
            categories[i] = new CategorySet(reader.Doubles(reader.Count(sizeof(double))), (CategoryRounding)rounding);
        }
        double[] covers = reader.Doubles(reader.Count(sizeof(double)));
        if (covers.Length != 0 && (covers.Length != nodes || covers.Any(static cover => !(cover >= 0) || double.IsInfinity(cover))))
            throw new FormatException($"{covers.Length} covers do not tell how many rows reached {nodes} nodes");
        return new Tree { Nodes = tree, Weights = leaves, CategorySets = categories, Covers = covers, LinearLeaves = isLinear ? ReadLinear(ref reader, weights) : [] };
    }

    private static LinearLeaf[] ReadLinear(ref Reader reader, int weights)
    {
        var leaves = new LinearLeaf[reader.Count(LeastLinear)];
        if (leaves.Length != 0 && leaves.Length != weights) throw new FormatException($"{leaves.Length} linear models do not go with {weights} leaf weights");
        for (int i = 0; i < leaves.Length; i++)
        {
            double constant = reader.Double();
            var terms = new LinearTerm[reader.Count(Weight)];
            for (int k = 0; k < terms.Length; k++) terms[k] = new LinearTerm(reader.Int32(), reader.Double());
            leaves[i] = new LinearLeaf(constant, terms);
        }
        return leaves;
    }

    private static TreeNode ReadNode(ref Reader reader)
    {
        byte code = reader.Byte();
        if (code == Leaf) return TreeNode.Leaf(reader.Int32(), reader.Int32());
        var comparison = (TreeComparison)(code & ComparisonMask);
        bool missingIsTrue = (code & MissingIsTrue) != 0, zeroIsMissing = (code & ZeroIsMissing) != 0;
        if ((code & ~(ComparisonMask | MissingIsTrue | ZeroIsMissing)) != 0 || comparison > TreeComparison.Member) throw new FormatException($"a node has the code {code}, which is not known");
        int position = reader.Int32(), whenTrue = reader.Int32(), whenFalse = reader.Int32();
        return comparison == TreeComparison.Member
            ? TreeNode.Member(position, reader.Int32(), whenTrue, whenFalse, missingIsTrue)
            : TreeNode.Branch(position, comparison, reader.Double(), whenTrue, whenFalse, missingIsTrue, zeroIsMissing);
    }

    private static void Write(IBufferWriter<byte> file, IReadOnlyList<LinearLeaf> leaves)
    {
        Write(file, leaves.Count);
        foreach (LinearLeaf leaf in leaves)
        {
            Write(file, leaf.Constant);
            Write(file, leaf.Terms.Count);
            foreach (LinearTerm term in leaf.Terms)
            {
                Write(file, term.Feature);
                Write(file, term.Coefficient);
            }
        }
    }

    private static void Write(IBufferWriter<byte> file, TreeNode node)
    {
        if (node.IsLeaf)
        {
            Write(file, Leaf);
            Write(file, node.FirstWeight);
            Write(file, node.WeightCount);
            return;
        }
        Write(file, (byte)((byte)node.Comparison | (node.MissingIsTrue ? MissingIsTrue : 0) | (node.ZeroIsMissing ? ZeroIsMissing : 0)));
        Write(file, node.Feature);
        Write(file, node.WhenTrue);
        Write(file, node.WhenFalse);
        if (node.Comparison == TreeComparison.Member) Write(file, node.Set);
        else Write(file, node.Threshold);
    }

    private static void Write(IBufferWriter<byte> file, byte value)
    {
        file.GetSpan(1)[0] = value;
        file.Advance(1);
    }

    private static void Write(IBufferWriter<byte> file, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(file.GetSpan(sizeof(int)), value);
        file.Advance(sizeof(int));
    }

    private static void Write(IBufferWriter<byte> file, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(file.GetSpan(sizeof(double)), value);
        file.Advance(sizeof(double));
    }

    private static FormatException Cut() => new("the trees are cut short");

    /// <summary>Reads numbers one after another; makes room for nothing that the bytes do not hold.</summary>
    private ref struct Reader(ReadOnlySpan<byte> file)
    {
        private ReadOnlySpan<byte> left = file;

        public readonly bool IsAtEnd => left.IsEmpty;

        public byte Byte() => Take(1)[0];

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

        public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

        /// <summary>A number of things that take at least so many bytes each.</summary>
        public int Count(int least) => Fits(Int32(), least);

        public readonly int Fits(int count, int least) => count >= 0 && (long)count * least <= left.Length ? count : throw Cut();

        public double[] Doubles(int count)
        {
            var values = new double[Fits(count, sizeof(double))];
            for (int i = 0; i < values.Length; i++) values[i] = Double();
            return values;
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (left.Length < length) throw Cut();
            ReadOnlySpan<byte> taken = left[..length];
            left = left[length..];
            return taken;
        }
    }
}
