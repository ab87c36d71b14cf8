using MlDsl.Columns;

namespace MlDsl.Training;

internal sealed partial class Encoder<TRow, TInput, TRows>
{
    /// <summary>What the rows say beside their features.</summary>
    public IRowRoles<TRow> Roles => rows;

    /// <summary>Whether rows happen in time.</summary>
    public bool IsTimed => rows.Schema.Columns.Any(static c => c.Role == ColumnRole.EventTime);

    /// <summary>The rows' times, in their order; one pass.</summary>
    public List<long> Times()
    {
        var times = new List<long>();
        ForEach(row => times.Add(rows.EventTimeOf(row)));
        return times;
    }

    /// <summary>The number of rows; one pass.</summary>
    public long Count()
    {
        long count = 0;
        ForEach(_ => count++);
        return count;
    }

    /// <summary>The rows with their numbers; one pass on this thread.</summary>
    public IEnumerable<(TRow Row, long Number)> Numbered()
    {
        foreach (RowBatch<TRow> batch in batches(control.Cancellation, null))
            for (int i = 0; i < batch.Count; i++) yield return (batch.Rows[i], batch.Number(i));
    }

    /// <summary>The number of the row at a place among those that filters chose, for a message; one pass.</summary>
    /// <param name="place">The place, from 0.</param>
    /// <param name="isCounted">Which rows have places; all unless given.</param>
    public long NumberOf(long place, Func<TRow, long, bool>? isCounted = null)
    {
        foreach (var (row, number) in Numbered())
            if ((isCounted is null || isCounted(row, number)) && place-- == 0) return number;
        throw new ArgumentOutOfRangeException(nameof(place), place, "There are fewer rows");
    }

    /// <summary>One pass on this thread.</summary>
    public void ForEach(Action<TRow> action)
    {
        foreach (RowBatch<TRow> batch in batches(control.Cancellation, null))
            foreach (TRow row in batch.Rows) action(row);
    }

    /// <summary>The same of the rows that a filter chooses, by the row and its number.</summary>
    public Encoder<TRow, TInput, TRows> Where(Func<TRow, long, bool> isChosen) => new(rows, (cancellation, team) => Chosen(batches(cancellation, team), isChosen), control);

    /// <summary>The scores of all rows, as a model makes them of an input; one pass.</summary>
    /// <param name="learned">From an input to its features.</param>
    /// <param name="predictor">From features to scores.</param>
    /// <param name="label">The code of a row's label.</param>
    /// <returns>Scores row-major; labels; weights.</returns>
    public (float[] Scores, float[] Labels, float[] Weights) Score(IFeatureMap<TInput> learned, Predictor predictor, Func<TRow, float> label)
    {
        FeaturePlan plan = learned.ToPlan();
        int[] mayMiss = [.. new FeatureTraits(plan).Missing];
        var scores = new List<float>();
        var labels = new List<float>();
        var weights = new List<float>();
        foreach (var (own, codes, each) in Waves.Map(team => batches(control.Cancellation, team), control, (batch, _) => Of(batch)))
        {
            scores.AddRange(own);
            labels.AddRange(codes);
            weights.AddRange(each);
        }
        return ([.. scores], [.. labels], [.. weights]);

        (float[] Scores, float[] Labels, float[] Weights) Of(RowBatch<TRow> batch)
        {
            var sink = new SparseSink(64);
            float[] own = new float[batch.Count * predictor.Outputs], codes = new float[batch.Count], each = new float[batch.Count];
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                TInput input = rows.InputOf(row);
                sink.Clear();
                learned.Write(in input, ref sink);
                if (FeatureTraits.FirstNotFinite(sink.Positions, sink.Values, mayMiss) is >= 0 and var place)
                {
                    throw new TrainingException(
                        $"The feature '{plan.FeatureNames[sink.Positions[place]]}' of training row {batch.Number(i) + 1}, which was held back, is not a finite number; correct the row, or clip the column with Min and Max",
                        batch.Number(i),
                        sink.Positions[place]);
                }
                Span<float> here = own.AsSpan(i * predictor.Outputs, predictor.Outputs);
                predictor.Score(new SparseRows([0, sink.Count], sink.Positions, sink.Values), here);
                foreach (float score in here)
                {
                    if (!float.IsFinite(score))
                        throw new TrainingException($"Training row {batch.Number(i) + 1}, which was held back, has a score that is not a finite number; correct the row, or clip its columns with Min and Max");
                }
                (codes[i], each[i]) = (label(row), rows.WeightOf(row));
                if (!float.IsFinite(codes[i])) throw Held(batch.Number(i), "label", codes[i], "finite");
                if (!(each[i] >= 0 && float.IsFinite(each[i]))) throw Held(batch.Number(i), "weight", each[i], "finite and from 0 on");
            }
            return (own, codes, each);
        }
    }

    private static TrainingException Held(long number, string what, float value, string must) => new(
        FormattableString.Invariant($"Training row {number + 1}, which was held back, has the {what} {value}; it must be {must}: correct the row, or remove it"), number, null);

    private static IEnumerable<RowBatch<TRow>> Chosen(IEnumerable<RowBatch<TRow>> batches, Func<TRow, long, bool> isChosen)
    {
        var chosen = new RowBatch<TRow>();
        foreach (RowBatch<TRow> all in batches)
        {
            for (int i = 0; i < all.Count; i++)
            {
                if (isChosen(all.Rows[i], all.Number(i))) chosen.Add(all.Rows[i], all.Number(i));
                if (chosen.Count < RowBatch<TRow>.Size) continue;
                yield return chosen;
                chosen.Clear();
            }
        }
        if (chosen.Count > 0) yield return chosen;
    }
}
