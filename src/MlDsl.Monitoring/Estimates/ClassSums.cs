using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>A window's rows as a classifier of several classes sees them, and every metric of them for labels that are drawn, or for the probabilities of labels.</summary>
internal sealed class ClassSums
{
    /// <summary>The metrics of all classes: log-loss, Brier, micro accuracy, macro accuracy, macro precision, macro F1. Behind them share, precision, recall and F1 of each class.</summary>
    public const int Pooled = 6, PerClass = 4;

    private readonly int classes;
    private readonly float[] logs;
    private readonly int[] predicted;
    // Of each row and class what a label of it would cost.
    private readonly float[] logLosses, briers;
    private readonly double[] predictedRows;

    /// <param name="probabilities">The model's own, row-major, rows × classes.</param>
    /// <param name="classes">The number of classes.</param>
    public ClassSums(float[] probabilities, int classes)
    {
        this.classes = classes;
        int rows = probabilities.Length / classes;
        (logs, predicted, predictedRows) = (LogsOf(probabilities), new int[rows], new double[classes]);
        (logLosses, briers) = (new float[probabilities.Length], new float[probabilities.Length]);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> own = probabilities.AsSpan(row * classes, classes);
            predicted[row] = MulticlassRow.Best(own);
            predictedRows[predicted[row]]++;
            double squares = 0;
            foreach (float p in own) squares += (double)p * p;
            for (int k = 0; k < classes; k++)
            {
                logLosses[(row * classes) + k] = (float)Clipped.LogLoss(own[k]);
                briers[(row * classes) + k] = (float)(1 + squares - (2 * own[k]));
            }
        }
    }

    /// <summary>The number of metrics.</summary>
    public int Metrics => Pooled + (PerClass * classes);

    /// <summary>The number of rows.</summary>
    public int Rows => predicted.Length;

    /// <summary>The logarithms of probabilities, clipped as those of losses are.</summary>
    public static float[] LogsOf(float[] probabilities) => Array.ConvertAll(probabilities, static p => (float)-Clipped.LogLoss(p));

    /// <summary>The metrics where a row is of each class with the probability that a curve gives it.</summary>
    public double[] Expected(IClassCurve curve) => Of((row, probabilities) => curve.At(LogsOf(row), probabilities));

    /// <summary>The same of probabilities that are known, or (at 0 and 1) of labels.</summary>
    public double[] Expected(float[] probabilities) => Of((row, own) => probabilities.AsSpan(row * classes, classes).CopyTo(own));

    /// <summary>The metrics of labels that are drawn from what a curve gives.</summary>
    public double[] Drawn(IClassCurve curve, ulong stream)
    {
        var own = new float[classes];
        return Of((row, label) =>
        {
            curve.At(LogsOf(row), own);
            int drawn = DrawOf(own, StreamDraws.Uniform(stream, (ulong)row));
            label.Clear();
            label[drawn] = 1;
        });
    }

    /// <summary>The class where a number from 0 to 1 falls among probabilities behind each other.</summary>
    public static int DrawOf(ReadOnlySpan<float> probabilities, double uniform)
    {
        int drawn = 0;
        for (double below = probabilities[0]; uniform >= below && drawn < probabilities.Length - 1; below += probabilities[drawn]) drawn++;
        return drawn;
    }

    private ReadOnlySpan<float> LogsOf(int row) => logs.AsSpan(row * classes, classes);

    private double[] Of(Fill fill)
    {
        double[] labelled = new double[classes], right = new double[classes], without = new double[classes];
        double loss = 0, brier = 0;
        var own = new float[classes];
        for (int row = 0; row < predicted.Length; row++)
        {
            fill(row, own);
            for (int k = 0; k < classes; k++)
            {
                if (own[k] == 0) continue;
                double weight = own[k];
                labelled[k] += weight;
                without[k] += Math.Log(Math.Max(0, 1 - weight));
                loss += weight * logLosses[(row * classes) + k];
                brier += weight * briers[(row * classes) + k];
            }
            right[predicted[row]] += own[predicted[row]];
        }
        var metrics = new double[Metrics];
        (metrics[0], metrics[1], metrics[2]) = (loss / Rows, brier / Rows, right.Sum() / Rows);
        for (int k = 0; k < classes; k++)
        {
            // 0 / 0 is NaN: a class that has no row, or is not predicted.
            Span<double> of = metrics.AsSpan(Pooled + (PerClass * k), PerClass);
            of[0] = labelled[k] / Rows;
            of[1] = right[k] / predictedRows[k];
            of[2] = right[k] / labelled[k];
            of[3] = 2 * right[k] / (labelled[k] + predictedRows[k]);
        }
        // A mean is of the classes that have a row, so that each counts as much as it is probable that it has one: of labels 0 or 1.
        double[] present = Array.ConvertAll(without, static log => 1 - Math.Exp(log)), met = [.. present.Select((share, k) => predictedRows[k] > 0 ? 1 : share)];
        (metrics[3], metrics[4], metrics[5]) = (MeanOf(metrics, 2, present), MeanOf(metrics, 1, met), MeanOf(metrics, 3, met));
        return metrics;
    }

    private static double MeanOf(double[] metrics, int place, double[] weights)
    {
        double sum = 0, count = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            double value = metrics[Pooled + (PerClass * k) + place];
            if (double.IsNaN(value)) continue;
            sum += weights[k] * value;
            count += weights[k];
        }
        return sum / count;
    }

    private delegate void Fill(int row, Span<float> probabilities);
}
