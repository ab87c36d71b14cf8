using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>How far off each row's prediction is, in the measure that rows of a task are compared by.</summary>
internal static class RowLosses
{
    /// <summary>The loss of each row, and what it is called; null for a task whose rows have none of their own.</summary>
    public static (string Name, double[] Losses)? Of(object metrics, ReportRows rows, float[] predictions) => metrics switch
    {
        RegressionMetrics => ("absolute error", [.. Enumerable.Range(0, rows.Count).Select(row => Math.Abs((double)rows.Labels[row] - predictions[row]))]),
        BinaryMetrics => ("log-loss", [.. Enumerable.Range(0, rows.Count).Select(row => Clipped.LogLoss(rows.Labels[row] != 0 ? predictions[row] : 1 - (double)predictions[row]))]),
        MulticlassMetrics => ("log-loss", [.. Enumerable.Range(0, rows.Count).Select(row => Clipped.LogLoss(predictions[(row * rows.Outputs) + (int)rows.Labels[row]]))]),
        _ => null,
    };

    /// <summary>1 less the NDCG of each query with a relevant row, for rows that are ranked; by the query's key, in the order of the first rows.</summary>
    public static (ulong[] Keys, double[] Losses) OfQueries(ReportRows rows, float[] predictions)
    {
        var scored = new ulong[rows.Count];
        for (int row = 0; row < scored.Length; row++) scored[row] = KeptRows.Pack(rows.Labels[row], predictions[row]);
        KeptRows kept = KeptRows.Of(scored, default);
        var ranking = new QueryRanking([]);
        var values = new double[ranking.Metrics];
        List<ulong> keys = [];
        List<double> losses = [];
        foreach (var query in Enumerable.Range(0, rows.Count).GroupBy(row => rows.Keys[row]))
        {
            if (!ranking.TryMeasure(kept, [.. query], isConstant: false, values)) continue;
            keys.Add(query.Key);
            losses.Add(1 - values[0]);
        }
        return ([.. keys], [.. losses]);
    }
}
