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
        [.. Enumerable.Range(1, SeriesSpread.MostKnown).Select(known => StudentT.InvCDF(0, 1, known, 1 - (options.SpikeRate / 2)))],
        Normal.InvCDF(0, 1, 1 - (options.SpikeRate / 2)),
        CumulativeSum.ThresholdOf(options.ChangeRate),
        options.LevelShare);
}
