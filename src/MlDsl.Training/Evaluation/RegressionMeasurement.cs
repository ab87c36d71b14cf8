namespace MlDsl.Training;

/// <summary>RMSE, MAE, R², MAPE, Poisson deviance, and coverage and width of intervals in one pass over the rows.</summary>
internal sealed class RegressionMeasurement : IMeasurement<RegressionMeasurement.Term, RegressionMeasurement.Sums>
{
    // Below this share of the sum of squares the labels' variance is rounding, not spread.
    private const double Rounding = 1e-12;

    private readonly KeptRows rows;
    private readonly RowFilter filter;
    private readonly float? constant;
    private readonly Outcome? intervals;
    private readonly double mean;
    private readonly bool hasDeviance;

    /// <param name="rows">The rows.</param>
    /// <param name="filter">Those to measure.</param>
    /// <param name="constant">What is predicted for each of them; null for their predictions.</param>
    /// <param name="intervals">What makes intervals of predictions; null where there are none.</param>
    public RegressionMeasurement(KeptRows rows, RowFilter filter, float? constant, Outcome? intervals)
    {
        (this.rows, this.filter, this.constant, this.intervals) = (rows, filter, constant, intervals);
        ReadOnlySpan<int> codes = filter.Codes.Span;
        double sum = 0, weights = 0;
        hasDeviance = true;
        for (int row = 0; row < rows.Count; row++)
        {
            if (!codes.IsEmpty && codes[row] != filter.Code) continue;
            float label = rows.Label(row);
            double weight = rows.Weight(row);
            sum += weight * label;
            weights += weight;
            hasDeviance &= label >= 0 && (constant ?? rows.Prediction(row)) > 0;
            if (label == 0) ZeroLabels++;
        }

        // Centred labels keep the variance from cancelling where labels are large and close.
        mean = weights > 0 ? sum / weights : 0;
    }

    /// <summary>The rows whose label is 0.</summary>
    public int ZeroLabels { get; }

    public int Places => rows.Count;

    public int Metrics => intervals is null ? 5 : 7;

    public bool CanResample => filter.CanResample(rows);

    public Sums NewSums() => new();

    public int Read(int from, int to, Span<Term> terms)
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        int count = 0;
        for (int row = from; row < to; row++)
        {
            if (!codes.IsEmpty && codes[row] != filter.Code) continue;
            double label = rows.Label(row), prediction = constant ?? rows.Prediction(row), weight = rows.Weight(row), error = label - prediction;
            bool hasShare = label != 0;
            Interval<float> interval = intervals is null ? default : rows.Ends.Length > 0 ? rows.Interval(row) : intervals.IntervalOf((float)prediction);
            terms[count++] = new Term(
                rows.Key(row),
                weight,
                error,
                label - mean,
                hasShare ? weight : 0,
                hasShare ? Math.Abs(error / label) : 0,
                hasDeviance ? 2 * ((label > 0 ? label * Math.Log(label / prediction) : 0) - error) : 0,
                intervals is not null && interval.Contains((float)label) ? 1 : 0,
                (double)interval.High - interval.Low);
        }

        return count;
    }

    public void Add(ReadOnlySpan<Term> terms, in Resample resample, Sums sums)
    {
        Resample draws = resample;
        double weights = 0, squares = 0, absolutes = 0, labels = 0, labelSquares = 0, shareWeights = 0, shares = 0, deviances = 0, covered = 0, widths = 0;
        foreach (ref readonly Term term in terms)
        {
            int count = draws.Count(term.Key);
            double weight = count * term.Weight, shareWeight = count * term.ShareWeight;
            weights += weight;
            squares += weight * term.Error * term.Error;
            absolutes += weight * Math.Abs(term.Error);
            labels += weight * term.CentredLabel;
            labelSquares += weight * term.CentredLabel * term.CentredLabel;
            shareWeights += shareWeight;
            shares += shareWeight * term.Share;
            deviances += weight * term.Deviance;
            covered += weight * term.Covered;
            widths += weight * term.Width;
        }

        sums.Weights += weights;
        sums.Squares += squares;
        sums.Absolutes += absolutes;
        sums.Labels += labels;
        sums.LabelSquares += labelSquares;
        sums.ShareWeights += shareWeights;
        sums.Shares += shares;
        sums.Deviances += deviances;
        sums.Covered += covered;
        sums.Widths += widths;
    }

    public void Finish(Sums sums, Span<double> values)
    {
        // 0 / 0 is NaN: an empty resample, or one without a label other than 0, defines nothing.
        double spread = sums.LabelSquares - (sums.Labels * sums.Labels / sums.Weights);
        values[0] = Math.Sqrt(sums.Squares / sums.Weights);
        values[1] = sums.Absolutes / sums.Weights;
        values[2] = spread > Rounding * sums.LabelSquares ? 1 - (sums.Squares / spread) : double.NaN;
        values[3] = sums.Shares / sums.ShareWeights;
        values[4] = hasDeviance ? sums.Deviances / sums.Weights : double.NaN;
        if (intervals is null) return;
        values[5] = sums.Covered / sums.Weights;
        values[6] = sums.Widths / sums.Weights;
    }

    internal readonly record struct Term(
        uint Key, double Weight, double Error, double CentredLabel, double ShareWeight, double Share, double Deviance, double Covered, double Width);

    internal sealed class Sums
    {
        public double Weights, Squares, Absolutes, Labels, LabelSquares, ShareWeights, Shares, Deviances, Covered, Widths;
    }
}
