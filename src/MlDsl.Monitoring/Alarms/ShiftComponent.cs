namespace MlDsl.Monitoring;

/// <summary>
/// One way in which a column may shift: a score of each of its cells, whose mean over a window is compared with its mean over the reference, which is 0.
/// Its variance over the reference's rows is 1, unless the reference has no such rows.
/// </summary>
/// <param name="Column">The place of the column: inputs, then scores.</param>
/// <param name="Kind">What shifts.</param>
/// <param name="Category">Of a share which category's; else null.</param>
/// <param name="Weight">The share of the alarm's budget; those of all components sum to 1.</param>
internal sealed record ShiftComponent(int Column, ShiftKind Kind, string? Category, double Weight)
{
    /// <summary>The score of each cell.</summary>
    public required double[] Scores { get; init; }

    /// <summary>The share of the reference's rows that a count counts; NaN of a number's scores.</summary>
    public double Share { get; init; } = double.NaN;

    /// <summary>Whether rows are counted: the scores are an indicator's.</summary>
    public bool IsCount => !double.IsNaN(Share);

    /// <summary>Whether the reference has rows that differ in it: only then has it a null distribution to draw from.</summary>
    public required bool Varies { get; init; }

    /// <summary>The mean score of the rows of each coarse group, for pairs and blocks, which count these.</summary>
    public required double[] GroupScores { get; init; }

    /// <summary>
    /// The shortest window whose rows may be like the reference's: of an hour of the week a week, whose hours a shorter window has a part of, or a block of the reference's time where such blocks say how parts vary. 0 of all else.
    /// </summary>
    public TimeSpan Least { get; init; }

    /// <summary>Whether a window is long enough: clocks ring a little early.</summary>
    public bool IsSeenIn(TimeSpan window) => window >= 0.95 * Least;

    /// <summary>What noise on the reference's counts does to its mean; null without noise.</summary>
    public MeanNoise? Noise { get; init; }

    /// <summary>The variance of the reference's mean by it.</summary>
    public double NoiseVariance => Noise?.Variance ?? 0;

    /// <summary>Of a spread the location of the same column, and the reference's rows of each cell: what a shift does to squares is no spread. Null of all others.</summary>
    public (double[] Scores, long[] Rows)? Location { get; init; }

    /// <summary>Of a number's location how its mean follows a shift; null of all others, whose means have no ends that days come near.</summary>
    public ShiftCurve? Curve { get; init; }

    /// <summary>The mean over a window, of a spread beyond what its location does to it.</summary>
    public double Mean(ReadOnlySpan<long> cells) => Mean(Scores, cells) - Explained(cells);

    /// <summary>What of the mean over a window its location explains.</summary>
    public double Explained(ReadOnlySpan<long> cells) =>
        Location is { } location ? LocationTilt.Spread(location.Scores, Scores, location.Rows, Mean(location.Scores, cells)) : 0;

    private static double Mean(double[] scores, ReadOnlySpan<long> cells)
    {
        double sum = 0, rows = 0;
        for (int cell = 0; cell < cells.Length; cell++)
        {
            sum += scores[cell] * cells[cell];
            rows += cells[cell];
        }
        return rows > 0 ? sum / rows : 0;
    }
}
