using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Finds anomalies by how few random cuts set a row apart. Suits numbers and categories of any scale, many rows, and anomalies that are few and far
/// off in some column; for rows that are odd only by how columns go together it needs many trees.
/// </summary>
/// <remarks>
/// The score is 2^(−h/c): h is the mean number of cuts, and c that of a search for what is not there in a tree of as many rows. Ordinary rows are at about 0.5 or below, what the
/// first cuts set apart goes towards 1.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(IsolationForestOptions), Targets = TargetKind.Anomaly, Traits = TrainerTraits.Missing)]
public sealed class IsolationForestAttribute : Attribute
{
    /// <summary>The number of trees.</summary>
    [Range(1, 100_000)]
    public int Trees { get; init; } = 100;

    /// <summary>The rows that each tree is grown on, drawn without replacement.</summary>
    [Range(2, 1 << 20)]
    public int SampleSize { get; init; } = 256;

    /// <summary>The share of the training rows that are called anomalies, which sets the threshold.</summary>
    [Range(0, 0.5, MinimumIsExclusive = true)]
    public double Contamination { get; init; } = 0.01;

    /// <summary>Another seed draws other rows and cuts.</summary>
    public int Seed { get; init; }
}
