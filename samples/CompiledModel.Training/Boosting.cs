namespace CompiledModel.Training;

/// <summary>A tree of one question: below the threshold, or not.</summary>
public readonly record struct Stump(int Feature, float Threshold, float Below, float Above);

/// <summary>
/// Gradient boosting of stumps on squared errors (Friedman, "Greedy function approximation: a gradient boosting machine", 2001): each one
/// is fitted to what the ones before it left. Enough for a sample; trees that learn well come from XGBoost or LightGBM.
/// </summary>
public static class Boosting
{
    /// <summary>Fits so many stumps.</summary>
    public static IReadOnlyList<Stump> Fit(float[][] rows, float[] targets, int trees, float rate)
    {
        float[] left = [.. targets];
        var stumps = new List<Stump>();
        for (int t = 0; t < trees; t++)
        {
            Stump best = Best(rows, left);
            var scaled = best with { Below = best.Below * rate, Above = best.Above * rate };
            stumps.Add(scaled);
            for (int i = 0; i < left.Length; i++) left[i] -= rows[i][scaled.Feature] < scaled.Threshold ? scaled.Below : scaled.Above;
        }
        return stumps;
    }

    private static Stump Best(float[][] rows, float[] left)
    {
        Stump best = default;
        double gain = double.NegativeInfinity, total = left.Sum(static value => (double)value);
        for (int feature = 0; feature < rows[0].Length; feature++)
        {
            int[] order = [.. Enumerable.Range(0, rows.Length).OrderBy(i => rows[i][feature])];
            double sum = 0;
            for (int k = 1; k < order.Length; k++)
            {
                sum += left[order[k - 1]];
                float from = rows[order[k - 1]][feature], to = rows[order[k]][feature];
                if (from == to) continue;
                double below = sum / k, above = (total - sum) / (order.Length - k), found = (below * sum) + (above * (total - sum));
                if (found <= gain) continue;
                (gain, best) = (found, new Stump(feature, (from + to) / 2, (float)below, (float)above));
            }
        }
        return best;
    }
}
