using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Finds anomalies by how far each column is from its median, in units of its spread. Suits rows of few numbers, of which one that is far off makes an anomaly; rows that are odd only by how columns go
/// together are not found. What a score comes from is told exactly, column by column.
/// </summary>
/// <remarks>
/// With d, the number of spreads that the row is off by <see cref="Norm"/>, the score is d / (1 + d): of one column 0.5 at one standard deviation of normal values, 0.78 at the 3.5 from which Iglewicz and Hoaglin call a value an
/// outlier, towards 1 for what is farther off.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(RobustZScoresOptions), Targets = TargetKind.Anomaly, Traits = TrainerTraits.Missing)]
public sealed class RobustZScoresAttribute : Attribute
{
    /// <summary>What one number the deviations of the columns become.</summary>
    public DeviationNorm Norm { get; init; } = DeviationNorm.Largest;

    /// <summary>The share of the training rows that are called anomalies, which sets the threshold.</summary>
    [Range(0, 0.5, MinimumIsExclusive = true)]
    public double Contamination { get; init; } = 0.01;
}
