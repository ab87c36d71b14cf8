namespace MlDsl.Training;

/// <summary>What must hold of options and rows before anything is measured; each failure names the option, or the row and the side.</summary>
internal static class EvaluationChecks
{
    private const int FewestResamples = 20;

    /// <summary>The number of resamples of an option <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is neither 0 nor at least 20.</exception>
    public static int Resamples(int value, string name) =>
        value is 0 or >= FewestResamples ? value : throw new ArgumentOutOfRangeException(name, value, "An interval needs at least 20 resamples; 0 turns it off");

    /// <summary>The level of the intervals of an option <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public static double Level(double value, string name) =>
        value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "An interval's level is above 0 and below 1, such as 0.95");

    /// <summary>There must be rows, and their weights must be finite, at least 0 and not all 0.</summary>
    public static void Rows(KeptRows rows)
    {
        if (rows.Count == 0) throw new EvaluationException($"The {rows.Side ?? "evaluated"} set has no rows: there is nothing to measure");
        ReadOnlySpan<float> weights = rows.Weights;
        double total = 0;
        for (int row = 0; row < weights.Length; row++)
        {
            if (!float.IsFinite(weights[row]) || weights[row] < 0) throw Bad(row, "weight", weights[row], "finite and at least 0", rows.Side);
            total += weights[row];
        }

        if (weights.Length > 0 && total == 0)
            throw new EvaluationException($"Every weight of the {rows.Side ?? "evaluated"} set is 0: there is nothing to measure");
    }

    public static void Length(int rows, int length, string what)
    {
        if (length != rows) throw new ArgumentException($"There are {rows} labels, but {length} {what}: each row needs one");
    }

    public static void Slices(int rows, IReadOnlyList<SliceColumn>? columns)
    {
        foreach (SliceColumn column in columns ?? []) Length(rows, column.Codes.Length, $"values of '{column.Column}'");
    }

    public static EvaluationException Bad(int row, string what, object value, string must, string? side) =>
        new(FormattableString.Invariant($"Row {row} of the {side ?? "evaluated"} set has {what} {value}; it must be {must}"));
}
