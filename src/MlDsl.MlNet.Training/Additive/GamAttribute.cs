using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Generalised additive models by ML.NET's Gam: of each feature a curve in steps, and the prediction is their sum. Suits tables where it must be seen how each
/// feature counts; not for effects of features on each other, for rows of different weights, and for missing values, which it would leave rows out for. Predictions do not call ML.NET.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(GamOptions), Targets = TargetKind.Value | TargetKind.TwoClasses)]
public sealed class GamAttribute : Attribute
{
    /// <summary>The rounds, each of which adds one step to the curve of every feature.</summary>
    [Range(1, 100_000)]
    public int Iterations { get; init; } = 9500;

    /// <summary>What each step is multiplied by; many small steps make a better curve than few large ones.</summary>
    [Range(0, 10, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.002;

    /// <summary>The fewest training rows on each side of a step.</summary>
    [Range(1, int.MaxValue)]
    public int MinRows { get; init; } = 10;

    /// <summary>The most pieces of a curve, between which its steps lie.</summary>
    [Range(2, 65_535)]
    public int Bins { get; init; } = 255;

    /// <summary>How much a step gains by parting its rows evenly; 0 for nothing.</summary>
    [Range(0, 1)]
    public double Entropy { get; init; }

    /// <summary>Whether rows are held back, and only as many rounds taken as predict these best.</summary>
    public bool Prune { get; init; }

    /// <summary>
    /// The share of the training rows that <see cref="Prune"/> holds back: whole groups where rows have one, the latest where they have a time.
    /// </summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double HeldShare { get; init; } = 0.1;

    /// <summary>Whether all training rows are learned from once the best number of rounds is known, for as many rounds.</summary>
    public bool Refit { get; init; } = true;
}
