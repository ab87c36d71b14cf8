using System.Buffers;
using System.Numerics.Tensors;
using MlDsl.Kernels;

namespace MlDsl;

/// <summary>Trees whose leaves are summed: boosted trees and forests, of whatever library, scored by our own kernels.</summary>
/// <remarks>
/// Sums are taken in the trees' precision and in their order, then rounded to float once: the float of what a library that sums doubles
/// says. Only the positions that a tree tests take part; a wide feature vector costs what it holds. A missing value is NaN, and 0 is a
/// number like any other.
/// </remarks>
public sealed class TreePredictor : Predictor
{
    // Chunks of a tree that is deeper multiply; no trainer grows such trees by its defaults.
    private const int DeepestTree = 4096;

    // One row of doubles on the stack takes at most 1 KiB.
    private const int MostOnStack = 128, BlockRows = 64;

    [ThreadStatic]
    private static double[]? wide;

    private readonly TreeScorer scorer;

    /// <summary>Checks and packs trees.</summary>
    /// <param name="trees">
    /// The trees over the positions of the feature vector, whose width is <see cref="TreeEnsemble.FeatureCount"/>; their leaves are summed or
    /// averaged, and nothing is made of the sums.
    /// </param>
    /// <param name="divisor">What every sum is divided by, in the trees' precision: the iterations of a forest that is averaged; 1 for none.</param>
    /// <param name="packing">How they lie in memory; with leaves that are rounded, <see cref="ErrorBound"/> says how far scores may move.</param>
    /// <param name="roundsFirst">Whether sums are rounded to float before they are divided, in float: ML.NET's forests.</param>
    /// <exception cref="ArgumentException">The trees choose a class, transform their scores, or take the least or the most of leaves; they are averaged twice.</exception>
    /// <exception cref="TreeEnsembleException">The trees are malformed, deeper than 4,096 branches, or hold a number that is not finite; the message names tree and node.</exception>
    public TreePredictor(TreeEnsemble trees, int divisor = 1, TreePacking packing = TreePacking.Fast, bool roundsFirst = false)
    {
        ArgumentNullException.ThrowIfNull(trees);
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, 1);
        if (trees.IsClassifier || trees.Transform != ScoreTransform.None || trees.Aggregate is not (TreeAggregate.Sum or TreeAggregate.Average))
            throw new ArgumentException("The trees of a predictor give sums or averages of their leaves; what is made of these is told by an Outcome", nameof(trees));
        if (divisor > 1 && trees.Aggregate == TreeAggregate.Average)
            throw new ArgumentException("Trees that are averaged already are not divided again", nameof(divisor));
        if (trees.BaseValues.Any(static value => !double.IsFinite(value))) throw new TreeEnsembleException("A base value is not finite");
        (Trees, Divisor, Packing, RoundsFirst) = (trees, divisor, packing, roundsFirst);
        for (int i = 0; i < trees.Trees.Count; i++) Check(trees.Trees[i], i);
        Slots = new TreeSlots(trees.FeatureCount, Tested(trees));
        scorer = TreeScorer.Load(TreePacker.Pack(Renumbered(trees, Slots), packing));
        ErrorBound = scorer.ErrorBound == 0 ? 0 : BoundOf(trees, divisor, scorer.ErrorBound);
    }

    /// <inheritdoc/>
    public override string Kind => "trees";

    /// <inheritdoc/>
    public override int Width => Trees.FeatureCount;

    /// <inheritdoc/>
    public override int Outputs => Trees.OutputCount;

    /// <summary>The trees, over the positions of the feature vector.</summary>
    public TreeEnsemble Trees { get; }

    /// <summary>What every sum is divided by.</summary>
    public int Divisor { get; }

    /// <summary>Whether sums are rounded to float before they are divided, in float.</summary>
    public bool RoundsFirst { get; }

    /// <summary>How the trees lie in memory.</summary>
    public TreePacking Packing { get; }

    /// <summary>
    /// The most by which a score differs from that of the same trees with their leaves as they are, for any row; 0 unless
    /// <see cref="Packing"/> rounds leaves.
    /// </summary>
    public double ErrorBound { get; }

    /// <summary>The bytes that score rows: those of the packed trees.</summary>
    public long PackedBytes => scorer.Length;

    /// <summary>The positions that a tree tests, or a linear model of its leaves takes, ascending.</summary>
    public ReadOnlySpan<int> Positions => Slots.Positions;

    /// <summary>Where the value of each of <see cref="Positions"/> lies in a row of cells.</summary>
    internal TreeSlots Slots { get; }

    /// <inheritdoc/>
    public override void Score(in SparseRows rows, Span<float> scores)
    {
        CheckLength(in rows, scores);
        int slots = Slots.Count;
        float[] cells = ArrayPool<float>.Shared.Rent(checked(slots * Math.Min(rows.Count, BlockRows)));
        for (int start = 0; start < rows.Count; start += BlockRows)
        {
            int count = Math.Min(BlockRows, rows.Count - start);
            Span<float> block = cells.AsSpan(0, count * slots);
            block.Clear();
            for (int row = 0; row < count; row++)
                for (int entry = rows.Starts[start + row]; entry < rows.Starts[start + row + 1]; entry++)
                    if (Slots.Find(rows.Positions[entry]) is >= 0 and var slot) block[(row * slots) + slot] += rows.Values[entry];
            ScoreBlock(block, scores.Slice(start * Outputs, count * Outputs));
        }
        ArrayPool<float>.Shared.Return(cells);
    }

    /// <summary>The same trees, packed in another way. <see cref="Trees"/> stay as they are: explanations, exports and further training are of those.</summary>
    /// <exception cref="TreeEnsembleException">The trees cannot be packed so; the message says why.</exception>
    public TreePredictor PackedAs(TreePacking packing) => packing == Packing ? this : new(Trees, Divisor, packing, RoundsFirst);

    /// <summary>The trees over rows of cells instead of feature vectors.</summary>
    internal TreeEnsemble OverSlots() => Renumbered(Trees, Slots);

    /// <summary>The scores of one row of cells.</summary>
    /// <param name="cells">The value of each of <see cref="Positions"/>.</param>
    /// <param name="scores">As many as <see cref="Outputs"/>.</param>
    internal void ScoreCells(ReadOnlySpan<float> cells, Span<float> scores)
    {
        if (!scorer.IsDouble)
        {
            scorer.Predict(cells, scores);
            Divide(scores);
            return;
        }
        int length = cells.Length + scores.Length;
        Span<double> memory = length <= MostOnStack ? stackalloc double[MostOnStack] : Wide(length);
        Span<double> row = memory[..cells.Length], sums = memory[cells.Length..length];
        TensorPrimitives.ConvertTruncating(cells, row);
        scorer.Predict(row, sums);
        Round(sums, scores);
    }

    /// <summary>Writes the predictor as <see cref="Read"/> reads it: little-endian, numbers as float64, the trees node by node.</summary>
    public override void Write(IBufferWriter<byte> file) => TreeBytes.Write(this, file);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are no trees; the message says what is wrong.</exception>
    /// <exception cref="ArgumentException">The trees are none of a predictor.</exception>
    public static TreePredictor Read(ReadOnlySpan<byte> file) => TreeBytes.Read(file);

    private void ScoreBlock(ReadOnlySpan<float> cells, Span<float> scores)
    {
        if (!scorer.IsDouble)
        {
            scorer.PredictBatch(cells, scores);
            Divide(scores);
            return;
        }
        double[] memory = ArrayPool<double>.Shared.Rent(cells.Length + scores.Length);
        Span<double> rows = memory.AsSpan(0, cells.Length), sums = memory.AsSpan(cells.Length, scores.Length);
        TensorPrimitives.ConvertTruncating(cells, rows);
        scorer.PredictBatch(rows, sums);
        Round(sums, scores);
        ArrayPool<double>.Shared.Return(memory);
    }

    private void Round(ReadOnlySpan<double> sums, Span<float> scores)
    {
        if (RoundsFirst)
        {
            for (int i = 0; i < sums.Length; i++) scores[i] = (float)sums[i];
            Divide(scores);
            return;
        }
        for (int i = 0; i < sums.Length; i++) scores[i] = (float)(Divisor == 1 ? sums[i] : sums[i] / Divisor);
    }

    private void Divide(Span<float> scores)
    {
        if (Divisor == 1) return;
        foreach (ref float score in scores) score /= Divisor;
    }

    // Both sums are divided and rounded to float once more, each by at most a few units of what the largest leaves sum to.
    private static double BoundOf(TreeEnsemble trees, int divisor, double bound)
    {
        double most = trees.Trees.Sum(static tree => tree.Weights.Max(static weight => Math.Abs(weight.Value))) + trees.BaseValues.Select(Math.Abs).DefaultIfEmpty().Max();
        return ((bound + (8d / (1 << 24) * (most + bound))) / divisor) + (2 * float.Epsilon);
    }

    // No user's code runs between taking it and the last use.
    private static double[] Wide(int length) => wide is { } array && array.Length >= length ? array : wide = new double[length];

    private static int[] Tested(TreeEnsemble trees)
    {
        var isTested = new HashSet<int>();
        for (int number = 0; number < trees.Trees.Count; number++)
        {
            int i = 0;
            foreach (TreeNode node in trees.Trees[number].Nodes)
            {
                if (!node.IsLeaf && !isTested.Contains(node.Feature))
                {
                    if (node.Feature < 0 || node.Feature >= trees.FeatureCount)
                        throw new TreeEnsembleException($"feature {node.Feature} is not among 0 to {trees.FeatureCount - 1}", number, i);
                    isTested.Add(node.Feature);
                }
                i++;
            }
            foreach (LinearTerm term in trees.Trees[number].LinearLeaves.SelectMany(static leaf => leaf.Terms))
            {
                if (term.Feature < 0 || term.Feature >= trees.FeatureCount)
                    throw new TreeEnsembleException($"the linear model of a leaf takes feature {term.Feature}, which is not among 0 to {trees.FeatureCount - 1}", number);
                isTested.Add(term.Feature);
            }
        }
        // Trees of single leaves test nothing, and a row has one cell at least.
        int[] tested = isTested.Count > 0 ? [.. isTested] : [0];
        Array.Sort(tested);
        return tested;
    }

    private static TreeEnsemble Renumbered(TreeEnsemble trees, TreeSlots slots) => trees with
    {
        FeatureCount = slots.Count,
        Trees = [.. trees.Trees.Select(tree => tree with
        {
            Nodes = tree.Nodes.Select(node => node.IsLeaf ? node : node.On(slots.Find(node.Feature))).ToArray(),
            LinearLeaves = [.. tree.LinearLeaves.Select(leaf => leaf.On(slots.Find))],
        })],
    };

    // What packing would multiply or not look at; the rest it checks itself.
    private static void Check(Tree tree, int number)
    {
        for (int i = 0; i < tree.Weights.Count; i++)
            if (!double.IsFinite(tree.Weights[i].Value)) throw new TreeEnsembleException($"its leaf weight {i} is not finite", number);
        for (int i = 0; i < tree.LinearLeaves.Count; i++)
            if (!double.IsFinite(tree.LinearLeaves[i].Constant) || tree.LinearLeaves[i].Terms.Any(static term => !double.IsFinite(term.Coefficient)))
                throw new TreeEnsembleException($"the linear model of its leaf {i} has a number that is not finite", number);
        var open = new Stack<(int Node, int Depth)>([(0, 0)]);
        for (int visits = 0; open.TryPop(out (int Node, int Depth) at); visits++)
        {
            if (visits > tree.Nodes.Count || (uint)at.Node >= (uint)tree.Nodes.Count) return;
            if (at.Depth > DeepestTree) throw new TreeEnsembleException($"it is deeper than {DeepestTree} branches; train with a maximal depth", number);
            TreeNode node = tree.Nodes[at.Node];
            if (node.IsLeaf) continue;
            open.Push((node.WhenTrue, at.Depth + 1));
            open.Push((node.WhenFalse, at.Depth + 1));
        }
    }
}
