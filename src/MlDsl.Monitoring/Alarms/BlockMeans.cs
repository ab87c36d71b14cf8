namespace MlDsl.Monitoring;

/// <summary>What varies between stretches of time that are as long as a window, beyond the drawing of rows.</summary>
/// <param name="Between">The variance of a stretch's own mean.</param>
/// <param name="Degrees">The degrees of freedom of its estimate, that a window's whole variance has: Satterthwaite (1946). Infinite where there are no blocks.</param>
/// <param name="OfReference">The same of the mean over the whole reference.</param>
/// <param name="Following">How stretches that follow each other correlate, from 0 on.</param>
/// <param name="Mean">
/// The mean of the stretches, which of a spread is below the reference's own: that has what lies between its days in it.
/// </param>
internal readonly record struct BlockVariance(double Between, double Degrees, double OfReference, double Following, double Mean)
{
    /// <summary>Rows come independently of time.</summary>
    public static BlockVariance None => new(0, double.PositiveInfinity, 0, 0, 0);

    /// <summary>By how much the sum over many stretches varies more than if they did not follow each other.</summary>
    public double LongRun => (1 + Following) / (1 - Following);
}

/// <summary>
/// The means of the components over the blocks of the reference's time: from them the variance between days, and how days follow each other, are estimated.
/// </summary>
/// <remarks>
/// A window of several blocks is compared with as many consecutive blocks together while the reference has 20 such groups; beyond, the variance is that of an autoregression of
/// order 1 through the blocks.
/// </remarks>
internal sealed class BlockMeans
{
    // Fewer groups say too little of a variance; as many as this are worth more than a model of how blocks follow.
    private const int Fewest = 8, Enough = 20;

    private const double MostFollowing = 0.98;

    private readonly IReadOnlyList<ShiftComponent> components;
    private readonly BlockProfile[] all;
    private readonly int[] from;
    private readonly TimeSpan length;
    private readonly Dictionary<int, Moments[]> moments = [];

    private BlockMeans(ReferenceProfile reference, IReadOnlyList<ShiftComponent> components)
    {
        (this.components, all, length) = (components, [.. reference.Blocks], reference.BlockLength);
        from = new int[reference.Columns.Length + 1];
        for (int i = 0; i < reference.Columns.Length; i++) from[i + 1] = from[i] + reference.Columns[i].Cells;
    }

    /// <summary>The blocks' means; null where the reference has too few blocks to say how they vary.</summary>
    public static BlockMeans? Of(ReferenceProfile reference, IReadOnlyList<ShiftComponent> components) => AreEnough(reference) ? new BlockMeans(reference, components) : null;

    /// <summary>Whether the reference has blocks enough to say how they vary.</summary>
    public static bool AreEnough(ReferenceProfile reference) => reference.Blocks.Count(static block => block.Rows > 0) >= Fewest;

    /// <summary>How many blocks a window covers, at least one.</summary>
    public int Blocks(TimeSpan window) => length <= TimeSpan.Zero ? 1 : (int)Math.Clamp(Math.Round(window / length), 1, all.Length);

    /// <summary>The deviations of the groups' means from the mean of all, each component's divided by their standard deviation: draws of how components vary together.</summary>
    public double[][] Deviations(int blocks)
    {
        var (groups, _) = Group(Groups(blocks) >= Enough ? blocks : 1);
        int components = groups[0].Length;
        double[][] deviations = [.. groups.Select(static group => (double[])group.Clone())];
        for (int i = 0; i < components; i++)
        {
            double mean = groups.Average(group => group[i]);
            double norm = Math.Sqrt(groups.Sum(group => (group[i] - mean) * (group[i] - mean)));
            foreach (double[] group in deviations) group[i] = norm > 0 ? (group[i] - mean) / norm : 0;
        }
        return deviations;
    }

    /// <param name="component">Which.</param>
    /// <param name="blocks">How many blocks the window covers.</param>
    /// <param name="windowRows">The window's rows.</param>
    public BlockVariance Of(int component, int blocks, double windowRows)
    {
        if (!moments.TryGetValue(blocks, out Moments[]? all)) moments[blocks] = all = Measure(blocks);
        Moments moment = all[component];
        if (moment.Square <= 0) return BlockVariance.None;
        double whole = moment.Between + (1 / windowRows);
        double freedom = Math.Max(1, moment.Degrees * Math.Pow(whole / moment.Square, 2));
        return new BlockVariance(
            moment.Between * moment.Together, moment.Between > 0 ? freedom : Math.Max(freedom, moment.Degrees), moment.OfReference, moment.Following, moment.Mean);
    }

