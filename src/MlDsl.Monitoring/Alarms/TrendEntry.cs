namespace MlDsl.Monitoring;

/// <summary>What a trend remembers of a window: sums, so that windows of one time in several processes add up.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
internal sealed record TrendEntry(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The sum of each component's scores.</summary>
    public required double[] Sums { get; init; }

    /// <summary>The rows of each column.</summary>
    public required double[] Rows { get; init; }

    /// <summary>Of numbers the sum of the centres of the bins, and the rows that have one.</summary>
    public required double[] Centres { get; init; }

    /// <summary>The rows that have a bin.</summary>
    public required double[] Present { get; init; }

    public static TrendEntry Of(ProfileWindow window, IReadOnlyList<ShiftComponent> components, IReadOnlyList<ColumnProfile> columns)
    {
        double[] sums = new double[components.Count], rows = new double[columns.Count], centres = new double[columns.Count], present = new double[columns.Count];
        for (int column = 0; column < columns.Count; column++)
        {
            ReadOnlySpan<long> cells = window.Cells(column).AsSpan();
            for (int cell = 0; cell < cells.Length; cell++)
            {
                rows[column] += cells[cell];
                if (cell >= columns[column].Bins) continue;
                present[column] += cells[cell];
                if (columns[column].Kind == ColumnProfileKind.Number) centres[column] += cells[cell] * columns[column].Centres[cell];
            }
        }
        for (int i = 0; i < sums.Length; i++) sums[i] = components[i].Mean(window.Cells(components[i].Column).AsSpan()) * rows[components[i].Column];
        return new TrendEntry(window.From, window.To) { Sums = sums, Rows = rows, Centres = centres, Present = present };
    }

    /// <summary>
    /// Whether a window of later begin is of the same time: what its day has of its own, this one has too. Of the same begin and end; where days vary, in one block if both are shorter, and else by at least
    /// one half of the shorter, as windows of two processes whose clocks did not begin together.
    /// </summary>
    public bool IsOfTime(TrendEntry later, TimeSpan block)
    {
        if (From == later.From && To == later.To) return true;
        if (block <= TimeSpan.Zero) return false;
        TimeSpan own = To - From, other = later.To - later.From, both = (To < later.To ? To : later.To) - later.From;
        if (own < block && other < block && From.UtcTicks / block.Ticks == later.From.UtcTicks / block.Ticks) return true;
        return both > TimeSpan.Zero && both >= 0.5 * (own < other ? own : other);
    }

    /// <summary>The bytes of one: its two times and its numbers.</summary>
    public static long BytesOf(int components, int columns) => 20 + (sizeof(double) * (components + (3L * columns)));

    /// <summary>Both together.</summary>
    public TrendEntry Add(TrendEntry other) => new(From <= other.From ? From : other.From, To >= other.To ? To : other.To)
    {
        Sums = Add(Sums, other.Sums),
        Rows = Add(Rows, other.Rows),
        Centres = Add(Centres, other.Centres),
        Present = Add(Present, other.Present),
    };

    private static double[] Add(double[] first, double[] second) => [.. first.Zip(second, static (a, b) => a + b)];
}
