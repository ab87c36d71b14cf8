using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Factorization machines of two classes by ML.NET: a weight for each feature, and for each pair of features the product of what each has learned about the other's column. Every column, and every feature method, is a
/// field. Suits wide categories whose combinations count, such as users and items, and rows without weights. Predictions do not call ML.NET.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(FieldAwareFactorizationMachineOptions), Targets = TargetKind.TwoClasses)]
public sealed class FieldAwareFactorizationMachineAttribute : Attribute
{
    /// <summary>The passes over the rows.</summary>
    [Range(1, 100_000)]
    public int Iterations { get; init; } = 5;

    /// <summary>How far the first row moves weights and factors; later ones move them less, by what moved them already.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>How many factors a feature has towards each field. On x64 with AVX ML.NET counts whole groups of eight: 16 of 20.</summary>
    [Range(8, 1024)]
    public int Factors { get; init; } = 20;

    /// <summary>The strength of the squared penalty on weights.</summary>
    [Range(0, double.MaxValue)]
    public double L2 { get; init; } = 0.0001;

    /// <summary>The strength of the squared penalty on factors.</summary>
    [Range(0, double.MaxValue)]
    public double FactorL2 { get; init; } = 0.0001;

    /// <summary>Whether a row is divided by its length, in training as in predictions.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>How large the factors are that training begins with: drawn from 0 up to this.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Radius { get; init; } = 0.5;

    /// <summary>Whether each pass takes the rows in an order of its own.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What draws begin from.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }
}
