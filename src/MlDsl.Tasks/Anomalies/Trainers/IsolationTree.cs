using MlDsl.Kernels;

namespace MlDsl.Training;

/// <summary>Grows one tree of an isolation forest.</summary>
/// <param name="rows">The rows that it is grown on, at least 2: the entries of each by ascending position; what is not named is 0.</param>
/// <param name="columns">The first position of each column, and as the last element the width.</param>
/// <param name="stream">Where its random numbers come from.</param>
internal sealed class IsolationTree((int[] Positions, float[] Values)[] rows, int[] columns, ulong stream)
{
    private readonly List<TreeNode> nodes = [];
    private readonly List<LeafWeight> weights = [];
    private readonly List<double> covers = [];
    // As deep as a balanced tree of the rows.
    private readonly int deepest = (int)Math.Ceiling(Math.Log2(rows.Length));
    private ulong draws;

    /// <summary>The tree: a leaf gives less its path's length, see <see cref="PathLength.LeafValue"/>.</summary>
    public Tree Grow()
    {
        int[] all = [.. Enumerable.Range(0, rows.Length)], open = [.. Enumerable.Range(0, columns.Length - 1)];
        Add(all, 0, open);
        return new Tree { Nodes = nodes, Weights = weights, Covers = covers };
    }

    // open: the columns that may still differ; those of a node with one value have it below, too.
    private int Add(Span<int> members, int depth, ReadOnlySpan<int> open)
    {
        int place = nodes.Count;
        nodes.Add(default);
        covers.Add(members.Length);
        int[] left = open.ToArray();
        if (members.Length < 2 || depth >= deepest || Cut(members, ref left) is not var (position, threshold))
        {
            nodes[place] = TreeNode.Leaf(weights.Count);
            weights.Add(new LeafWeight(0, PathLength.LeafValue(depth, members.Length, rows.Length)));
            return place;
        }
        var (below, isMissingBelow) = Divide(members, position, threshold);
        int whenTrue = Add(members[..below], depth + 1, left), whenFalse = Add(members[below..], depth + 1, left);
        nodes[place] = TreeNode.Branch(position, TreeComparison.LessOrEqual, threshold, whenTrue, whenFalse, isMissingBelow);
        return place;
    }

    // A cut with rows on both sides, in a column drawn among those that have one; null where no column does.
    private (int Position, double Threshold)? Cut(ReadOnlySpan<int> members, ref int[] open)
    {
        for (int count = open.Length; count > 0; count--)
        {
            int drawn = Draw(count), column = open[drawn];
            if (Differing(members, columns[column], columns[column + 1]) is { Count: > 0 } ranges)
            {
                open = open[..count];
                var (position, least, most) = ranges[Draw(ranges.Count)];
                // Below the largest, however the sum is rounded.
                double threshold = least + (Uniform() * ((double)most - least));
                return (position, threshold < most ? threshold : least);
            }
            open[drawn] = open[count - 1];
        }
        return null;
    }

    // The positions from one to below another at which rows that are not missing differ, ascending, and between which values.
    private List<(int Position, float Least, float Most)> Differing(ReadOnlySpan<int> members, int from, int to)
    {
        var seen = new SortedDictionary<int, Seen>();
        foreach (int member in members)
        {
            var (positions, values) = rows[member];
            for (int entry = First(positions, from); entry < positions.Length && positions[entry] < to; entry++)
            {
                Seen here = seen.GetValueOrDefault(positions[entry], Seen.None);
                seen[positions[entry]] = here.With(values[entry]);
            }
        }
        var differing = new List<(int Position, float Least, float Most)>();
        foreach (var (position, found) in seen)
        {
            // Rows without an entry are 0 there.
            Seen all = found.Rows < members.Length ? found.With(0) : found;
            if (all.Least < all.Most) differing.Add((position, all.Least, all.Most));
        }
        return differing;
    }

    // Moves the rows that are at most the threshold to the front, and those that are missing to the side of more rows; the others keep their order.
    private (int Below, bool IsMissingBelow) Divide(Span<int> members, int position, double threshold)
    {
        int below = 0, above = 0;
        foreach (int member in members)
        {
            float value = At(member, position);
            if (value <= threshold) below++;
            else if (!float.IsNaN(value)) above++;
        }
        bool isMissingBelow = below >= above;
        var front = new List<int>(members.Length);
        var back = new List<int>();
        foreach (int member in members)
        {
            float value = At(member, position);
            (value <= threshold || (float.IsNaN(value) && isMissingBelow) ? front : back).Add(member);
        }
        for (int i = 0; i < members.Length; i++) members[i] = i < front.Count ? front[i] : back[i - front.Count];
        return (front.Count, isMissingBelow);
    }

    private float At(int member, int position)
    {
        var (positions, values) = rows[member];
        int entry = Array.BinarySearch(positions, position);
        return entry >= 0 ? values[entry] : 0;
    }

    private static int First(int[] positions, int from)
    {
        int entry = Array.BinarySearch(positions, from);
        return entry >= 0 ? entry : ~entry;
    }

    private int Draw(int count) => (int)Math.BigMul(EvaluationRandom.At(stream, draws++), (ulong)count, out _);

    private double Uniform() => (EvaluationRandom.At(stream, draws++) >> 11) * (1.0 / (1L << 53));

    /// <summary>The values of one position: how many entries there are, and between what those lie that are not missing.</summary>
    private readonly record struct Seen(int Rows, float Least, float Most)
    {
        public static Seen None => new(0, float.PositiveInfinity, float.NegativeInfinity);

        public Seen With(float value) => float.IsNaN(value) ? this with { Rows = Rows + 1 } : new(Rows + 1, Math.Min(Least, value), Math.Max(Most, value));
    }
}
