using System.Collections.Immutable;

namespace MlDsl.Training;

/// <summary>
/// Noise on the counts of sensitive columns: to each cell a draw k of the discrete Laplace distribution, of a probability proportional to exp(−ε |k| / 2). One row that has another value moves one count up and one down,
/// so that what is written is at most exp(ε) times as probable for it: ε-differential privacy of a column's counts where the cells and the number of rows are given.
/// </summary>
/// <remarks>
/// Ghosh, Roughgarden and Sundararajan (2009), "Universally utility-maximizing privacy mechanisms"; draws by exact trials of probability exp(−x): Canonne, Kamath and Steinke (2020), "The discrete Gaussian for differential
/// privacy". What is done to the noisy counts afterwards costs no privacy: they add up to the rows and no bin is empty, and mean, deviation, centres and groups are of them. Pairs with such a column are left out.
/// </remarks>
internal static class CountNoise
{
    /// <summary>The least ε: counts of thousands of rows would be noise alone.</summary>
    public const double Least = 0.01;

    /// <summary>The largest ε, which hides nothing.</summary>
    public const double Most = 10;

    /// <summary>An ε within its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Checked(double epsilon, string name) => epsilon is >= Least and <= Most
        ? epsilon
        : throw new ArgumentOutOfRangeException(name, epsilon, FormattableString.Invariant($"{name} must be from {Least} to {Most}"));

    /// <summary>The variance of a cell's noise.</summary>
    public static double Variance(double epsilon)
    {
        double ratio = Math.Exp(-epsilon / 2);
        return 2 * ratio / ((1 - ratio) * (1 - ratio));
    }

    /// <summary>The same profile with noise on its sensitive columns. Drawn once, when a reference is made: of several draws the mean would tell.</summary>
    /// <param name="profile">The profile, without blocks of time.</param>
    /// <param name="epsilon">The ε of each column.</param>
    /// <param name="draws">Where draws come from: the system's generator but in tests.</param>
    public static ReferenceProfile AddTo(ReferenceProfile profile, double epsilon, Random draws)
    {
        if (!profile.Blocks.IsEmpty) throw new ArgumentException("Blocks of time would need noise of their own", nameof(profile));
        ImmutableArray<ColumnProfile> columns = [.. profile.Columns.Select(column => column.IsSensitive ? Of(column, epsilon, draws) : column)];
        ImmutableArray<PairProfile> pairs = [.. profile.Pairs.Where(pair => !columns[pair.First].IsSensitive && !columns[pair.Second].IsSensitive)];
        return profile with { Columns = columns, Pairs = pairs, ObservedPairs = Math.Min(profile.ObservedPairs, pairs.Length) };
    }

    /// <summary>A draw.</summary>
    public static long Draw(double epsilon, Random draws) => Geometric(epsilon / 2, draws) - Geometric(epsilon / 2, draws);

    private static ColumnProfile Of(ColumnProfile column, double epsilon, Random draws)
    {
        if (column.Kind == ColumnProfileKind.Category) column = Ordinal(column);
        long[] cells = column.ToCells(), noisy = Projected(Array.ConvertAll(cells, count => count + Draw(epsilon, draws)), column.Bins, cells.Sum());
        ImmutableArray<long> counts = [.. noisy[..column.Bins]];
        double[] centres = column.Kind == ColumnProfileKind.Number ? Middles(column.Edges, column.Bins) : [];
        double rows = counts.Sum(), mean = 0, square = 0;
        for (int bin = 0; bin < centres.Length; bin++) mean += counts[bin] / rows * centres[bin];
        for (int bin = 0; bin < centres.Length; bin++) square += counts[bin] / rows * (centres[bin] - mean) * (centres[bin] - mean);
        // The one value of a single bin is that of the rows.
        bool hasMean = column.Bins > 1 && centres.Length > 0 && rows > 0;
        return column with
        {
            Epsilon = epsilon,
            Counts = counts,
            Missing = noisy[^2],
            Unknown = noisy[^1],
            Centres = [.. centres],
            Mean = hasMean ? mean : double.NaN,
            Deviation = hasMean ? Math.Sqrt(square) : double.NaN,
            Distinct = column.Bins,
            Groups = ColumnBins.GroupsOf(counts),
        };
    }

    // By frequency the list would tell, without noise, which of two categories has more rows.
    private static ColumnProfile Ordinal(ColumnProfile column)
    {
        int[] order = [.. Enumerable.Range(0, column.Bins).OrderBy(bin => column.Categories[bin], StringComparer.Ordinal)];
        return column with { Categories = [.. order.Select(bin => column.Categories[bin])], Counts = [.. order.Select(bin => column.Counts[bin])] };
    }

    // The nearest counts that add up to the rows, with one at least in each bin: from each cell the same is taken, but of those that have less than it. Were they raised to 0 and then scaled, frequent cells
    // would pay for rare ones. Wang, Lopuhaä-Zwakenberg, Li, Skoric and Li (2020), "Locally differentially private frequency estimation with consistency": Norm-Sub.
    private static long[] Projected(long[] noisy, int bins, long rows)
    {
        long least = rows >= bins ? 1 : 0, room = rows - (least * bins);
        long[] above = [.. noisy.Select((count, cell) => cell < bins ? count - least : count)];
        int[] order = [.. Enumerable.Range(0, above.Length).OrderByDescending(cell => above[cell]).ThenBy(static cell => cell)];
        Int128 sum = 0;
        int free = 0;
        while (free < order.Length && (free == 0 || (Int128)above[order[free]] * (free + 1) > sum + above[order[free]] - room)) sum += above[order[free++]];
        var (each, rest) = Int128.DivRem(sum - room, free);
        // Rounded up, so that what is left is added to the largest, which notice it least.
        if (rest > 0) each++;
        var projected = new long[noisy.Length];
        Int128 left = room - sum + (each * free);
        for (int place = 0; place < free; place++) projected[order[place]] = (long)(above[order[place]] - each) + (place < left ? 1 : 0);
        for (int bin = 0; bin < bins; bin++) projected[bin] += least;
        return projected;
    }

    // Of a bin without one end as far beyond the other as its neighbour is wide.
    private static double[] Middles(ImmutableArray<double> edges, int bins)
    {
        if (bins < 2) return new double[bins];
        double first = edges.Length > 1 ? edges[1] - edges[0] : 0, last = edges.Length > 1 ? edges[^1] - edges[^2] : 0;
        return [edges[0] - (first / 2), .. edges.Zip(edges.Skip(1), static (low, high) => (low + high) / 2), edges[^1] + (last / 2)];
    }

    // How many trials of probability exp(−rate) succeed before one fails.
    private static long Geometric(double rate, Random draws)
    {
        long count = 0;
        while (IsExp(rate, draws)) count++;
        return count;
    }

    private static bool IsExp(double rate, Random draws)
    {
        for (; rate > 1; rate--)
            if (!IsExpOfPart(1, draws)) return false;
        return IsExpOfPart(rate, draws);
    }

    // Of a rate up to 1: the first trial of probability rate / k that fails is of an odd k.
    private static bool IsExpOfPart(double rate, Random draws)
    {
        int k = 1;
        while (draws.NextDouble() < rate / k) k++;
        return k % 2 == 1;
    }
}
