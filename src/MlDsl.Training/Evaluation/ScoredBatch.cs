namespace MlDsl.Training;

/// <summary>One batch of rows with their predictions: what of a row metrics ask for.</summary>
internal sealed class ScoredBatch(int count, int outputs, DatasetSchema schema)
{
    public int Count => count;

    public float[] Predictions { get; } = new float[checked(count * outputs)];

    public float[] Labels { get; } = new float[count];

    /// <summary>What the task keeps of each row; empty where it keeps all.</summary>
    public ulong[] Kept { get; set; } = [];

    public float[] Weights { get; } = schema.Columns.Any(static c => c.Role == ColumnRole.Weight) ? new float[count] : [];

    public ulong[] Groups { get; } = schema.Columns.Any(static c => c.Role == ColumnRole.Group) ? new ulong[count] : [];

    /// <summary>Both ends of the interval of each row; empty where the prediction tells them.</summary>
    public ulong[] Ends { get; init; } = [];

    public string[][] Sensitive { get; } = [.. schema.Sensitive.Select(_ => new string[count])];

    /// <summary>The first row whose label is no class of the model, from 0 in this batch, its label, and the classes that there are.</summary>
    public (int Row, string Label, IReadOnlyList<string> Known)? UnknownLabel { get; set; }

    /// <summary>Refuses a label that is no class of the model.</summary>
    /// <param name="place">The place of a row of the batch among all of the side, from 0.</param>
    /// <param name="side">What the rows are called.</param>
    public void CheckLabels(Func<int, long> place, string side)
    {
        if (UnknownLabel is var (row, label, known))
            throw new EvaluationException(
                $"Row {place(row) + 1} of the {side} side is of the class '{label}', which no training row had; the model knows {string.Join(", ", known)}");
    }
}
