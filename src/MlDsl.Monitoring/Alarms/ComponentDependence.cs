using System.Numerics;

namespace MlDsl.Monitoring;

/// <summary>
/// How the components vary together over the reference's rows: a correlation matrix, as the triangle whose product with independent draws has it. Correlations within a column are exact, those between
/// columns are the pairs' that the reference holds; columns without a pair count as independent, under which the largest of them is larger, so that alarms err to the quiet side.
/// </summary>
/// <remarks>
/// Columns that no chain of pairs joins are apart: each such group has a matrix of its own, so that what it costs grows with the square of the components of a group (the columns that are paired, at most 64, and each other column by
/// itself) and with the number of groups alone.
/// </remarks>
internal sealed class ComponentDependence
{
    // How much of correlations is kept where not all of them fit together.
    private static readonly double[] Kept = [1, .. Enumerable.Range(1, 50).Select(static i => 1 - (0.01 * i)), .. Enumerable.Range(1, 100).Select(static i => 0.5 * Math.Pow(0.9, i)), 0];

    private readonly Group[] groups;

    private ComponentDependence(Group[] groups, int components) => (this.groups, Components) = (groups, components);

    public int Components { get; }

    /// <summary>The multiplications of one <see cref="Mix"/>.</summary>
    public long Steps => groups.Sum(static group => (long)group.Triangle.Length);

    /// <param name="reference">The reference.</param>
    /// <param name="components">Those that vary.</param>
    public static ComponentDependence Of(ReferenceProfile reference, IReadOnlyList<ShiftComponent> components)
    {
        ColumnProfile[] columns = [.. reference.Columns, .. reference.Scores];
        int[] first = Joined(columns.Length, reference.Pairs);
        Group[] groups = [.. Enumerable.Range(0, components.Count).GroupBy(i => first[components[i].Column]).Select(group =>
        {
            int[] own = [.. group];
            var correlations = new double[own.Length, own.Length];
            var byColumn = Enumerable.Range(0, own.Length).ToLookup(i => components[own[i]].Column);
            foreach (var column in byColumn) Within(correlations, column, columns[column.Key].ToCells(), i => components[own[i]]);
            foreach (PairProfile pair in reference.Pairs.Where(pair => first[pair.First] == group.Key))
                foreach (int i in byColumn[pair.First])
                    foreach (int j in byColumn[pair.Second])
                        correlations[i, j] = correlations[j, i] = Of(pair, components[own[i]], components[own[j]]);
            return new Group(own, Triangle(correlations, own.Length));
        })];
        return new ComponentDependence(groups, components.Count);
    }

    /// <summary>Makes independent draws vary together.</summary>
    /// <param name="draws">As many as components, or several times as many, one draw after the other: what is added to each is added in the same order, however many there are.</param>
    /// <param name="mixed">Where they are put.</param>
    /// <param name="room">As many again, to work in.</param>
    public void Mix(ReadOnlySpan<double> draws, Span<double> mixed, Span<double> room)
    {
        int many = draws.Length / Components;
        foreach (Group group in groups)
        {
            int count = group.Components.Length;
            Span<double> sums = room[..(many * count)];
            sums.Clear();
            // A column of the triangle serves all draws while it is near.
            for (int i = 0, place = 0; i < count; place += count - i, i++)
            {
                ReadOnlySpan<double> below = group.Triangle.AsSpan(place, count - i);
                for (int draw = 0; draw < many; draw++) AddScaled(below, draws[(draw * Components) + group.Components[i]], sums.Slice((draw * count) + i, count - i));
            }
            for (int draw = 0; draw < many; draw++)
                for (int i = 0; i < count; i++) mixed[(draw * Components) + group.Components[i]] = sums[(draw * count) + i];
        }
    }

    /// <summary>Adds numbers times a factor to others, each rounded by itself: the same bits on every processor.</summary>
    public static void AddScaled(ReadOnlySpan<double> values, double factor, Span<double> sums)
    {
        var scale = new Vector<double>(factor);
        int at = 0;
        for (; at + Vector<double>.Count <= values.Length; at += Vector<double>.Count)
            (new Vector<double>(sums[at..]) + (scale * new Vector<double>(values[at..]))).CopyTo(sums[at..]);
        for (; at < values.Length; at++) sums[at] += factor * values[at];
    }

