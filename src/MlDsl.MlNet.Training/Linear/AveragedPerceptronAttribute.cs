using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Linear models of two classes by ML.NET's averaged perceptron: the mean of the weights over all rows of all passes. Suits wide, sparse features such as texts, and rows without
/// weights; scale numbers by <see cref="Scale"/>. Predictions do not call ML.NET.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(AveragedPerceptronOptions), Targets = TargetKind.TwoClasses)]
public sealed class AveragedPerceptronAttribute : Attribute
{
    /// <summary>The passes over the rows.</summary>
    [Range(1, 100_000)]
    public int Iterations { get; init; } = 10;

    /// <summary>How far a row moves the weights.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 1;

    /// <summary>Whether later rows move the weights less, by the root of their number.</summary>
    public bool DecreaseLearningRate { get; init; }

    /// <summary>By which share, doubled, each row that moves the weights shrinks them.</summary>
    [Range(0, 0.5, MaximumIsExclusive = true)]
    public double L2 { get; init; }

    /// <summary>What is learned by.</summary>
    public AveragedPerceptronLoss Loss { get; init; }

    /// <summary>Whether each pass takes the rows in an order of its own.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What draws of orders begin from.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }
}
