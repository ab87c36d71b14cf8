using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>What a model file holds, one to one. It needs no type of the user's.</summary>
/// <param name="Plan">From columns to features.</param>
/// <param name="Predictor">From features to scores.</param>
/// <param name="Outcome">From scores to a prediction.</param>
/// <param name="Card">Where the model comes from.</param>
/// <param name="Evaluations">What it was measured at.</param>
internal sealed record ModelParts(FeaturePlan Plan, Predictor Predictor, Outcome Outcome, ModelCard Card, IReadOnlyList<EvaluationRecord> Evaluations)
{
    /// <summary>What the training rows were like; null where nobody asked for it, and in older files.</summary>
    public ReferenceProfile? Reference { get; init; }

    // The positions at which NaN is a missing value, ascending.
    private readonly int[] mayMiss = [.. new FeatureTraits(Plan).Missing];

    /// <summary>The scores of rows by name, row by row, as the plan is interpreted.</summary>
    /// <param name="rows">Of each row the values of the plan's inputs first; what stands behind them is passed over.</param>
    /// <exception cref="ArgumentException">A value cannot become a feature or a prediction; the message names the column or the row.</exception>
    public float[] Score(IEnumerable<ColumnValue[]> rows)
    {
        var sink = new SparseSink(64);
        var starts = new List<int> { 0 };
        foreach (ColumnValue[] row in rows)
        {
            Plan.Write(row.AsSpan(0, Plan.Inputs.Count), ref sink);
            int place = FeatureTraits.FirstNotFinite(sink.Positions[starts[^1]..], sink.Values[starts[^1]..], mayMiss);
            if (place >= 0)
                throw new ArgumentException(FormattableString.Invariant($"The feature '{Plan.FeatureNames[sink.Positions[starts[^1] + place]]}' of row {starts.Count} is not a finite number"), nameof(rows));
            starts.Add(sink.Count);
        }
        var scores = new float[(starts.Count - 1) * Predictor.Outputs];
        Predictor.Score(new SparseRows(starts.ToArray(), sink.Positions, sink.Values), scores);
        for (int row = 0; row + 1 < starts.Count; row++)
        {
            ReadOnlySpan<float> own = scores.AsSpan(row * Predictor.Outputs, Predictor.Outputs);
            if (Outcome.FirstRefused(own) is >= 0 and var place)
                throw new ArgumentException(FormattableString.Invariant($"The score {own[place]} of row {row + 1} gives no prediction that a float holds; its values are far from the training rows"), nameof(rows));
        }
        return scores;
    }
}
