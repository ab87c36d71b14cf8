using System.Numerics;

namespace MlDsl.Monitoring;

/// <summary>
/// How the components vary together over the reference's rows: a correlation matrix, as the triangle whose product with independent draws has it. Correlations within a column are exact, those between
/// columns are the pairs' that the reference holds; columns without a pair count as independent, under which the largest of them is larger, so that alarms err to the quiet side.
/// </summary>
internal sealed class ComponentDependence
{
    // Column after column, so that a draw is added to all below it at once.
    private readonly double[] triangle;

    private ComponentDependence(double[] triangle, int components) => (this.triangle, Components) = (triangle, components);

    public int Components { get; }

    /// <param name="reference">The reference.</param>
    /// <param name="components">Those that vary.</param>
    public static ComponentDependence Of(ReferenceProfile reference, IReadOnlyList<ShiftComponent> components)
    {
        int count = components.Count;
        var correlations = new double[count, count];
        ColumnProfile[] columns = [.. reference.Columns, .. reference.Scores];
        int[][] byColumn = [.. Enumerable.Range(0, columns.Length).Select(column => Enumerable.Range(0, count).Where(i => components[i].Column == column).ToArray())];
        for (int column = 0; column < columns.Length; column++)
        {
            long[] cells = columns[column].ToCells();
            double rows = cells.Sum();
            foreach (int i in byColumn[column])
                foreach (int j in byColumn[column])
                {
                    double sum = 0;
                    for (int cell = 0; cell < cells.Length; cell++) sum += cells[cell] * components[i].Scores[cell] * components[j].Scores[cell];
                    correlations[i, j] = i == j ? 1 : Math.Clamp(sum / rows, -1, 1);
                }
        }
        foreach (PairProfile pair in reference.Pairs)
            foreach (int i in byColumn[pair.First])
                foreach (int j in byColumn[pair.Second])
                    correlations[i, j] = correlations[j, i] = Of(pair, components[i], components[j]);
        return new ComponentDependence(Triangle(correlations, count), count);
    }

    /// <summary>Makes independent draws vary together.</summary>
    /// <param name="draws">The draws, one after the other.</param>
    /// <param name="mixed">As long: what is added to each is added in the same order, however many there are.</param>
    public void Mix(ReadOnlySpan<double> draws, Span<double> mixed)
    {
        mixed.Clear();
        // A column of the triangle serves all draws while it is near.
        for (int i = 0, place = 0; i < Components; place += Components - i, i++)
        {
            ReadOnlySpan<double> below = triangle.AsSpan(place, Components - i);
            for (int from = i; from < draws.Length; from += Components) Add(draws[from], below, mixed.Slice(from, below.Length));
        }
    }

    private static void Add(double factor, ReadOnlySpan<double> terms, Span<double> sums)
    {
        var factors = new Vector<double>(factor);
        int at = 0;
        for (; at + Vector<double>.Count <= terms.Length; at += Vector<double>.Count)
            (new Vector<double>(sums[at..]) + (factors * new Vector<double>(terms[at..]))).CopyTo(sums[at..]);
        for (; at < terms.Length; at++) sums[at] += factor * terms[at];
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
        for (double kept = 1; ; kept = kept > 0.5 ? kept - 0.01 : kept * 0.9)
        {
            if (Decompose(correlations, kept, triangle, count)) return triangle;
        }
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
                Add(-its[0], its, own);
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
}
