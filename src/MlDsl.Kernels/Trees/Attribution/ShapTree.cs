namespace MlDsl.Kernels;

/// <summary>
/// One tree laid out for attribution: nodes in preorder, each but the root with the edge that leads to it.
/// </summary>
internal sealed class ShapTree
{
    private readonly Edge[] edges;
    private readonly ShapCondition[] conditions;
    private readonly (int Node, int Output, double Value)[] leaves;
    private readonly int[] outputs;
    private readonly LegendreRule rule;

    private ShapTree(Edge[] edges, ShapCondition[] conditions, (int Node, int Output, double Value)[] leaves, int distinct)
    {
        (this.edges, this.conditions, this.leaves) = (edges, conditions, leaves);
        outputs = [.. leaves.Select(static l => l.Output).Distinct()];
        // A path of n features asks for polynomials of the degree n − 1.
        rule = LegendreRule.Of(Math.Max(1, (distinct + 1) / 2));
    }

    /// <summary>The doubles of room that <see cref="Add"/> needs.</summary>
    public int Room => ((2 * rule.Points.Length) + 1) * edges.Length;

    /// <summary>Lays out a tree.</summary>
    /// <param name="tree">The tree, which was checked.</param>
    /// <param name="number">Its number, for messages.</param>
    /// <param name="isDouble">Whether it calculates with doubles.</param>
    /// <exception cref="TreeEnsembleException">It does not tell how many training rows reached its nodes.</exception>
    public static ShapTree Of(Tree tree, int number, bool isDouble)
    {
        if (tree.Covers.Count != tree.Nodes.Count)
        {
            throw new TreeEnsembleException(
                tree.Covers.Count == 0
                    ? "it does not tell how many training rows reached its nodes (LightGBM's internal_count and leaf_count, XGBoost's sum_hessian), from which contributions are made; take the library's own file"
                    : $"it has {tree.Nodes.Count} nodes and {tree.Covers.Count} covers",
                number);
        }
        for (int i = 0; i < tree.Covers.Count; i++)
            if (!(tree.Covers[i] >= 0 && double.IsFinite(tree.Covers[i]))) throw new TreeEnsembleException(FormattableString.Invariant($"the cover {tree.Covers[i]:R} is no number of rows"), number, i);

        var edges = new List<Edge>();
        var conditions = new List<ShapCondition>();
        var leaves = new List<(int, int, double)>();
        int distinct = 0;
        var open = new Stack<(int Node, Edge Edge, int Depth)>([(0, new Edge(-1, -1, -1, 1, false), 0)]);
        while (open.TryPop(out var at))
        {
            int place = edges.Count;
            TreeNode node = tree.Nodes[at.Node];
            edges.Add(at.Edge);
            conditions.Add(node.IsLeaf ? default : new ShapCondition(node, tree.CategorySets, isDouble));
            distinct = Math.Max(distinct, at.Depth);
            if (node.IsLeaf)
            {
                for (int i = 0; i < node.WeightCount; i++)
                {
                    LeafWeight weight = tree.Weights[node.FirstWeight + i];
                    leaves.Add((place, weight.Output, isDouble ? weight.Value : (float)weight.Value));
                }
                continue;
            }
            // The nearest edge above that asks for the same feature: its share is part of this one's.
            int above = place;
            while (above >= 0 && edges[above].Feature != node.Feature) above = edges[above].Parent;
            Push(node.WhenFalse, whenTrue: false);
            Push(node.WhenTrue, whenTrue: true);

            void Push(int child, bool whenTrue)
            {
                double cover = tree.Covers[at.Node];
                // Where no training row came by, either side is as likely.
                double share = (cover > 0 ? tree.Covers[child] / cover : 0.5) * (above < 0 ? 1 : edges[above].Share);
                open.Push((child, new Edge(node.Feature, place, above, share, whenTrue), at.Depth + (above < 0 ? 1 : 0)));
            }
        }
        return new ShapTree([.. edges], [.. conditions], [.. leaves], distinct);
    }

