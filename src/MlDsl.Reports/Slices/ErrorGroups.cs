using MathNet.Numerics.Distributions;

namespace MlDsl.Reports;

/// <summary>A group of rows that the largest errors have more of than all rows have.</summary>
/// <param name="Name">What its rows have in common.</param>
/// <param name="OfLargest">Its share of the rows with the largest losses.</param>
/// <param name="OfAll">Its share of all rows.</param>
/// <param name="Times">How many times as large the first is, with an interval.</param>
internal sealed record ErrorGroup(string Name, double OfLargest, double OfAll, Metric Times);

/// <summary>Which values of columns the largest errors have more of than all rows.</summary>
internal static class ErrorGroups
{
    private const int Most = 12, FewestUnits = 10;
    private const double Alpha = 0.05;

    /// <summary>The groups whose share of the largest errors is above their share of all rows beyond the interval, widened for the number of groups looked at.</summary>
    /// <remarks>
    /// The interval is of the logarithm of the ratio of two shares (Katz et al., 1978, "Obtaining Confidence Intervals for the Risk Ratio in Cohort
    /// Studies"), its level divided among the groups by Bonferroni. Rows of one group of the data are one unit: the variance is that of the units' sums in the
    /// linearized ratio, which with rows of equal weight that stand alone is Katz's.
    /// </remarks>
    /// <param name="rows">The rows.</param>
    /// <param name="losses">The loss of each.</param>
    /// <param name="columns">What groups are made of.</param>
    /// <param name="least">The fewest rows of a group, and of the largest errors.</param>
    /// <param name="taken">The share of the rows that count as the largest errors: a tenth, and more where losses are alike.</param>
    public static IReadOnlyList<ErrorGroup> Of(ReportRows rows, double[] losses, IReadOnlyList<ReportColumn> columns, int least, out double taken)
    {
        taken = 0;
        int largest = rows.Count / 10;
        if (largest < least) return [];
        double bound = losses.OrderDescending().ElementAt(largest - 1);
        bool[] isLarge = Array.ConvertAll(losses, loss => loss >= bound);
        int large = isLarge.Count(static l => l);
        taken = (double)large / rows.Count;
        if (large == rows.Count) return [];
        SliceCut[] cuts = [.. columns.Select(c => SliceCut.Of(c, rows.Count, least)).OfType<SliceCut>()];
        int looked = Math.Max(1, cuts.Sum(static c => c.Names.Count));
        var units = new Units(rows, isLarge);
        return [.. cuts.SelectMany(cut => cut.Names.Select((name, code) => units.Compare(name, cut.Codes, code, Alpha / 2 / looked))).OfType<ErrorGroup>().OrderByDescending(static g => g.Times.Value).Take(Most)];
    }

    /// <summary>Rows by what is drawn as one: the rows of a group, or each alone.</summary>
    private sealed class Units
    {
        private readonly ReportRows rows;
        private readonly bool[] isLarge;
        private readonly int[] unitOf;
        private readonly double[] weights;

        // The weight of each unit's large and small errors, and their sums.
        private readonly double[] large, small;
        private readonly double allLarge, allSmall;

        public Units(ReportRows rows, bool[] isLarge)
        {
            (this.rows, this.isLarge) = (rows, isLarge);
            var places = new Dictionary<ulong, int>();
            unitOf = [.. rows.Keys.Select(key => places.TryGetValue(key, out int place) ? place : places[key] = places.Count)];
            double mean = rows.Weights.Average();
            weights = Array.ConvertAll(rows.Weights, w => mean > 0 ? w / mean : 0);
            (large, small) = Sums(null, 0, places.Count);
            (allLarge, allSmall) = (large.Sum(), small.Sum());
        }

        /// <summary>The rows of a code among the largest errors and the others; null where they are no more of the first beyond the interval.</summary>
        public ErrorGroup? Compare(string name, int[] codes, int code, double alpha)
        {
            var (among, others) = Sums(codes, code, large.Length);
            double allAmong = among.Sum(), allOthers = others.Sum();
            int held = Enumerable.Range(0, among.Length).Count(unit => among[unit] + others[unit] > 0);
            if (!(allAmong > 0) || !(allSmall > 0) || held < FewestUnits) return null;
            // Of none among the others half a row, so that the ratio is finite.
            double times = allAmong / allLarge / (Math.Max(allOthers, 0.5) / allSmall), variance = allOthers > 0 ? 0 : 2;
            for (int unit = 0; unit < among.Length; unit++)
            {
                double part = (among[unit] / allAmong) - (large[unit] / allLarge) - (allOthers > 0 ? others[unit] / allOthers : 0) + (small[unit] / allSmall);
                variance += part * part;
            }
            double quantile = rows.IsGrouped ? -StudentT.InvCDF(0, 1, held - 1, alpha) : -Normal.InvCDF(0, 1, alpha), wide = quantile * Math.Sqrt(variance);
            if (!(Math.Log(times) - wide > 0)) return null;
            return new ErrorGroup(name, allAmong / allLarge, (allAmong + allOthers) / (allLarge + allSmall), new Metric(times, times * Math.Exp(-wide), times * Math.Exp(wide)));
        }

        private (double[] Large, double[] Small) Sums(int[]? codes, int wanted, int units)
        {
            double[] ofLarge = new double[units], ofSmall = new double[units];
            for (int row = 0; row < isLarge.Length; row++)
                if (codes is null || codes[row] == wanted) (isLarge[row] ? ofLarge : ofSmall)[unitOf[row]] += weights[row];
            return (ofLarge, ofSmall);
        }
    }
}
