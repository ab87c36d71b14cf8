namespace MlDsl.Reports;

/// <summary>A group of rows that the largest errors have more of than all rows have.</summary>
/// <param name="Name">What its rows have in common.</param>
/// <param name="OfLargest">Its share of the tenth of the rows with the largest losses.</param>
/// <param name="OfAll">Its share of all rows.</param>
/// <param name="Times">How many times as large the first is, with an interval.</param>
internal sealed record ErrorGroup(string Name, double OfLargest, double OfAll, Metric Times);

/// <summary>Which values of columns the largest errors have more of than all rows.</summary>
internal static class ErrorGroups
{
    private const int Most = 12;

    /// <summary>The groups whose share of the largest errors is above their share of all rows beyond the interval, widened for the number of groups looked at.</summary>
    /// <remarks>
    /// The interval is of the logarithm of the ratio of two shares (Katz et al., 1978, "Obtaining Confidence Intervals for the Risk Ratio in Cohort
    /// Studies"), its level divided among the groups by Bonferroni.
    /// </remarks>
    public static IReadOnlyList<ErrorGroup> Of(ReportRows rows, double[] losses, IReadOnlyList<ReportColumn> columns, int least)
    {
        int largest = rows.Count / 10;
        if (largest < least) return [];
        double bound = losses.OrderDescending().ElementAt(largest - 1);
        bool[] isLarge = Array.ConvertAll(losses, loss => loss >= bound);
        int large = isLarge.Count(static l => l), small = rows.Count - large;
        if (small == 0) return [];
        SliceCut[] cuts = [.. columns.Select(c => SliceCut.Of(c, rows.Count, least)).OfType<SliceCut>()];
        int looked = Math.Max(1, cuts.Sum(static c => c.Names.Count));
        double z = -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.025 / looked);
        List<ErrorGroup> found = [];
        foreach (SliceCut cut in cuts)
        {
            var among = new int[cut.Names.Count];
            var all = new int[cut.Names.Count];
            for (int row = 0; row < rows.Count; row++)
            {
                if (cut.Codes[row] < 0) continue;
                all[cut.Codes[row]]++;
                if (isLarge[row]) among[cut.Codes[row]]++;
            }
            for (int code = 0; code < all.Length; code++)
            {
                int others = all[code] - among[code];
                if (among[code] == 0) continue;
                // Of none among the others half a row, so that the ratio is finite.
                double times = (double)among[code] / large / (Math.Max(others, 0.5) / small);
                double error = Math.Sqrt((1.0 / among[code]) - (1.0 / large) + (1 / Math.Max(others, 0.5)) - (1.0 / small));
                if (Math.Log(times) - (z * error) <= 0) continue;
                double share = (double)among[code] / large, whole = (double)all[code] / rows.Count;
                found.Add(new ErrorGroup(cut.Names[code], share, whole, new Metric(times, times * Math.Exp(-z * error), times * Math.Exp(z * error))));
            }
        }
        return [.. found.OrderByDescending(static g => g.Times.Value).Take(Most)];
    }
}