    /// <summary>Adds what a row is expected to get that nothing is known of.</summary>
    public void AddExpected(Span<double> expected)
    {
        foreach (var (node, output, value) in leaves)
        {
            double share = 1;
            for (int at = node; at > 0; at = edges[at].Parent)
            {
                Edge edge = edges[at];
                share *= edge.Above < 0 ? edge.Share : edges[edge.Above].Share == 0 ? 0 : edge.Share / edges[edge.Above].Share;
            }
            expected[output] += value * share;
        }
    }

    /// <summary>Adds the contributions of a row.</summary>
    /// <param name="row">The values of the features.</param>
    /// <param name="slots">The place of each feature among the contributions of an output; empty for its own number.</param>
    /// <param name="stride">The number of contributions of an output.</param>
    /// <param name="room">Memory to work in, see <see cref="Room"/>.</param>
    /// <param name="contributions">Where they go, output by output.</param>
    public void Add(ReadOnlySpan<double> row, ReadOnlySpan<int> slots, int stride, Span<double> room, Span<double> contributions)
    {
        ReadOnlySpan<double> points = rule.Points, weights = rule.Weights;
        int count = points.Length;
        // 1 where the row takes every edge of the feature down to here, else 0.
        Span<double> taken = room[..edges.Length], products = room.Slice(edges.Length, count * edges.Length), sums = room.Slice(edges.Length + products.Length, products.Length);
        taken[0] = 1;
        products[..count].Fill(1);
        for (int node = 1; node < edges.Length; node++)
        {
            Edge edge = edges[node];
            bool goes = conditions[edge.Parent].Holds(row[edge.Feature]) == edge.WhenTrue;
            taken[node] = goes && (edge.Above < 0 || taken[edge.Above] != 0) ? 1 : 0;
            Span<double> own = products.Slice(node * count, count);
            ReadOnlySpan<double> parent = products.Slice(edge.Parent * count, count);
            for (int i = 0; i < own.Length; i++)
            {
                double before = edge.Above < 0 ? 1 : Factor(edges[edge.Above].Share, taken[edge.Above], points[i]);
                own[i] = before == 0 ? 0 : parent[i] * (Factor(edge.Share, taken[node], points[i]) / before);
            }
        }
        foreach (int output in outputs)
        {
            sums.Clear();
            foreach (var (node, of, value) in leaves)
            {
                if (of != output) continue;
                for (int i = 0; i < count; i++) sums[(node * count) + i] += value * products[(node * count) + i];
            }
            // Children come behind their parents.
            for (int node = edges.Length - 1; node > 0; node--)
            {
                Edge edge = edges[node];
                double before = edge.Above < 0 ? 1 : edges[edge.Above].Share, takenBefore = edge.Above < 0 ? 1 : taken[edge.Above], sum = 0;
                for (int i = 0; i < count; i++)
                {
                    double below = sums[(node * count) + i];
                    sums[(edge.Parent * count) + i] += below;
                    // What a deeper edge of the feature has already is taken away from the edge above it.
                    sum += weights[i] * below * (Lever(edge.Share, taken[node], points[i]) - (edge.Above < 0 ? 0 : Lever(before, takenBefore, points[i])));
                }
                contributions[(output * stride) + (slots.IsEmpty ? edge.Feature : slots[edge.Feature])] += sum;
            }
        }
    }

    // How likely a row comes past the feature's edges when the feature is known with probability t.
    private static double Factor(double share, double taken, double t) => (share * (1 - t)) + (taken * t);

    // By how much knowing the feature changes that, over it.
    private static double Lever(double share, double taken, double t) => Factor(share, taken, t) is var factor && factor == 0 ? 0 : (taken - share) / factor;

    /// <summary>The edge to a node.</summary>
    /// <param name="Feature">The feature that its branch asks for; −1 at the root.</param>
    /// <param name="Parent">The node it comes from.</param>
    /// <param name="Above">The nearest node above to which an edge of the same feature leads; −1 for none.</param>
    /// <param name="Share">Of the training rows at the branches that the feature decides down to here, those that went this way.</param>
    /// <param name="WhenTrue">Whether it is taken where the condition holds.</param>
    private readonly record struct Edge(int Feature, int Parent, int Above, double Share, bool WhenTrue);
}
