using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Finds anomalies by what the principal components of the training rows leave over. Suits numbers that go together, such as the readings of one machine, where a row is odd because they do not go
/// together as they do; columns that have nothing to do with each other are better told by robust z-scores or an isolation forest.
/// </summary>
/// <remarks>
/// With d, the length of what is left over of the standardized row, in units of its root mean square over the training rows, the score is d / (1 + d): 0.5 for a row that is as far off as training rows are on average, towards
/// 1 for what is farther off.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(OneClassPcaOptions), Targets = TargetKind.Anomaly, Traits = TrainerTraits.Missing)]
public sealed class OneClassPcaAttribute : Attribute
{
    /// <summary>The number of components; 0 takes as many as <see cref="VarianceShare"/> asks for.</summary>
    [Range(0, 1023)]
    public int Components { get; init; }

    /// <summary>The share of the variance that the components have at least, where their number is not said.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double VarianceShare { get; init; } = 0.95;

    /// <summary>The share of the training rows that are called anomalies, which sets the threshold.</summary>
    [Range(0, 0.5, MinimumIsExclusive = true)]
    public double Contamination { get; init; } = 0.01;
}
