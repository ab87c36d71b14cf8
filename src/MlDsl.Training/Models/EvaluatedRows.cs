namespace MlDsl.Training;

/// <summary>The rows of one side, read once: inputs, labels and what metrics are weighted, grouped and sliced by.</summary>
internal sealed class EvaluatedRows<TRow, TInput, TLabel>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
    where TInput : struct
{
    private readonly List<float> weights = [];
    private readonly List<ulong> groups = [];
    private readonly List<string>[] sensitive;

    private EvaluatedRows(string side)
    {
        Side = side;
        sensitive = [.. TRow.Schema.Sensitive.Select(static _ => new List<string>())];
    }

    public string Side { get; }

    public List<TInput> Inputs { get; } = [];

    public List<TLabel> Labels { get; } = [];

    public int Count => Inputs.Count;

    /// <summary>What the evaluators ask for beside labels and predictions.</summary>
    public EvaluationRows Rows => new()
    {
        Weights = weights.ToArray(),
        Groups = groups.ToArray(),
        Slices = [.. sensitive.Select(static (values, i) => SliceColumn.From(TRow.Schema.Sensitive[i].Name, values))],
        Side = Side,
    };

    /// <summary>Reads <paramref name="batches"/>; holds an input and a label for each row.</summary>
    public static EvaluatedRows<TRow, TInput, TLabel> Read(IEnumerable<RowBatch<TRow>> batches, string side)
    {
        var rows = new EvaluatedRows<TRow, TInput, TLabel>(side);
        bool isWeighted = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Weight);
        bool isGrouped = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);
        foreach (RowBatch<TRow> batch in batches)
        {
            foreach (TRow row in batch.Rows)
            {
                rows.Inputs.Add(TRow.InputOf(row));
                rows.Labels.Add(TRow.LabelOf(row));
                if (isWeighted) rows.weights.Add(TRow.WeightOf(row));
                if (isGrouped) rows.groups.Add(TRow.GroupOf(row));
                for (int i = 0; i < rows.sensitive.Length; i++) rows.sensitive[i].Add(TRow.SensitiveOf(row, i));
            }
        }
        return rows;
    }

    /// <summary>The inputs with one column taken from other rows, for permutation importance.</summary>
    public void Permute(int column, ReadOnlySpan<int> permutation, TInput[] into)
    {
        for (int i = 0; i < Count; i++)
        {
            TInput input = Inputs[i], donor = Inputs[permutation[i]];
            into[i] = TRow.WithColumn(in input, in donor, column);
        }
    }
}
