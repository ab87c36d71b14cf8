namespace MlDsl.Monitoring.Estimates;

/// <summary>Where validation rows are, feature by feature: what a window is held against before anything is estimated of it.</summary>
internal sealed class SupportBins
{
    // Fine at the ends: a window that moves into a tail has few rows to stand on long before it leaves the range.
    private static readonly double[] Shares = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999];

    private readonly Feature[] features;

    /// <param name="names">The features' names.</param>
    /// <param name="values">The validation rows, row-major; NaN is a value of its own.</param>
    public SupportBins(IReadOnlyList<string> names, ReadOnlySpan<float> values)
    {
        int width = names.Count, rows = values.Length / width;
        features = new Feature[width];
        var column = new float[rows];
        for (int i = 0; i < width; i++)
        {
            for (int row = 0; row < rows; row++) column[row] = values[(row * width) + i];
            features[i] = Feature.Of(names[i], column);
        }
    }

    /// <summary>How a window stands to the validation rows.</summary>
    /// <param name="values">The window's rows, row-major; at least one.</param>
    public ValidationSupport Of(ReadOnlySpan<float> values)
    {
        int width = features.Length, rows = values.Length / width;
        var isOutside = new bool[rows];
        double fewest = double.PositiveInfinity;
        (string thinnest, string farthest, int most, int outside) = ("", "", 0, 0);
        for (int i = 0; i < width; i++)
        {
            Feature feature = features[i];
            var counts = new int[feature.Rows.Length];
            int beyond = 0;
            for (int row = 0; row < rows; row++)
            {
                int bin = feature.BinOf(values[(row * width) + i]);
                counts[bin]++;
                if (feature.Rows[bin] > 0) continue;
                beyond++;
                isOutside[row] = true;
            }
            if (beyond > most) (most, farthest) = (beyond, feature.Name);
            double effective = feature.Effective(counts, rows - beyond);
            if (effective < fewest) (fewest, thinnest) = (effective, feature.Name);
        }
        foreach (bool isOut in isOutside) outside += isOut ? 1 : 0;
        return new ValidationSupport((double)outside / rows, farthest, fewest, thinnest);
    }

    private sealed record Feature(string Name, float[] Edges, int[] Rows)
    {
        // Bins: missing; below the least; between the edges; above the greatest.
        public static Feature Of(string name, float[] column)
        {
            float[] sorted = [.. column.Where(static v => !float.IsNaN(v)).Order()];
            var edges = new List<float>();
            if (sorted.Length > 0)
            {
                edges.Add(sorted[0]);
                foreach (double share in Shares)
                {
                    float edge = sorted[(int)(share * (sorted.Length - 1))];
                    if (edge > edges[^1]) edges.Add(edge);
                }
                // The greatest closes the last bin, to which it belongs.
                if (sorted[^1] > edges[^1]) edges.Add(sorted[^1]);
            }
            var feature = new Feature(name, [.. edges], new int[edges.Count + 3]);
            foreach (float value in column) feature.Rows[feature.BinOf(value)]++;
            return feature;
        }

        public int BinOf(float value)
        {
            if (float.IsNaN(value)) return 0;
            if (Edges.Length == 0 || value < Edges[0]) return 1;
            if (value > Edges[^1]) return Rows.Length - 1;
            // Right-open bins that begin at their edge; the greatest value has one of its own.
            int at = Array.BinarySearch(Edges, value);
            return 2 + (at >= 0 ? at : ~at - 1);
        }

        public double Effective(int[] counts, int inside)
        {
            if (inside < 2) return 0;
            double sum = 0;
            for (int bin = 0; bin < counts.Length; bin++)
                if (Rows[bin] > 0) sum += (double)counts[bin] * (counts[bin] - 1) / ((double)inside * (inside - 1) * Rows[bin]);
            return sum > 0 ? 1 / sum : double.PositiveInfinity;
        }
    }
}
