namespace MlDsl.Monitoring;

/// <summary>
/// How the mean of a location's scores follows a shift of the column. Scores of bins have ends, so that a day that is far off has a mean that is less far off: days whose shifts are normal draws have means that are none. By
/// their shifts they are, and so it is these whose variance is known from other days.
/// </summary>
/// <remarks>The shift is that of the normal distribution which has the reference's rows in its bins: van der Waerden's scores are its means.</remarks>
internal sealed class ShiftCurve
{
    // Means at shifts from −Furthest to Furthest, which rise.
    private const double Furthest = 6, Step = 0.05;

    private readonly double[] means;

    /// <param name="scores">The score of each cell: mean 0 and variance 1 over the reference's rows.</param>
    /// <param name="bins">The reference's rows of each bin.</param>
    /// <param name="cells">The same of each cell: what is missing or unknown does not shift.</param>
    public ShiftCurve(ReadOnlySpan<double> scores, ReadOnlySpan<long> bins, ReadOnlySpan<long> cells)
    {
        double present = 0, all = 0, below = 0;
        foreach (long rows in bins) present += rows;
        foreach (long rows in cells) all += rows;
        var ends = new double[bins.Length + 1];
        for (int bin = 0; bin < ends.Length; bin++)
        {
            ends[bin] = Normal.Quantile(below / present);
            if (bin < bins.Length) below += bins[bin];
        }
        means = new double[(2 * (int)(Furthest / Step)) + 1];
        for (int i = 0; i < means.Length; i++)
        {
            double shift = ((i * Step) - Furthest), low = 0;
            for (int bin = 0; bin < bins.Length; bin++)
            {
                double high = Normal.Below(ends[bin + 1] - shift);
                means[i] += scores[bin] * (high - low) * present / all;
                low = high;
            }
        }
    }

    /// <summary>What the mean were if it followed the shift as it does near 0: beyond its ends, the end's.</summary>
    public double Straight(double mean)
    {
        int above = 1;
        while (above < means.Length - 1 && means[above] < mean) above++;
        double low = means[above - 1], high = means[above], part = high > low ? Math.Clamp((mean - low) / (high - low), 0, 1) : 0;
        int middle = means.Length / 2;
        double slope = (means[middle + 1] - means[middle - 1]) / (2 * Step);
        return slope <= 0 ? mean : means[middle] + (slope * (((above - 1 + part) * Step) - Furthest));
    }
}
