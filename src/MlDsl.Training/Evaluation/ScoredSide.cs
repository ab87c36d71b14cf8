using System.Runtime.InteropServices;

namespace MlDsl.Training;

/// <summary>
/// The rows of one side with their predictions, gathered batch by batch: for each row its predictions and its label, 4 bytes each, and
/// where the data set has them its weight (4), its group (8) and the number of its value in each sensitive column (4).
/// </summary>
internal sealed class ScoredSide(int outputs, string side, DatasetSchema schema)
{
    private readonly List<float> predictions = [];
    private readonly List<float> labels = [];
    private readonly List<float> weights = [];
    private readonly List<ulong> groups = [];
    private readonly SliceCodes[] slices = [.. schema.Sensitive.Select(static c => new SliceCodes(c.Name))];

    /// <summary>The rows so far. Valid until more are added.</summary>
    public ScoredRows Rows => new()
    {
        Outputs = outputs,
        Predictions = CollectionsMarshal.AsSpan(predictions),
        Labels = CollectionsMarshal.AsSpan(labels),
        Rows = new EvaluationRows
        {
            Weights = CollectionsMarshal.AsSpan(weights),
            Groups = CollectionsMarshal.AsSpan(groups),
            Slices = [.. slices.Select(static s => s.ToColumn())],
            Side = side,
        },
    };

    /// <exception cref="EvaluationException">A label is no class of the model.</exception>
    public void Add(ScoredBatch batch)
    {
        batch.CheckLabels(row => labels.Count + row, side);
        predictions.AddRange(batch.Predictions);
        labels.AddRange(batch.Labels);
        weights.AddRange(batch.Weights);
        groups.AddRange(batch.Groups);
        for (int i = 0; i < slices.Length; i++) slices[i].Add(batch.Sensitive[i]);
    }
}