    // Of each column the first one that pairs join it with.
    private static int[] Joined(int columns, IReadOnlyList<PairProfile> pairs)
    {
        int[] first = [.. Enumerable.Range(0, columns)];
        foreach (PairProfile pair in pairs)
        {
            int one = first[pair.First], other = first[pair.Second];
            if (one == other) continue;
            for (int i = 0; i < columns; i++)
                if (first[i] == Math.Max(one, other)) first[i] = Math.Min(one, other);
        }
        return first;
    }

    private static void Within(double[,] correlations, IEnumerable<int> own, long[] cells, Func<int, ShiftComponent> component)
    {
        double rows = cells.Sum();
        foreach (int i in own)
            foreach (int j in own)
            {
                double sum = 0;
                for (int cell = 0; cell < cells.Length; cell++) sum += cells[cell] * component(i).Scores[cell] * component(j).Scores[cell];
                correlations[i, j] = i == j ? 1 : Math.Clamp(sum / rows, -1, 1);
            }
    }

    // Locations correlate as the pair's normal scores do; everything else as its coarse groups.
    private static double Of(PairProfile pair, ShiftComponent first, ShiftComponent second)
    {
        if (first.Kind == ShiftKind.Location && second.Kind == ShiftKind.Location && double.IsFinite(pair.Correlation)) return Math.Clamp(pair.Correlation, -1, 1);
        double rows = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        int width = second.GroupScores.Length;
        for (int cell = 0; cell < pair.Counts.Length; cell++)
        {
            double count = pair.Counts[cell], a = first.GroupScores[cell / width], b = second.GroupScores[cell % width];
            (rows, x, y) = (rows + count, x + (count * a), y + (count * b));
            (xx, yy, xy) = (xx + (count * a * a), yy + (count * b * b), xy + (count * a * b));
        }
        if (rows == 0) return 0;
        double spread = Math.Sqrt(((xx / rows) - (x / rows * x / rows)) * ((yy / rows) - (y / rows * y / rows)));
        return spread > 1e-12 ? Math.Clamp(((xy / rows) - (x / rows * y / rows)) / spread, -1, 1) : 0;
    }

    // Cholesky's, of what is nearest on the way to no correlation where pairs of a sample fit no distribution together.
    private static double[] Triangle(double[,] correlations, int count)
    {
        var triangle = new double[count * (count + 1) / 2];
        if (Decompose(correlations, 1, triangle, count)) return triangle;
        // What fits together still does where less of it is kept, and nothing fits always.
        int fits = Kept.Length - 1, failed = 0;
        while (fits - failed > 1)
        {
            int middle = (fits + failed) / 2;
            if (Decompose(correlations, Kept[middle], triangle, count)) fits = middle;
            else failed = middle;
        }
        Decompose(correlations, Kept[fits], triangle, count);
        return triangle;
    }

    // Column by column, each of which takes off what those before it have of it, all rows at once.
    private static bool Decompose(double[,] correlations, double kept, double[] triangle, int count)
    {
        for (int column = 0, place = 0; column < count; place += count - column, column++)
        {
            Span<double> own = triangle.AsSpan(place, count - column);
            own[0] = 1;
            for (int row = column + 1; row < count; row++) own[row - column] = kept * correlations[row, column];
            for (int before = 0, from = 0; before < column; from += count - before, before++)
            {
                ReadOnlySpan<double> its = triangle.AsSpan(from + column - before, own.Length);
                AddScaled(its, -its[0], own);
            }

            // All shares of a column sum to 1: the last of them is what the others leave.
            if (own[0] < -1e-6) return false;
            double root = own[0] = own[0] > 1e-9 ? Math.Sqrt(own[0]) : 0;
            foreach (ref double below in own[1..])
            {
                below = root > 0 ? below / root : 0;
                if (Math.Abs(below) > 1.001) return false;
            }
        }
        return true;
    }

    // Column after column, so that a draw is added to all below it at once.
    private sealed record Group(int[] Components, double[] Triangle);
}
