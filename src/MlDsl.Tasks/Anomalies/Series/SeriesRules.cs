using MathNet.Numerics.Distributions;

namespace MlDsl.Training;

/// <summary>When what is told of a series.</summary>
/// <param name="WarmUp">The seasons before anything is.</param>
/// <param name="Spikes">The standard deviations beyond which a value is a spike, by the degrees of freedom that these are known by, from 1.</param>
/// <param name="Certain">The same of one that is known.</param>
/// <param name="Change">The sum beyond which the level has changed.</param>
/// <param name="LevelShare">What of a deviation the level takes on.</param>
internal sealed record SeriesRules(int WarmUp, double[] Spikes, double Certain, double Change, double LevelShare)
{
    /// <summary>The rules of options.</summary>
    public static SeriesRules Of(SeriesDetectorOptions options) => new(
        options.WarmUp,
        [.. Enumerable.Range(1, SeriesSpread.MostKnown).Select(known => Beyond(options.SpikeRate, known))],
        Normal.InvCDF(0, 1, 1 - (options.SpikeRate / 2)),
        CumulativeSum.ThresholdOf(options.ChangeRate),
        options.LevelShare);

    // The deviation that Student's of so many degrees of freedom is beyond at a rate, to either side. MathNet's own quantile does not get there at small rates; its distribution does.
    private static double Beyond(double rate, int known)
    {
        double low = 0, high = 1;
        while (2 * StudentT.CDF(0, 1, known, -high) > rate) (low, high) = (high, 2 * high);
        while (high - low > 1e-12 * high)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) break;
            (low, high) = 2 * StudentT.CDF(0, 1, known, -middle) > rate ? (middle, high) : (low, middle);
        }
        return high;
    }
}
