using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Holds labels that are no flags against the two classes of a binary classifier: a third value is no negative one.</summary>
internal static class TwoClasses
{
    // A column of free text is no label: so many values are enough to say so.
    private const int MostValues = 1000, MostShown = 6;

    /// <summary>The negative and the positive class of the training rows, none for a flag, and the share of positive ones.</summary>
    /// <exception cref="TrainingException">There are not two classes, or they are not those declared.</exception>
    public static (IReadOnlyList<string> Names, float Share) Of<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, bool> => Of(
        () => train.Batches(cancellation), TRow.Classes, static row => TRow.ClassOf(row), static row => TRow.LabelOf(row), static row => TRow.WeightOf(row));

    /// <summary>The same of rows, whatever tells their labels.</summary>
    /// <param name="batches">Starts a pass.</param>
    /// <param name="declared">The classes of a label that is no flag; null for a flag.</param>
    /// <param name="classOf">The label of a row as text, asked where there are classes.</param>
    /// <param name="labelOf">Whether a row is positive.</param>
    /// <param name="weightOf">The weight of a row.</param>
    /// <exception cref="TrainingException">There are not two classes, or they are not those declared.</exception>
    public static (IReadOnlyList<string> Names, float Share) Of<TRow>(
        Func<IEnumerable<RowBatch<TRow>>> batches, LabelClasses? declared, Func<TRow, string> classOf, Func<TRow, bool> labelOf, Func<TRow, float> weightOf)
    {
        var names = declared is not null ? Names(declared, Count(batches(), declared.Positive, classOf)) : [];
        return (names, ClassCodes<bool>.Of(batches(), labelOf, weightOf, ClassCodes<bool>.Comparer).Baseline[1]);
    }

    /// <summary><paramref name="batches"/>, each label of which must be one of <paramref name="names"/>: negative, then positive.</summary>
    /// <exception cref="EvaluationException">A label is neither, as an enumeration comes to it.</exception>
    public static IEnumerable<RowBatch<TRow>> Checked<TRow>(IEnumerable<RowBatch<TRow>> batches, IReadOnlyList<string> names, string side)
        where TRow : ILabeledRow<TRow, bool>
    {
        if (TRow.Classes is not { } declared) return batches;
        // A file of an earlier version does not name the classes: then the first other value is the negative one.
        return Checked(batches, declared, names.Count == 2 ? names[0] : declared.Negative, side);
    }

    private static IEnumerable<RowBatch<TRow>> Checked<TRow>(IEnumerable<RowBatch<TRow>> batches, LabelClasses declared, string? negative, string side)
        where TRow : ILabeledRow<TRow, bool>
    {
        foreach (RowBatch<TRow> batch in batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                string label = TRow.ClassOf(batch.Rows[i]);
                if (label == declared.Positive || label == (negative ??= label)) continue;
                throw new EvaluationException(
                    $"The label '{Visible.Of(label)}' of row {batch.Number(i) + 1} of the data, on the {side} side, is neither '{declared.Positive}' (positive) "
                    + $"nor '{Visible.Of(negative)}', the two classes of the model; correct the row, or leave it out");
            }
            yield return batch;
        }
    }

    private static Dictionary<string, (long Rows, long First)> Count<TRow>(IEnumerable<RowBatch<TRow>> batches, string positive, Func<TRow, string> classOf)
    {
        var values = new Dictionary<string, (long Rows, long First)>(StringComparer.Ordinal);
        foreach (RowBatch<TRow> batch in batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                string label = classOf(batch.Rows[i]);
                if (values.TryGetValue(label, out var known)) values[label] = known with { Rows = known.Rows + 1 };
                else if (values.Count < MostValues || label == positive) values.Add(label, (1, batch.Number(i)));
            }
        }
        return values;
    }

    private static string[] Names(LabelClasses declared, Dictionary<string, (long Rows, long First)> values)
    {
        string[] others = [.. values.Where(v => v.Key != declared.Positive)
            .OrderByDescending(v => v.Key == declared.Negative).ThenByDescending(static v => v.Value.Rows).ThenBy(static v => v.Key, StringComparer.Ordinal)
            .Select(static v => v.Key)];
        bool hasPositive = values.ContainsKey(declared.Positive), hasNegative = others.Length > 0 && (declared.Negative is null || others[0] == declared.Negative);
        if (values.Count == 0 || (values.Count == 1 && (hasPositive || others[0] == declared.Negative)))
        {
            throw new TrainingException(
                $"All training rows are of the class '{values.Keys.FirstOrDefault()}'; a classifier needs rows of two classes at least");
        }
        if (!hasPositive)
        {
            string nearest = CategoryKeys.Nearest(declared.Positive, others)[0];
            throw new TrainingException(
                $"No training row has the label '{declared.Positive}', which [Label(Positive = …)] on '{declared.Column}' declares; they have {Shown(others, values)}, "
                + $"of which '{Visible.Of(nearest)}' is the nearest: correct Positive");
        }
        if (!hasNegative)
        {
            throw new TrainingException(
                $"No training row has the label '{declared.Negative}', which [Label(Negative = …)] on '{declared.Column}' declares; beside '{declared.Positive}' they have "
                + $"{Shown(others, values)}, of which '{Visible.Of(CategoryKeys.Nearest(declared.Negative!, others)[0])}' is the nearest: correct Negative");
        }
        if (others.Length > 1)
        {
            throw new TrainingException(
                $"The label '{Visible.Of(others[1])}' of row {values[others[1]].First + 1} of the data is a third value of '{declared.Column}' beside '{declared.Positive}' (positive) "
                + $"and '{Visible.Of(others[0])}': correct such rows, or leave them out. For one class against all others make the label a bool, "
                + $"for more than two use MulticlassClassification (the training rows have {Shown([declared.Positive, .. others], values)})");
        }
        return [others[0], declared.Positive];
    }

    private static string Shown(string[] names, Dictionary<string, (long Rows, long First)> values)
    {
        string shown = string.Join(", ", names.Take(MostShown).Select(name => FormattableString.Invariant($"'{Visible.Of(name)}' ({values[name].Rows})")));
        return names.Length > MostShown ? shown + ", …" : shown;
    }
}
