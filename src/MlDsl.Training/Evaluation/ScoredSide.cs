namespace MlDsl.Training;

/// <summary>
/// The rows of one side with their predictions, gathered batch by batch: for each row the 8 bytes that its task measures (or its label and all
/// its predictions, 4 bytes each, where the task keeps no less), and where the data set has them its weight (4), its group (4) and the
/// number of its value in each sensitive column (4); where its interval lies between quantiles 8 of the ends.
/// </summary>
/// <param name="outputs">The number of predictions of a row.</param>
/// <param name="isShort">Whether the task keeps 8 bytes of a row.</param>
/// <param name="side">What the rows are called.</param>
/// <param name="schema">The data set's columns.</param>
/// <param name="expected">The number of rows, so that nothing grows.</param>
internal sealed class ScoredSide(int outputs, bool isShort, string side, DatasetSchema schema, long expected)
{
    private readonly SliceCodes[] slices = [.. schema.Sensitive.Select(c => new SliceCodes(c.Name, expected))];
    private GrowingArray<ulong> kept = new(isShort ? expected : 0);
    private GrowingArray<float> predictions = new(isShort ? 0 : expected * outputs), labels = new(isShort ? 0 : expected);
    private GrowingArray<float> weights = new(Has(schema, ColumnRole.Weight) ? expected : 0);
    private GrowingArray<ulong> wideGroups = new(!isShort && Has(schema, ColumnRole.Group) ? expected : 0);
    private GrowingArray<uint> groups = new(isShort && Has(schema, ColumnRole.Group) ? expected : 0);
    private GrowingArray<ulong> ends = new(0);
    private int count;

    /// <summary>The rows, of a task that keeps 8 bytes of each. The caller owns them.</summary>
    public KeptRows Kept => new(kept.ToExact(), weights.ToExact(), groups.ToExact()) { Ends = ends.ToExact(), Slices = Slices(), Side = side };

    /// <summary>The rows with all their predictions.</summary>
    public ScoredRows Rows => new()
    {
        Outputs = outputs,
        Predictions = predictions.ToExact(),
        Labels = labels.ToExact(),
        Rows = new EvaluationRows { Weights = weights.ToExact(), Groups = wideGroups.ToExact(), Ends = ends.ToExact(), Slices = Slices(), Side = side },
    };

    /// <exception cref="EvaluationException">A label is no class of the model.</exception>
    public void Add(ScoredBatch batch)
    {
        batch.CheckLabels(row => count + row, side);
        count += batch.Count;
        weights.Add(batch.Weights);
        ends.Add(batch.Ends);
        if (isShort)
        {
            kept.Add(batch.Kept);
            groups.Add(Array.ConvertAll(batch.Groups, KeptRows.Group));
        }
        else
        {
            predictions.Add(batch.Predictions);
            labels.Add(batch.Labels);
            wideGroups.Add(batch.Groups);
        }
        for (int i = 0; i < slices.Length; i++) slices[i].Add(batch.Sensitive[i]);
    }

    private static bool Has(DatasetSchema schema, ColumnRole role) => schema.Columns.Any(c => c.Role == role);

    private SliceColumn[] Slices() => [.. slices.Select(static s => s.ToColumn())];
}
