using MathNet.Numerics.Distributions;
using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>A slice on which the loss is larger than elsewhere.</summary>
/// <param name="Name">What its rows have in common.</param>
/// <param name="Rows">How many of the rows that it was confirmed on are in it.</param>
/// <param name="Mean">Their mean loss.</param>
/// <param name="Elsewhere">That of all other rows.</param>
/// <param name="Difference">By how much it is larger, with an interval.</param>
/// <param name="Probability">
/// How likely so large a difference would be among as many slices as were tried on these rows if there were none (Holm's).
/// </param>
internal sealed record WorseSlice(string Name, int Rows, double Mean, double Elsewhere, Metric Difference, double Probability);

/// <summary>What a search for slices tells.</summary>
/// <param name="Looked">How many slices the first half of the rows was searched through.</param>
/// <param name="Tried">How many of them the second half was asked about.</param>
/// <param name="Found">Those that it confirms, the largest difference first.</param>
internal sealed record SliceSearchResult(int Looked, int Tried, IReadOnlyList<WorseSlice> Found);

/// <summary>
/// Finds slices of one column or two on which a model is worse. Half of the rows choose which slices to try; the other half, which had no say in the
/// choice, measures them: the differences that are reported are not the largest of many by chance. Of as many as are tried none is wrongly named
/// with a probability of at least 95 per cent, by Holm's method, whatever the slices have in common.
/// </summary>
/// <remarks>
/// Welch's test of means with groups as units, one-sided; Holm (1979), "A Simple Sequentially Rejective Multiple Test Procedure". A false discovery rate over
/// all slices (Benjamini and Hochberg, 1995) finds more, but the figures it reports are chosen by their size, and slices of a column depend on each
/// other in the direction that its proof excludes.
/// </remarks>
internal static class SliceSearch
{
    private const int MostTried = 20, MostPaired = 8, FewestUnits = 10;
    private const double MostAlpha = 0.05;

    /// <summary>Searches.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="losses">The loss of each.</param>
    /// <param name="columns">What slices are made of.</param>
    /// <param name="least">The fewest rows of a slice in each half.</param>
    /// <param name="level">The probability of intervals: a slice is named at one side of it, and at 5 per cent at most.</param>
    /// <param name="seed">Which rows are in which half; the rows of a group are in one.</param>
    public static SliceSearchResult Search(ReportRows rows, double[] losses, IReadOnlyList<ReportColumn> columns, int least, double level, ulong seed)
    {
        ulong stream = EvaluationRandom.Stream(seed, -2);
        bool[] isFirst = Array.ConvertAll(rows.Keys, key => (EvaluationRandom.At(stream, key) >> 63) == 0);
        SliceCut[] single = [.. columns.Select(c => SliceCut.Of(c, rows.Count, 2 * least)).OfType<SliceCut>()];
        var first = new Half(rows, losses, isFirst, true, least);
        Tried[] singles = [.. single.SelectMany(cut => first.Measure(cut))];
        // Two columns together: those whose slices differ most.
        SliceCut[] most = [.. singles.GroupBy(static t => t.Cut).OrderByDescending(static c => c.Max(static t => t.Statistic)).Take(MostPaired).Select(static c => c.Key)];
        double worst = singles.Length == 0 ? 0 : singles.Max(static t => t.Statistic);
        Tried[] pairs = [.. most.SelectMany((cut, i) => most.Skip(i + 1).SelectMany(other => first.Measure(cut.With(other, 2 * least)))).Where(t => t.Statistic > worst)];
        Tried[] chosen = [.. singles.Concat(pairs).Where(static t => t.Statistic > 1).OrderByDescending(static t => t.Statistic).Take(MostTried)];

        var second = new Half(rows, losses, isFirst, false, least);
        Confirmed[] confirmed = [.. chosen.Select(t => second.Confirm(t, level)).OfType<Confirmed>().OrderBy(static c => c.Probability)];
        List<WorseSlice> found = [];
        // One side of the intervals that are shown: that of a slice which is named does not hold 0.
        double adjusted = 0, alpha = Math.Min(MostAlpha, (1 - level) / 2);
        for (int i = 0; i < confirmed.Length; i++)
        {
            adjusted = Math.Max(adjusted, Math.Min(1, confirmed[i].Probability * (confirmed.Length - i)));
            if (adjusted > alpha) break;
            found.Add(confirmed[i].Slice with { Probability = adjusted });
        }
        return new SliceSearchResult(singles.Length + pairs.Length, confirmed.Length, [.. found.OrderByDescending(static s => s.Difference.Value)]);
    }

    private sealed record Tried(SliceCut Cut, int Code, double Statistic);

    private sealed record Confirmed(WorseSlice Slice, double Probability);

    /// <summary>One half of the rows.</summary>
    private sealed class Half(ReportRows rows, double[] losses, bool[] isFirst, bool wanted, int least)
    {
        private readonly int[] own = [.. Enumerable.Range(0, rows.Count).Where(row => isFirst[row] == wanted && rows.Weights[row] > 0)];

        /// <summary>Each slice of a cut that is large enough, with how many standard errors its loss is above the others'.</summary>
        public IEnumerable<Tried> Measure(SliceCut cut)
        {
            for (int code = 0; code < cut.Names.Count; code++)
                if (Compare(cut, code) is { } difference) yield return new Tried(cut, code, difference.Value / Math.Sqrt(difference.Variance));
        }

        /// <summary>The slice on these rows; null where it is too small here.</summary>
        public Confirmed? Confirm(Tried tried, double level)
        {
            if (Compare(tried.Cut, tried.Code) is not { } difference) return null;
            double error = Math.Sqrt(difference.Variance), half = StudentT.InvCDF(0, 1, difference.Freedom, (1 + level) / 2) * error;
            var interval = new Metric(difference.Value, difference.Value - half, difference.Value + half);
            var slice = new WorseSlice(tried.Cut.Names[tried.Code], difference.Rows, difference.Mean, difference.Mean - difference.Value, interval, 1);
            return new Confirmed(slice, StudentT.CDF(0, 1, difference.Freedom, -difference.Value / error));
        }

        private Difference? Compare(SliceCut cut, int code)
        {
            int[] inside = [.. own.Where(row => cut.Codes[row] == code)], outside = [.. own.Where(row => cut.Codes[row] != code)];
            if (inside.Length < least || outside.Length < least) return null;
            var (mean, variance, count) = Of(inside);
            var (others, theirs, otherCount) = Of(outside);
            if (count < FewestUnits || otherCount < FewestUnits || !(variance + theirs > 0)) return null;
            double freedom = (variance + theirs) * (variance + theirs) / ((variance * variance / (count - 1)) + (theirs * theirs / (otherCount - 1)));
            return new Difference(mean - others, variance + theirs, freedom, mean, inside.Length);
        }

        private (double Mean, double Variance, int Count) Of(int[] of) =>
            WeightedMean.Estimate(Array.ConvertAll(of, row => losses[row]), Array.ConvertAll(of, row => (double)rows.Weights[row]), rows.IsGrouped ? Array.ConvertAll(of, row => rows.Keys[row]) : []);
    }

    private readonly record struct Difference(double Value, double Variance, double Freedom, double Mean, int Rows);
}
