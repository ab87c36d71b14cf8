using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>A window's rows in the order of their scores, and every metric of them for labels that are drawn, or for the probabilities of labels.</summary>
internal sealed class BinarySums
{
    /// <summary>The number of metrics: accuracy, precision, recall, F1, ROC-AUC, log-loss, Brier.</summary>
    public const int Metrics = 7;

    private readonly double[] odds, lossYes, lossNo, brierYes, brierNo;
    private readonly bool[] isPredicted;

    // Where the next group of equal scores begins.
    private readonly bool[] isFirst;

    public BinarySums(ReadOnlySpan<Probability> probabilities, Probability threshold)
    {
        int rows = probabilities.Length;
        var sorted = new float[rows];
        for (int i = 0; i < rows; i++) sorted[i] = probabilities[i].Value;
        Array.Sort(sorted);
        (odds, lossYes, lossNo, brierYes, brierNo) = (new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
        (isPredicted, isFirst) = (new bool[rows], new bool[rows]);
        for (int i = 0; i < rows; i++)
        {
            double p = sorted[i];
            odds[i] = OddsOf(sorted[i]);
            (lossYes[i], lossNo[i]) = (Clipped.LogLoss(p), Clipped.LogLoss(1 - p));
            (brierYes[i], brierNo[i]) = ((1 - p) * (1 - p), p * p);
            isPredicted[i] = sorted[i] >= threshold.Value;
            isFirst[i] = i == 0 || sorted[i] != sorted[i - 1];
        }
    }

    /// <summary>The log-odds of each row, ascending.</summary>
    public ReadOnlySpan<double> Odds => odds;

    /// <summary>The log-odds of a probability, clipped as its logarithm is.</summary>
    public static double OddsOf(float probability)
    {
        double p = Math.Clamp((double)probability, Clipped.Epsilon, 1 - Clipped.Epsilon);
        return Math.Log(p / (1 - p));
    }

    /// <summary>The metrics where a row is positive with a probability, or (at 0 and 1) for certain.</summary>
    /// <param name="positive">How likely each row is positive, in the order of <see cref="Odds"/>.</param>
    /// <param name="metrics">Where they go.</param>
    public void Measure(ReadOnlySpan<double> positive, Span<double> metrics)
    {
        double tp = 0, fp = 0, fn = 0, loss = 0, brier = 0, yes = 0;
        // Pairs of a positive and a negative row that is not the same: ranked right, and equal ones half.
        double below = 0, right = 0, pairs = 0, yesHere = 0, noHere = 0, same = 0, selfAll = 0;
        for (int i = 0; i < odds.Length; i++)
        {
            double p = positive[i], q = 1 - p;
            if (isFirst[i])
            {
                right += (yesHere * below) + (0.5 * ((yesHere * noHere) - same));
                below += noHere;
                (yesHere, noHere, same) = (0, 0, 0);
            }
            yesHere += p;
            noHere += q;
            same += p * q;
            selfAll += p * q;
            yes += p;
            if (isPredicted[i])
            {
                tp += p;
                fp += q;
            }
            else
            {
                fn += p;
            }
            loss += (p * lossYes[i]) + (q * lossNo[i]);
            brier += (p * brierYes[i]) + (q * brierNo[i]);
        }
        right += (yesHere * below) + (0.5 * ((yesHere * noHere) - same));
        double n = odds.Length;
        pairs = (yes * (n - yes)) - selfAll;
        metrics[0] = (n - fp - fn) / n;
        metrics[1] = tp + fp > 0 ? tp / (tp + fp) : double.NaN;
        metrics[2] = tp + fn > 0 ? tp / (tp + fn) : double.NaN;
        metrics[3] = tp + fp + fn > 0 ? 2 * tp / ((2 * tp) + fp + fn) : double.NaN;
        metrics[4] = pairs > 0 ? right / pairs : double.NaN;
        metrics[5] = loss / n;
        metrics[6] = brier / n;
    }
}
