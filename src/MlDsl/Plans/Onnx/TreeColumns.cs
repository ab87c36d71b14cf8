using MlDsl.Kernels;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>
/// The columns that trees read in a graph: of the feature vector those that they test, and for conditions that the operator does not know,
/// membership in a set and a zero that is missing, columns of their own.
/// </summary>
internal sealed class TreeColumns
{
    private readonly GraphNodes nodes;
    private readonly OnnxElementType element;
    private readonly List<string> parts = [];
    private readonly Dictionary<int, int> places = [];
    private readonly Dictionary<string, int> derived = new(StringComparer.Ordinal);
    private readonly List<string> differences = [];
    private int width;

    /// <param name="nodes">The graph.</param>
    /// <param name="pieces">The features.</param>
    /// <param name="tested">The positions that the trees test, ascending.</param>
    /// <param name="element">The precision of the trees.</param>
    public TreeColumns(GraphNodes nodes, IReadOnlyList<FeaturePiece> pieces, ReadOnlySpan<int> tested, OnnxElementType element)
    {
        (this.nodes, this.element) = (nodes, element);
        foreach (FeaturePiece piece in pieces)
        {
            List<int> own = [];
            foreach (int position in tested)
                if (position >= piece.Position && position < piece.Position + piece.Width) own.Add(position - piece.Position);
            // A column that no tree tests takes part all the same: what it refuses is refused.
            if (own.Count == 0) own.Add(0);
            Append(nodes.Cast(Part(piece, own), element), own.Count);
            for (int i = 0; i < own.Count; i++) places[piece.Position + own[i]] = width - own.Count + i;
        }
    }

    /// <summary>0 for each row, or NaN where a number is not finite that no tree may miss: floats, [N, 1]. Null where there are none.</summary>
    public string? NotFinite => differences.Count == 0 ? null : nodes.RowSum(nodes.Beside(differences));

    /// <summary>A branch as the operator knows it, on its column.</summary>
    public TreeNode Moved(TreeNode node, Tree tree)
    {
        int place = places[node.Feature];
        if (node.Comparison == TreeComparison.Member)
        {
            CategorySet set = tree.CategorySets[node.Set];
            string key = FormattableString.Invariant($"{place} in {set.Rounding} {string.Join(' ', set.Values.Select(static v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}");
            return TreeNode.Branch(Derived(key, place, column => Membership(column, set)), TreeComparison.GreaterOrEqual, 1, node.WhenTrue, node.WhenFalse, node.MissingIsTrue);
        }
        return node.ZeroIsMissing
            ? TreeNode.Branch(Derived($"{place} without zero", place, WithoutZero), node.Comparison, node.Threshold, node.WhenTrue, node.WhenFalse, node.MissingIsTrue)
            : node.On(place);
    }

    /// <summary>All columns: [N, w], in the trees' precision.</summary>
    public string Write() => nodes.Beside(parts);

    private string Part(FeaturePiece piece, List<int> own)
    {
        switch (piece)
        {
            case NumbersPiece numbers:
                string tested = own.Count == numbers.Width ? numbers.Tensor : Columns(numbers.Tensor, own);
                differences.Add(Difference(numbers.Tensor, numbers.MayMiss));
                if (numbers.Origin is { } origin && origin != numbers.Tensor) differences.Add(Difference(origin, true));
                return tested;
            case SlotPiece slots:
                // One look-up, so that a refused value is an error here as well.
                long[] all = [.. Enumerable.Range(0, slots.Width + 1).Select(static i => (long)i)];
                string checkedSlots = nodes.Column(nodes.Gather(nodes.Constant<long>(all, all.Length), nodes.Flat(slots.Slots)));
                long[] wanted = [.. own.Select(static i => (long)i)];
                return nodes.Call("Equal", checkedSlots, nodes.Constant<long>(wanted, 1, wanted.Length));
            default:
                throw new NotSupportedException(piece.GetType().Name);
        }
    }

    // 0, or NaN where a number is not finite.
    private string Difference(string numbers, bool mayMiss)
    {
        string present = mayMiss ? nodes.Where(nodes.Call("IsNaN", numbers), nodes.Scalar(0f), numbers) : numbers;
        return nodes.Call("Sub", present, present);
    }

    private string Columns(string matrix, List<int> own)
    {
        long[] places = [.. own.Select(static i => (long)i)];
        return nodes.Call("Gather", [matrix, nodes.Constant<long>(places, places.Length)], OnnxSetting.Of("axis", 1));
    }

    private int Derived(string key, int place, Func<string, string> make)
    {
        if (derived.TryGetValue(key, out int known)) return known;
        Append(make(Columns(nodes.Beside([.. parts]), [place])), 1);
        return derived[key] = width - 1;
    }

    // 1 or 0, and NaN where the value is missing.
    private string Membership(string column, CategorySet set)
    {
        string whole = set.Rounding == CategoryRounding.None
            ? column
            : nodes.Call("Mul", nodes.Call("Sign", column), nodes.Call("Floor", nodes.Call("Abs", column)));
        string isMember = nodes.Call("Equal", whole, Constant([.. set.Values]));
        if (set.Rounding == CategoryRounding.NotNegative) isMember = nodes.Call("And", isMember, nodes.Call("GreaterOrEqual", column, Scalar(0)));
        string found = nodes.Call("ReduceMax", [nodes.Cast(isMember, element)], OnnxSetting.Of("axes", [1L]), OnnxSetting.Of("keepdims", 1));
        return nodes.Where(nodes.Call("IsNaN", column), Scalar(double.NaN), found);
    }

    private string WithoutZero(string column) =>
        nodes.Where(nodes.Call("LessOrEqual", nodes.Call("Abs", column), Scalar(TreeNode.LargestZero)), Scalar(double.NaN), column);

    private string Scalar(double value) => element == OnnxElementType.Double ? nodes.Scalar(value) : nodes.Scalar((float)value);

    private string Constant(double[] values) => element == OnnxElementType.Double
        ? nodes.Constant<double>(values, 1, values.Length)
        : nodes.Constant<float>([.. values.Select(static value => (float)value)], 1, values.Length);

    private void Append(string part, int columns)
    {
        parts.Add(part);
        width += columns;
    }
}
