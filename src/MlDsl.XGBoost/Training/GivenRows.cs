namespace MlDsl.Boosting;

/// <summary>All rows, from which matrices of some of them are made.</summary>
internal sealed class GivenRows(XGBoostApi api, TrainingRows rows, TrainingColumns columns, SparseMatrix values, int threads)
{
    public XGBoostApi Api => api;

    public TrainingColumns Columns => columns;

    /// <summary>What each row counts, its class included.</summary>
    public required float[] Weights { get; init; }

    /// <summary>The scores that each row begins with, row after row; empty for none.</summary>
    public required float[] Margins { get; init; }

    /// <inheritdoc cref="TrainingRows.Order"/>
    public int[] Order(Func<int, bool> isTaken) => rows.Order(isTaken);

    public float[] LabelsOf(int[] order) => [.. order.Select(row => rows.Labels[row])];

    public float[] WeightsOf(int[] order) => [.. order.Select(row => Weights[row])];

    /// <summary>The weights without what classes count.</summary>
    public float[] OwnWeightsOf(int[] order) => [.. order.Select(row => rows.Weights[row])];

    /// <summary>A matrix of some rows with all that is known of them.</summary>
    /// <exception cref="XGBoostException">The library reported an error.</exception>
    public DataMatrix Make(int[] order)
    {
        var matrix = new DataMatrix(api, values.Take(order), columns.Positions.Length, columns.Types, threads);
        try
        {
            matrix.Set("label", LabelsOf(order));
            int[] queries = rows.Groups.Length == 0 ? [] : [.. order.Select(row => rows.Groups[row])];
            if (queries.Length > 0) matrix.Set("qid", queries);
            if (Weights.Any(static weight => weight != 1)) matrix.Set("weight", queries.Length > 0 ? OfQueries(order, queries) : WeightsOf(order));
            int outputs = Margins.Length / rows.Labels.Length;
            if (outputs > 0) matrix.Set("base_margin", [.. order.SelectMany(row => new ArraySegment<float>(Margins, row * outputs, outputs))]);
            return matrix;
        }
        catch
        {
            matrix.Dispose();
            throw;
        }
    }

    // A query weighs what its rows weigh on average.
    private float[] OfQueries(int[] order, int[] queries)
    {
        List<float> weights = [];
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            double sum = 0;
            for (; end < order.Length && queries[end] == queries[start]; end++) sum += Weights[order[end]];
            weights.Add((float)(sum / (end - start)));
            start = end;
        }
        return [.. weights];
    }
}
