using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>
/// How given and true classes go together, as far as models can tell that did not see the rows: which class rows are confidently of, beside the one that they
/// were given. A row counts for the class that is likeliest among those whose probability reaches the class's threshold: the mean probability of the
/// class among the rows that were given it.
/// </summary>
/// <remarks>
/// Northcutt, Jiang and Chuang (2021), "Confident Learning: Estimating Uncertainty in Dataset Labels", Journal of Artificial Intelligence Research 70, section 3.
/// Where classes overlap, so that some rows of one are confidently taken for another, these count as errors as well: the estimate is then too high.
/// </remarks>
public sealed class ConfidentJoint
{
    private readonly double[] counts, joint;

    private ConfidentJoint(IReadOnlyList<string> classes, double[] thresholds, double[] counts, double[] given)
    {
        (Classes, Thresholds, this.counts) = (classes, thresholds, counts);
        joint = Calibrate(counts, given);
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The threshold of each class.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>The estimated share of rows whose label is wrong, 0 to 1: what lies beside the diagonal of the joint distribution.</summary>
    public double ErrorShare
    {
        get
        {
            double right = 0;
            for (int label = 0; label < Classes.Count; label++) right += Joint(label, label);
            return Math.Max(0, 1 - right);
        }
    }

    /// <summary>How many rows that were given <paramref name="given"/> are confidently of <paramref name="actual"/>; rows that are confidently of none are not among them.</summary>
    public double Count(int given, int actual) => counts[Place(given, actual)];

    /// <summary>The estimated share of all rows that were given one class and are of another: the counts, calibrated to the rows that were given each class.</summary>
    public double Joint(int given, int actual) => joint[Place(given, actual)];

    /// <summary>How likely a row of the class <paramref name="actual"/> was given <paramref name="given"/>: the matrix of noise rates. NaN for a class that no row is estimated to be of.</summary>
    public double GivenOfActual(int given, int actual)
    {
        double all = 0;
        for (int label = 0; label < Classes.Count; label++) all += Joint(label, actual);
        return all > 0 ? Joint(given, actual) / all : double.NaN;
    }

    /// <summary>How likely a row that was given <paramref name="given"/> is of <paramref name="actual"/>.</summary>
    public double ActualOfGiven(int given, int actual)
    {
        double all = 0;
        for (int label = 0; label < Classes.Count; label++) all += Joint(given, label);
        return Joint(given, actual) / all;
    }

    /// <summary>The estimate of some rows, each as often as it was drawn.</summary>
    internal static ConfidentJoint Of(GivenLabels rows, Resample resample)
    {
        int classes = rows.Classes.Count;
        double[] sums = new double[classes], given = new double[classes], counts = new double[classes * classes];
        for (int row = 0; row < rows.Count; row++)
        {
            int draws = resample.Count(rows.Key(row)), label = rows.Given(row);
            given[label] += draws;
            sums[label] += draws * (double)rows.Of(row)[label];
        }
        // A class that no draw is of has no threshold that a probability reaches.
        double[] thresholds = [.. sums.Select((sum, label) => given[label] > 0 ? sum / given[label] : double.PositiveInfinity)];
        for (int row = 0; row < rows.Count; row++)
        {
            int draws = resample.Count(rows.Key(row));
            if (draws > 0 && Confident(rows.Of(row), thresholds) is >= 0 and var actual) counts[(rows.Given(row) * classes) + actual] += draws;
        }
        return new ConfidentJoint(rows.Classes, thresholds, counts, given);
    }

    // The likeliest of the classes whose threshold is reached; −1 for none. A mean of equal floats may be above them by rounding.
    private static int Confident(ReadOnlySpan<float> probabilities, double[] thresholds)
    {
        const double Rounding = 1e-7;
        int best = -1;
        for (int label = 0; label < thresholds.Length; label++)
            if (probabilities[label] >= thresholds[label] - Rounding && (best < 0 || probabilities[label] > probabilities[best])) best = label;
        return best;
    }

    // Each row of the matrix sums to the share of rows that were given the class; of a class none of whose rows is confidently of any, all are taken to be right.
    private static double[] Calibrate(double[] counts, double[] given)
    {
        int classes = given.Length;
        double total = given.Sum();
        var joint = new double[counts.Length];
        for (int label = 0; label < classes; label++)
        {
            double confident = counts.AsSpan(label * classes, classes).ToArray().Sum();
            for (int actual = 0; actual < classes; actual++)
                joint[(label * classes) + actual] = confident > 0 ? counts[(label * classes) + actual] / confident * given[label] / total : actual == label ? given[label] / total : 0;
        }
        return joint;
    }

    private int Place(int given, int actual)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(given);
        ArgumentOutOfRangeException.ThrowIfNegative(actual);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(given, Classes.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(actual, Classes.Count);
        return (given * Classes.Count) + actual;
    }
}
