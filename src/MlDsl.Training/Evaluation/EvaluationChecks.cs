namespace MlDsl.Training;

/// <summary>What must hold of rows before anything is measured; each failure names the row and the side.</summary>
internal static class EvaluationChecks
{
    public static void Rows(int rows, string? side)
    {
        if (rows == 0) throw new EvaluationException($"The {side ?? "evaluated"} set has no rows: there is nothing to measure");
    }

    public static void Length(int rows, int length, string what)
    {
        if (length != rows) throw new ArgumentException($"There are {rows} labels, but {length} {what}: each row needs one");
    }

    public static void Finite(ReadOnlySpan<float> values, string what, string? side)
    {
        for (int row = 0; row < values.Length; row++)
            if (!float.IsFinite(values[row])) throw Bad(row, what, values[row], "a finite number", side);
    }

    public static void Probabilities(ReadOnlySpan<float> values, string? side)
    {
        for (int row = 0; row < values.Length; row++)
            if (values[row] is not (>= 0f and <= 1f)) throw Bad(row, "probability", values[row], "from 0 to 1", side);
    }

    /// <summary>The weights in the precision that sums are made in; 1 for each row where none are given.</summary>
    public static double[] Weights(int rows, ReadOnlySpan<float> weights, string? side)
    {
        var result = new double[rows];
        if (weights.IsEmpty)
        {
            Array.Fill(result, 1.0);
            return result;
        }

        Length(rows, weights.Length, "weights");
        double total = 0;
        for (int row = 0; row < rows; row++)
        {
            if (!float.IsFinite(weights[row]) || weights[row] < 0) throw Bad(row, "weight", weights[row], "finite and at least 0", side);
            total += result[row] = weights[row];
        }

        return total > 0
            ? result
            : throw new EvaluationException($"Every weight of the {side ?? "evaluated"} set is 0: there is nothing to measure");
    }

    /// <summary>What a row is resampled by: its group, or itself.</summary>
    public static ulong[] Keys(int rows, ReadOnlySpan<ulong> groups)
    {
        if (!groups.IsEmpty)
        {
            Length(rows, groups.Length, "groups");
            return groups.ToArray();
        }

        var keys = new ulong[rows];
        for (int row = 0; row < rows; row++) keys[row] = (ulong)row;
        return keys;
    }

    public static void Slices(int rows, IReadOnlyList<SliceColumn>? columns)
    {
        foreach (SliceColumn column in columns ?? []) Length(rows, column.Codes.Length, $"values of '{column.Column}'");
    }

    public static EvaluationException Bad(int row, string what, object value, string must, string? side) =>
        new(FormattableString.Invariant($"Row {row} of the {side ?? "evaluated"} set has {what} {value}; it must be {must}"));
}
