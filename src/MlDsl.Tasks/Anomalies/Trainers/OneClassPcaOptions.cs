using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of one-class principal components.</summary>
/// <remarks>
/// Each feature is standardized by its mean and standard deviation, both weighted; a missing value lies at the mean, and a feature with one value says nothing. The components are eigenvectors of the correlation matrix, found by
/// Jacobi's rotations in double; Jackson and Mudholkar (1979), "Control procedures for residuals associated with principal component analysis", for what they leave over. Of the directions in which
/// rows differ at all, at least one is left over. Nothing is drawn at random; sums are taken in a stated order, so that threads change nothing.
/// Takes rows × features² and some ten times features³ steps, of at most 1,024 features; holds 4 bytes of a row and feature.
/// </remarks>
public sealed record OneClassPcaOptions : AnomalyTrainerOptions
{
    /// <summary>The most features that are taken.</summary>
    internal const int WidestFeatures = 1024;

    /// <summary>The number of components, from 1 to 1,023; 0 takes as many as <see cref="VarianceShare"/> asks for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Components { get; init => field = Within(value, 0, WidestFeatures - 1, nameof(Components)); }

    /// <summary>The share of the variance that the components have at least, where their number is not said; above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public double VarianceShare { get; init => field = Part(value, nameof(VarianceShare)); } = 0.95;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        options.Write(nameof(Components), Components);
        options.Write(nameof(VarianceShare), VarianceShare);
        base.Describe(options);
    }

    private protected override TrainedPredictor Learn(TrainingProblem problem, TrainingControl control) => OneClassPcaTrainer.Train(problem, this, control);
}
