using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>
/// Validation rows by their scores, so few that a calibration is fitted to them hundreds of times: rows of neighbouring scores are one place, with the mean of their log-odds.
/// </summary>
internal sealed class CalibrationBins
{
    private readonly float[] odds;
    private readonly int[] yes, no;

    private CalibrationBins(float[] odds, int[] yes, int[] no) => (this.odds, this.yes, this.no) = (odds, yes, no);

    public static CalibrationBins Of(ReadOnlySpan<Probability> probabilities, ReadOnlySpan<bool> labels, int most)
    {
        var keys = new double[labels.Length];
        for (int i = 0; i < keys.Length; i++) keys[i] = BinarySums.OddsOf(probabilities[i].Value);
        bool[] sorted = labels.ToArray();
        Array.Sort(keys, sorted);
        int rows = (keys.Length + most - 1) / most;
        var (odds, yes, no) = (new List<float>(), new List<int>(), new List<int>());
        for (int i = 0; i < keys.Length;)
        {
            double sum = 0;
            int first = i, positives = 0;
            // Rows of one score stay together.
            for (; i < keys.Length && (i < first + rows || keys[i] == keys[i - 1]); i++)
            {
                sum += keys[i];
                positives += sorted[i] ? 1 : 0;
            }
            odds.Add((float)(sum / (i - first)));
            yes.Add(positives);
            no.Add(i - first - positives);
        }
        return new CalibrationBins([.. odds], [.. yes], [.. no]);
    }

    /// <summary>The calibration of the rows as they are.</summary>
    public CalibrationStep Fit(Calibration method) => Fit(method, yes, no);

    /// <summary>The calibration of rows that are drawn anew: each counts a Poisson number of times, and so does the sum of those of a bin.</summary>
    public CalibrationStep Replicate(Calibration method, ulong stream)
    {
        int[] drawnYes = new int[yes.Length], drawnNo = new int[no.Length];
        int positives = 0, negatives = 0;
        for (int i = 0; i < yes.Length; i++)
        {
            positives += drawnYes[i] = yes[i] == 0 ? 0 : StreamDraws.Poisson(yes[i], stream, (ulong)(2 * i));
            negatives += drawnNo[i] = no[i] == 0 ? 0 : StreamDraws.Poisson(no[i], stream, (ulong)((2 * i) + 1));
        }
        // One draw in millions has none of a class, at 20 rows of it.
        return positives > 0 && negatives > 0 ? Fit(method, drawnYes, drawnNo) : Fit(method);
    }

    private CalibrationStep Fit(Calibration method, int[] positives, int[] negatives)
    {
        var labels = new bool[2 * odds.Length];
        float[] places = new float[labels.Length], weights = new float[labels.Length];
        for (int i = 0; i < odds.Length; i++)
        {
            (labels[2 * i], labels[(2 * i) + 1]) = (true, false);
            (places[2 * i], places[(2 * i) + 1]) = (odds[i], odds[i]);
            (weights[2 * i], weights[(2 * i) + 1]) = (positives[i], negatives[i]);
        }
        return Calibrator.OfTwo(method, labels, places, weights);
    }
}
