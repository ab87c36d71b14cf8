namespace MlDsl.Training;

/// <summary>Which queries boosted trees can learn an order from.</summary>
internal static class QueryChecks
{
    /// <summary>Refuses rows to stop by that are not whole queries.</summary>
    /// <param name="rows">The rows, for messages.</param>
    /// <param name="queryOf">The number of each row's query.</param>
    /// <param name="isHeld">Whether a row is held back.</param>
    /// <exception cref="TrainingException">A query is cut in two; the message names a row of it.</exception>
    public static void CheckWhole(IDesign rows, int[] queryOf, Func<int, bool> isHeld)
    {
        var first = new Dictionary<int, bool>();
        for (int row = 0; row < queryOf.Length; row++)
        {
            if (first.TryAdd(queryOf[row], isHeld(row)) || first[queryOf[row]] == isHeld(row)) continue;
            long number = rows.NumberOf(row);
            throw new TrainingException(
                FormattableString.Invariant($"The query of training row {number + 1} would be held back in part to stop by: the latest rows are, and its rows have several times; give them one, or train without EarlyStopping"), number, null);
        }
    }

    /// <summary>Refuses rows that teach no order.</summary>
    /// <param name="queryOf">The number of each row's query.</param>
    /// <param name="labels">The grade of each row.</param>
    /// <param name="weights">What each row counts; null where each counts 1.</param>
    /// <param name="isLearned">Whether a row is learned from.</param>
    /// <exception cref="TrainingException">No query that is learned from has rows of two grades and a weight.</exception>
    public static void CheckTeaches(int[] queryOf, float[] labels, float[]? weights, Func<int, bool> isLearned)
    {
        var seen = new Dictionary<int, (float Grade, bool IsGraded, bool IsWeighted)>();
        for (int row = 0; row < queryOf.Length; row++)
        {
            if (!isLearned(row)) continue;
            var (grade, isGraded, isWeighted) = seen.GetValueOrDefault(queryOf[row], (labels[row], false, false));
            (isGraded, isWeighted) = (isGraded || labels[row] != grade, isWeighted || weights is null || weights[row] > 0);
            if (isGraded && isWeighted) return;
            seen[queryOf[row]] = (grade, isGraded, isWeighted);
        }
        throw new TrainingException(
            FormattableString.Invariant($"No query of the {seen.Count} has rows to learn from of two grades and a weight, so that there is no order to learn; check that [Group] marks the query and [Label] the grade"));
    }
}