    private Moments[] Measure(int blocks)
    {
        bool together = Groups(blocks) >= Enough;
        var (groups, counts) = Group(together ? blocks : 1);

        // A component's variance over rows is 1, so that a mean's own is the mean of 1 / rows.
        double drawing = counts.Average(static rows => 1 / rows);
        var measured = new Moments[groups[0].Length];
        for (int component = 0; component < measured.Length; component++)
        {
            double mean = groups.Average(group => group[component]), square = 0, next = 0;
            for (int i = 0; i < groups.Length; i++)
            {
                double off = groups[i][component] - mean;
                square += off * off;
                if (i > 0) next += off * (groups[i - 1][component] - mean);
            }
            square /= groups.Length - 1;
            double between = Math.Max(0, square - drawing), following = Following(next / groups.Length, square, between, groups.Length);

            // Blocks that follow each other say less of their variance: Bartlett (1946). What follows is a share of the square alone.
            double correlation = following * between / Math.Max(square, double.Epsilon);
            double degrees = Math.Max(1, (groups.Length * (1 - (correlation * correlation)) / (1 + (correlation * correlation))) - 1);
            measured[component] = new Moments(
                square,
                between,
                degrees,
                together ? 1 : Together(following, blocks),
                between * Together(following, groups.Length),
                together || blocks == 1 ? following : Math.Pow(following, blocks),
                components[component].Kind == ShiftKind.Spread ? mean : 0);
        }
        return measured;
    }

    // How blocks follow each other: nothing where that may be chance (at about one in six), because a correlation of noise is one of nothing.
    private static double Following(double next, double square, double between, int groups)
    {
        if (between <= 0 || next / square < 1 / Math.Sqrt(groups)) return 0;
        double seen = next / between;

        // Kendall's (1954) correction: the estimate is too low by about (1 + 3 ρ) / n.
        return Math.Clamp(seen + ((1 + (3 * Math.Min(seen, 1))) / groups), 0, MostFollowing);
    }

    // The variance of the mean of so many blocks, in that of one: an autoregression's.
    private static double Together(double following, int blocks)
    {
        double sum = 1;
        for (int lag = 1; lag < blocks; lag++) sum += 2 * (1 - (lag / (double)blocks)) * Math.Pow(following, lag);
        return sum / blocks;
    }

    private int Groups(int blocks) => all.Length / blocks;

    // The rows of the blocks of a group are one window's. Scores are of other rows, which have no blocks: their means are 0.
    private (double[][] Means, double[] Rows) Group(int blocks)
    {
        var groups = new List<double[]>();
        var counts = new List<double>();

        // A block that the rows only touch says little, and with much noise.
        double[] sizes = [.. all.Select(static block => (double)block.Rows).Where(static rows => rows > 0).Order()];
        double leastRows = Math.Max(1, sizes[sizes.Length / 2] / 4);
        var cells = new long[from[^1]];
        for (int first = 0; first + blocks <= all.Length; first += blocks)
        {
            Array.Clear(cells);
            double rows = 0;
            for (int block = first; block < first + blocks; block++)
            {
                rows += all[block].Rows;
                for (int cell = 0; cell < cells.Length; cell++) cells[cell] += all[block].Counts[cell];
            }
            if (rows < leastRows * blocks) continue;
            groups.Add([.. components.Select(c => c.Column + 1 < from.Length ? Straight(c, c.Mean(cells.AsSpan(from[c.Column]..from[c.Column + 1]))) : 0)]);
            counts.Add(rows);
        }
        return ([.. groups], [.. counts]);
    }

    private static double Straight(ShiftComponent component, double mean) => component.Curve?.Straight(mean) ?? mean;

    // What the blocks say of a component: the variance of their means and what of it is between them, for how many of them together, over the reference, and how they follow.
    private readonly record struct Moments(double Square, double Between, double Degrees, double Together, double OfReference, double Following, double Mean);
}
