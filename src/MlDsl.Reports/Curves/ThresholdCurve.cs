namespace MlDsl.Reports;

/// <summary>
/// What two classes become at every threshold: for each different probability, from the highest down, the weight of positive and of negative rows from
/// it on. The first point has none, the last has all.
/// </summary>
internal sealed class ThresholdCurve
{
    // How many rows count as positive at each threshold.
    private readonly int[] rows;

    private ThresholdCurve(double[] thresholds, double[] truePositives, double[] falsePositives, int[] rows) =>
        (Thresholds, TruePositives, FalsePositives, this.rows) = (thresholds, truePositives, falsePositives, rows);

    /// <summary>The probability from which rows count as positive; the first is above all.</summary>
    public double[] Thresholds { get; }

    /// <summary>The weight of the positive rows from there on.</summary>
    public double[] TruePositives { get; }

    /// <summary>The weight of the negative ones.</summary>
    public double[] FalsePositives { get; }

    /// <summary>The weight of all positive rows.</summary>
    public double Positives => TruePositives[^1];

    /// <summary>The weight of all negative rows.</summary>
    public double Negatives => FalsePositives[^1];

    /// <summary>Whether both classes are there, without which there is no curve.</summary>
    public bool IsDefined => Positives > 0 && Negatives > 0;

    /// <summary>The curve of the rows.</summary>
    public static ThresholdCurve Of(ReportRows rows)
    {
        double[] keys = [.. rows.First.Select(static p => -p)];
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        Array.Sort(keys, order);
        List<double> thresholds = [double.PositiveInfinity], hits = [0], misses = [0];
        List<int> counts = [0];
        double hit = 0, miss = 0;
        for (int i = 0; i < order.Length; i++)
        {
            if (rows.Labels[order[i]] != 0) hit += rows.Weights[order[i]];
            else miss += rows.Weights[order[i]];
            // Rows of one probability have no order: the curve goes past them at once.
            if (i + 1 < order.Length && keys[i + 1] == keys[i]) continue;
            thresholds.Add(-keys[i]);
            hits.Add(hit);
            misses.Add(miss);
            counts.Add(i + 1);
        }
        return new ThresholdCurve([.. thresholds], [.. hits], [.. misses], [.. counts]);
    }

    /// <summary>
    /// The curve at those thresholds alone from which at least <paramref name="least"/> rows more count as positive than at the one before: no step is a
    /// single row's. Its last threshold is 0, from which all rows count as positive.
    /// </summary>
    public ThresholdCurve InSteps(int least)
    {
        List<int> kept = [0];
        for (int i = 1; i < rows.Length - 1; i++)
            if (rows[i] - rows[kept[^1]] >= least && rows[^1] - rows[i] >= least) kept.Add(i);
        kept.Add(rows.Length - 1);
        double[] thresholds = [.. kept.Select(i => Thresholds[i])];
        thresholds[^1] = 0;
        return new ThresholdCurve(thresholds, [.. kept.Select(i => TruePositives[i])], [.. kept.Select(i => FalsePositives[i])], [.. kept.Select(i => rows[i])]);
    }

    /// <summary>The share of the negative rows that count as positive, at each threshold.</summary>
    public double[] FalsePositiveRate => Array.ConvertAll(FalsePositives, miss => miss / Negatives);

    /// <summary>The share of the positive rows that do: recall.</summary>
    public double[] Recall => Array.ConvertAll(TruePositives, hit => hit / Positives);

    /// <summary>The share of positive ones among those; at the first point, where there are none, that of the second.</summary>
    public double[] Precision
    {
        get
        {
            double[] precision = [.. TruePositives.Select((hit, i) => hit / (hit + FalsePositives[i]))];
            if (precision.Length > 1) precision[0] = precision[1];
            return precision;
        }
    }

    /// <summary>The share of all rows that count as positive.</summary>
    public double[] Selected => [.. TruePositives.Select((hit, i) => (hit + FalsePositives[i]) / (Positives + Negatives))];
}
