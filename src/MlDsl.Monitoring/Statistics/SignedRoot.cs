namespace MlDsl.Monitoring;

/// <summary>
/// How far the mean of a score differs between two samples of counts, as a draw of the standard normal distribution where both are of one
/// population: right in the far tails too, where a mean over its deviation is not, because the scores' own distribution is in it.
/// </summary>
/// <remarks>
/// The signed root of the likelihood ratio with its correction, r* = r + ln(u / r) / r: Barndorff-Nielsen (1986), "Inference on full or partial
/// parameters based on the standardized signed log likelihood ratio"; the tail of it is that of Lugannani and Rice (1980). The cells' shares are
/// those of both samples together. Noise on counts has a cumulant function of its own, by which its long tails are in it too.
/// </remarks>
internal static class SignedRoot
{
    private const int MostSteps = 60;

    // Nearer than this the correction is a difference of nearly equal numbers, and no alarm.
    private const double Near = 0.1;

    /// <param name="scores">The score of each cell.</param>
    /// <param name="reference">The rows of each cell in the one sample.</param>
    /// <param name="window">The rows of each cell in the other.</param>
    /// <param name="extra">What the difference of means varies beyond the drawing of rows: between days.</param>
    /// <param name="isCount">Whether scores are two numbers, those of rows that are counted and of all others: steps of one row, at whose middle the tail is taken, so that it errs to the quiet side.</param>
    /// <param name="explained">What of the difference is explained otherwise.</param>
    /// <param name="noise">The noise that the reference's counts have; null for none.</param>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<long> reference, ReadOnlySpan<long> window, double extra, bool isCount, double explained = 0, MeanNoise? noise = null)
    {
        double n = Sum(reference), m = Sum(window);
        if (n == 0 || m == 0) return 0;
        double difference = -explained, mean = 0, square = 0;
        for (int cell = 0; cell < scores.Length; cell++)
        {
            double share = (reference[cell] + window[cell]) / (n + m);
            difference += scores[cell] * ((window[cell] / m) - (reference[cell] / n));
            mean += scores[cell] * share;
            square += scores[cell] * scores[cell] * share;
        }
        if (isCount)
        {
            double half = 0.5 / m * Range(scores);
            if (Math.Abs(difference) <= half) return 0;
            difference -= Math.CopySign(half, difference);
        }

        double variance = Math.Max(0, square - (mean * mean));
        double spread = (variance * ((1 / n) + (1 / m))) + extra + (noise?.Variance ?? 0);
        if (spread <= 0) return 0;
        double z = difference / Math.Sqrt(spread);
        return Math.Abs(z) < Near || (variance <= 0 && noise is null) ? z : Of(scores, reference, window, n, m, difference, spread, extra, noise);
    }

    /// <summary>The same of a difference that is normal, and of noise.</summary>
    /// <param name="difference">The difference of means.</param>
    /// <param name="variance">Its variance without the noise.</param>
    /// <param name="noise">The noise that one of the means has.</param>
    public static double Of(double difference, double variance, MeanNoise noise)
    {
        double spread = variance + noise.Variance, z = difference / Math.Sqrt(spread);
        return Math.Abs(z) < Near ? z : Of([], [], [], 1, 1, difference, spread, variance, noise);
    }

    private static double Of(
        ReadOnlySpan<double> scores, ReadOnlySpan<long> reference, ReadOnlySpan<long> window, double n, double m, double difference, double spread, double extra, MeanNoise? noise)
    {
        // The tilt t at which the difference's cumulant function K has the slope that was seen; of noise K has an end.
        double end = noise?.Furthest ?? double.PositiveInfinity, t = Math.Clamp(difference / spread, -end / 2, end / 2), value = 0, slope = 0, curve = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            (value, slope, curve) = Cumulants(scores, reference, window, n, m, t, extra, noise);
            double off = difference - slope;
            if (Math.Abs(off) <= 1e-10 * Math.Sqrt(spread) || curve <= 0) break;
            double move = off / curve, most = Math.Abs(t) + (1 / Math.Sqrt(spread)), next = t + Math.Clamp(move, -most, most);
            t = Math.Abs(next) < end ? next : (t + Math.CopySign(end, next)) / 2;
        }
        double root = Math.CopySign(Math.Sqrt(Math.Max(0, 2 * ((t * difference) - value))), difference);
        double corrected = t * Math.Sqrt(Math.Max(0, curve));

        // At the end of what counts can be the slope is never reached, and the likelihood alone speaks.
        double ratio = corrected / root;
        return double.IsFinite(ratio) && ratio > 1e-3 ? root + (Math.Log(ratio) / root) : root;
    }

    // The logarithm of E exp(t · difference), and its first two derivatives.
    private static (double Value, double Slope, double Curve) Cumulants(
        ReadOnlySpan<double> scores, ReadOnlySpan<long> reference, ReadOnlySpan<long> window, double n, double m, double t, double extra, MeanNoise? noise)
    {
        var (first, firstSlope, firstCurve) = One(scores, reference, window, t / m);
        var (second, secondSlope, secondCurve) = One(scores, reference, window, -t / n);
        var (third, thirdSlope, thirdCurve) = noise?.Cumulants(t) ?? default;
        return ((m * first) + (n * second) + (0.5 * extra * t * t) + third, firstSlope - secondSlope + (extra * t) + thirdSlope, (firstCurve / m) + (secondCurve / n) + extra + thirdCurve);
    }

    private static (double Value, double Slope, double Curve) One(ReadOnlySpan<double> scores, ReadOnlySpan<long> reference, ReadOnlySpan<long> window, double t)
    {
        double top = double.NegativeInfinity, all = 0;
        for (int cell = 0; cell < scores.Length; cell++)
        {
            long rows = reference[cell] + window[cell];
            if (rows == 0) continue;
            all += rows;
            top = Math.Max(top, t * scores[cell]);
        }
        if (all == 0) return default;
        double sum = 0, first = 0, second = 0;
        for (int cell = 0; cell < scores.Length; cell++)
        {
            long rows = reference[cell] + window[cell];
            if (rows == 0) continue;
            double weight = rows / all * Math.Exp((t * scores[cell]) - top);
            sum += weight;
            first += weight * scores[cell];
            second += weight * scores[cell] * scores[cell];
        }
        double mean = first / sum;
        return (Math.Log(sum) + top, mean, Math.Max(0, (second / sum) - (mean * mean)));
    }

    // By how much a row's score changes that comes to be counted.
    private static double Range(ReadOnlySpan<double> scores)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double score in scores) (least, most) = (Math.Min(least, score), Math.Max(most, score));
        return most - least;
    }

    private static double Sum(ReadOnlySpan<long> counts)
    {
        double sum = 0;
        foreach (long count in counts) sum += count;
        return sum;
    }
}
