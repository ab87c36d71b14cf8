namespace MlDsl.Training;

/// <summary>Measures how decided assignments are, and how large clusters.</summary>
internal static class ClusterEvaluator
{
    /// <param name="rows">The shares of the clusters, row by row.</param>
    /// <param name="options">Resamples, level and seed.</param>
    /// <exception cref="EvaluationException">There are no rows, or a weight is none.</exception>
    public static ClusterMetrics Evaluate(in ScoredRows rows, EvaluationOptions options)
    {
        int count = rows.Labels.Length, clusters = rows.Outputs;
        var kept = KeptRows.Of(new ulong[count], rows.Rows);
        EvaluationChecks.Rows(kept);
        float[] shares = rows.Predictions.ToArray();
        return Measure(default) with { Slices = SliceRows.Measure(kept, options, Measure) };

        ClusterMetrics Measure(RowFilter filter)
        {
            var means = new ResampledMeans(1 + clusters, options);
            ResampledMeans.Part part = means.NewPart();
            for (int row = 0; row < count; row++)
            {
                if (!filter.IsAll && filter.Codes.Span[row] != filter.Code) continue;
                ReadOnlySpan<float> own = shares.AsSpan(row * clusters, clusters);
                int best = MulticlassRow.Best(own);
                Array.Clear(part.Values);
                (part.Values[0], part.Values[1 + best]) = (own[best], 1);
                part.Add(kept.Key(row), kept.Weight(row));
            }
            means.Add(part);
            Metric[] metrics = means.Finish(kept.Side ?? "evaluated");
            return new ClusterMetrics { Rows = filter.Count(kept), Level = options.PrintedLevel, Share = metrics[0], Sizes = metrics[1..] };
        }
    }
}
