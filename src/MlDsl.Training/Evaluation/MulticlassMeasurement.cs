namespace MlDsl.Training;

/// <summary>Log-loss, micro and macro figures, then precision, recall and F1 of each class, in one pass; 32 bytes a row.</summary>
internal sealed class MulticlassMeasurement : IMeasurement
{
    private const int Pooled = 5;
    private const int PerClass = 3;

    private readonly Term[] terms;
    private readonly int classes;

    public MulticlassMeasurement(MulticlassSample sample, int classes)
    {
        this.classes = classes;
        terms = new Term[sample.Labels.Length];
        for (int row = 0; row < terms.Length; row++)
        {
            double loss = Clipped.LogLoss(sample.LabelProbabilities[row]);
            terms[row] = new Term(sample.Keys[row], sample.Weights[row], loss, sample.Labels[row], sample.Predicted[row]);
        }
    }

    public int Metrics => Pooled + (PerClass * classes);

    public void Measure(in Resample resample, Span<double> values)
    {
        // What precision and recall need is 3 sums a class; the whole matrix is built once, not per resample.
        double[] labelled = new double[classes], predicted = new double[classes], right = new double[classes];
        Resample draws = resample;
        double weights = 0, losses = 0, rights = 0;
        foreach (ref readonly Term term in terms.AsSpan())
        {
            double weight = draws.Count(term.Key) * term.Weight;
            weights += weight;
            losses += weight * term.Loss;
            labelled[term.Label] += weight;
            predicted[term.Predicted] += weight;
            if (term.Label != term.Predicted) continue;
            rights += weight;
            right[term.Label] += weight;
        }

        Span<double> perClass = values[Pooled..];
        for (int i = 0; i < classes; i++)
        {
            perClass[PerClass * i] = right[i] / predicted[i];
            perClass[(PerClass * i) + 1] = right[i] / labelled[i];
            perClass[(PerClass * i) + 2] = 2 * right[i] / (labelled[i] + predicted[i]);
        }

        values[0] = losses / weights;
        values[1] = values[3] = rights / weights;
        values[2] = DefinedMean(perClass, 1);
        values[4] = DefinedMean(perClass, 2);
    }

    /// <summary>Precision, recall and F1 of a class among what <see cref="Measure"/> yields.</summary>
    public static ReadOnlySpan<Metric> Of(int index, ReadOnlySpan<Metric> metrics) => metrics.Slice(Pooled + (PerClass * index), PerClass);

    /// <summary>Row-major sums of weights, actual classes down and predicted ones across.</summary>
    public double[] Confusion()
    {
        var cells = new double[classes * classes];
        foreach (ref readonly Term term in terms.AsSpan()) cells[(term.Label * classes) + term.Predicted] += term.Weight;
        return cells;
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

    private readonly record struct Term(ulong Key, double Weight, double Loss, int Label, int Predicted);
}
