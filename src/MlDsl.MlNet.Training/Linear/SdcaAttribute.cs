using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Linear models by ML.NET's stochastic dual coordinate ascent: least squares of numbers, log-odds of two classes, the log-shares of several. Suits many rows and
/// wide, sparse features; scale numbers by <see cref="Scale"/>. LinearRegression and LogisticRegression reach the optimum itself. Predictions do not call ML.NET.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(SdcaOptions), Targets = TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes)]
public sealed class SdcaAttribute : Attribute
{
    /// <summary>The strength of the squared penalty, at least 1e-9; 0 for what ML.NET chooses by the number of rows.</summary>
    [Range(0, double.MaxValue)]
    public double L2 { get; init; }

    /// <summary>The strength of the absolute penalty, as a share of <see cref="L2"/>; it sets weights to zero.</summary>
    [Range(0, double.MaxValue)]
    public double L1 { get; init; }

    /// <summary>The most passes over the rows; 0 for what ML.NET chooses by the number of rows.</summary>
    [Range(0, 100_000)]
    public int MaxIterations { get; init; }

    /// <summary>When to stop: once the duality gap is at most this share of the loss.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Whether each pass takes the rows in an order of its own.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>How much each class counts.</summary>
    public ClassWeights ClassWeights { get; init; }

    /// <summary>What draws of orders begin from.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }
}
