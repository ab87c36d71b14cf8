namespace MlDsl.Training;

/// <summary>Log-loss, micro and macro figures, calibration error, then precision, recall and F1 of each class and the bins of confidence, in one pass.</summary>
/// <param name="rows">The rows, as <see cref="MulticlassRow"/> puts them together.</param>
/// <param name="filter">Those to measure.</param>
/// <param name="constant">The probabilities of each of them; null for their own.</param>
/// <param name="classes">The number of classes.</param>
internal sealed class MulticlassMeasurement(KeptRows rows, RowFilter filter, float[]? constant, int classes)
    : IMeasurement<MulticlassMeasurement.Term, MulticlassMeasurement.Sums>
{
    private const int Pooled = 6;
    private const int PerClass = 3;

    private readonly int constantClass = constant is null ? -1 : MulticlassRow.Best(constant);

    public int Places => rows.Count;

    public int Metrics => Pooled + (PerClass * classes) + ReliabilitySums.Bins;

    public bool CanResample => filter.CanResample(rows);

    public Sums NewSums() => new(classes);

    public int Read(int from, int to, Span<Term> terms)
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        int count = 0;
        for (int row = from; row < to; row++)
        {
            if (!codes.IsEmpty && codes[row] != filter.Code) continue;
            var (label, predicted, probability, confidence) = Row(row);
            terms[count++] = new Term(rows.Key(row), rows.Weight(row), Clipped.LogLoss(probability), label, predicted, confidence);
        }

        return count;
    }

    public void Add(ReadOnlySpan<Term> terms, in Resample resample, Sums sums)
    {
        Resample draws = resample;
        double weights = 0, losses = 0, rights = 0;
        foreach (ref readonly Term term in terms)
        {
            double weight = draws.Count(term.Key) * term.Weight;
            weights += weight;
            losses += weight * term.Loss;
            sums.Labelled[term.Label] += weight;
            sums.Predicted[term.Predicted] += weight;
            if (!double.IsNaN(term.Confidence)) sums.Reliability.Add(term.Confidence, weight, term.Label == term.Predicted ? weight : 0);
            if (term.Label != term.Predicted) continue;
            rights += weight;
            sums.Right[term.Label] += weight;
        }

        sums.Weights += weights;
        sums.Losses += losses;
        sums.Rights += rights;
    }

    public void Finish(Sums sums, Span<double> values)
    {
        Span<double> perClass = values.Slice(Pooled, PerClass * classes);
        for (int i = 0; i < classes; i++)
        {
            perClass[PerClass * i] = sums.Right[i] / sums.Predicted[i];
            perClass[(PerClass * i) + 1] = sums.Right[i] / sums.Labelled[i];
            perClass[(PerClass * i) + 2] = 2 * sums.Right[i] / (sums.Labelled[i] + sums.Predicted[i]);
        }

        values[0] = sums.Losses / sums.Weights;
        values[1] = values[3] = sums.Rights / sums.Weights;
        values[2] = DefinedMean(perClass, 1);
        values[4] = DefinedMean(perClass, 2);
        values[5] = sums.Reliability.Finish(values[^ReliabilitySums.Bins..]);
    }

    /// <summary>Precision, recall and F1 of a class among what <see cref="Finish"/> yields.</summary>
    public static ReadOnlySpan<Metric> Of(int index, ReadOnlySpan<Metric> metrics) => metrics.Slice(Pooled + (PerClass * index), PerClass);

    /// <summary>The bins of confidence that have rows, with the shares that <see cref="Finish"/> yields.</summary>
    public ReliabilityBin[] Reliability(ReadOnlySpan<Metric> metrics)
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        var sums = new ReliabilitySums();
        for (int row = 0; row < rows.Count; row++)
        {
            if (!codes.IsEmpty && codes[row] != filter.Code) continue;
            double confidence = Row(row).Confidence;
            if (!double.IsNaN(confidence)) sums.Add(confidence, rows.Weight(row), 0);
        }

        return sums.Table(metrics[^ReliabilitySums.Bins..]);
    }

    /// <summary>
    /// Row-major sums of weights, actual classes down and predicted ones across, and the number of rows of each class.
    /// </summary>
    public (double[] Cells, int[] Rows) Confusion()
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        var cells = new double[classes * classes];
        var counts = new int[classes];
        for (int row = 0; row < rows.Count; row++)
        {
            if (!codes.IsEmpty && codes[row] != filter.Code) continue;
            var (label, predicted, _, _) = Row(row);
            cells[(label * classes) + predicted] += rows.Weight(row);
            counts[label]++;
        }

        return (cells, counts);
    }

    private MulticlassRow Row(int row)
    {
        MulticlassRow kept = MulticlassRow.Unpack(rows.Scored[row], classes);
        return constant is null ? kept : new(kept.Label, constantClass, constant[kept.Label], constant[constantClass]);
    }

    // A class that neither occurs nor is predicted has nothing to average.
    private static double DefinedMean(ReadOnlySpan<double> perClass, int offset)
    {
        double sum = 0;
        int count = 0;
        for (int i = offset; i < perClass.Length; i += PerClass)
        {
            if (double.IsNaN(perClass[i])) continue;
            sum += perClass[i];
            count++;
        }

        return sum / count;
    }

    internal readonly record struct Term(uint Key, double Weight, double Loss, int Label, int Predicted, double Confidence);

    // What precision and recall need is 3 sums a class; the whole matrix is built once, not per resample.
    internal sealed class Sums(int classes)
    {
        public double Weights, Losses, Rights;

        public ReliabilitySums Reliability { get; } = new();

        public double[] Labelled { get; } = new double[classes];

        public double[] Predicted { get; } = new double[classes];

        public double[] Right { get; } = new double[classes];
    }
}
