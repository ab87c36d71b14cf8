namespace MlDsl.Training;

/// <summary>What labels of a ranking must be, and queries with them.</summary>
internal static class Grades
{
    /// <summary>The highest grade; its gain, 2³⁰ − 1, is the highest that LightGBM knows.</summary>
    public const int Most = 30;

    /// <summary>What a grade must be, where it is not that; null where it is.</summary>
    public static string? Problem(float grade) =>
        grade is >= 0 and <= Most && grade == MathF.Floor(grade) ? null : "a whole number from 0 (not relevant) to 30";

    /// <summary>Checks the labels of training rows, and where they were split by time that no query has rows of two times.</summary>
    /// <exception cref="TrainingException">A label is no grade, or a split by time may have cut a query in two; the message names the row.</exception>
    public static void Check<TRow>(IEnumerable<RowBatch<TRow>> batches, Func<TRow, float> gradeOf, Func<TRow, ulong>? groupOf = null, Func<TRow, long>? timeOf = null)
    {
        var times = new Dictionary<ulong, long>();
        foreach (RowBatch<TRow> batch in batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                if (Problem(gradeOf(row)) is { } problem) throw new TrainingException(Message(gradeOf(row), batch.Number(i), "", problem), batch.Number(i), null);
                if (groupOf is null || timeOf is null) continue;
                long time = timeOf(row);
                if (times.TryAdd(groupOf(row), time) || times[groupOf(row)] == time) continue;
                throw new TrainingException(
                    FormattableString.Invariant($"Row {batch.Number(i) + 1} of the data has another event time than an earlier row of its query, so that the split by time may cut the query in two; ")
                    + "split by group, or give all rows of a query its one time",
                    batch.Number(i),
                    null);
            }
        }
    }

    /// <summary><paramref name="batches"/>, each label of which must be a grade.</summary>
    /// <exception cref="EvaluationException">A label is none, as an enumeration comes to it.</exception>
    public static IEnumerable<RowBatch<TRow>> Checked<TRow>(IEnumerable<RowBatch<TRow>> batches, string side) where TRow : ILabeledRow<TRow, float>
    {
        foreach (RowBatch<TRow> batch in batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                float grade = TRow.LabelOf(batch.Rows[i]);
                if (Problem(grade) is { } problem) throw new EvaluationException(Message(grade, batch.Number(i), $", on the {side} side,", problem));
            }
            yield return batch;
        }
    }

    private static string Message(float grade, long number, string side, string problem) => FormattableString.Invariant(
        $"The grade {grade:R} of row {number + 1} of the data{side} must be {problem}; correct the row, or map the label to grades");
}
