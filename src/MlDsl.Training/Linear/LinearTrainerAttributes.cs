using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>How much each class counts in training.</summary>
public enum ClassWeights
{
    /// <summary>As often as it occurs.</summary>
    None,

    /// <summary>All classes alike: rows are weighted by the inverse of their class's frequency.</summary>
    Balanced,
}

/// <summary>What the linear trainers have in common. The objective is the weighted mean loss + L2/2·‖β‖² + L1·‖β‖₁; the intercept is free.</summary>
public abstract class LinearTrainerAttribute : Attribute
{
    /// <summary>The strength of the squared penalty, not negative.</summary>
    [Range(0, double.MaxValue)]
    public double L2 { get; init; } = 1e-4;

    /// <summary>The strength of the absolute penalty, not negative; it sets weights to zero.</summary>
    [Range(0, double.MaxValue)]
    public double L1 { get; init; }

    /// <summary>Whether an intercept is learned.</summary>
    public bool FitIntercept { get; init; } = true;

    /// <summary>The most iterations of an iterative solver.</summary>
    [Range(1, int.MaxValue)]
    public int MaxIterations { get; init; } = 500;

    /// <summary>The relative accuracy at which an iterative solver stops.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Tolerance { get; init; } = 1e-6;
}

/// <summary>Least squares with L2 and L1 penalties. Suits numbers that depend additively on the features; not for heavy-tailed counts.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(LinearRegressionOptions), Targets = TargetKind.Value, Traits = TrainerTraits.Quantiles)]
public sealed class LinearRegressionAttribute : LinearTrainerAttribute;

/// <summary>Logistic regression, binary or multinomial, with L2 and L1 penalties. Gives calibrated probabilities where the log-odds are additive.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(LogisticRegressionOptions), Targets = TargetKind.TwoClasses | TargetKind.Classes)]
public sealed class LogisticRegressionAttribute : LinearTrainerAttribute
{
    /// <summary>How much each class counts.</summary>
    public ClassWeights ClassWeights { get; init; }
}

/// <summary>Poisson regression with a log link, for counts and other non-negative numbers whose variance grows with their mean.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(PoissonRegressionOptions), Targets = TargetKind.Value)]
public sealed class PoissonRegressionAttribute : LinearTrainerAttribute;

/// <summary>Linear quantile regression with L2 and L1 penalties: what a share of labels does not exceed. Suits ends of ranges, and medians of labels with outliers.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(QuantileRegressionOptions), Targets = TargetKind.Value, Traits = TrainerTraits.Quantiles)]
public sealed class QuantileRegressionAttribute : LinearTrainerAttribute
{
    /// <summary>The share of labels that do not exceed the prediction; 0.5 is the median.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Level { get; init; } = 0.5;
}
