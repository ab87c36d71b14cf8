using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>
/// Options of a mixture of Gaussians: shares, means and covariances that make the training rows likely. The log's objective is the mean negative log-likelihood of a row, in nats; where
/// numbers of clusters are tried, its criterion is BIC, −2·log-likelihood + parameters·ln(rows).
/// </summary>
/// <remarks>
/// Expectation and maximization (Dempster, Laird and Rubin 1977, "Maximum likelihood from incomplete data via the EM algorithm") in double, responsibilities by summed exponentials in logarithms, from where k-means of a k-means++
/// beginning ends. BIC: Schwarz (1978), "Estimating the dimension of a model". EM reaches one of many maxima: the likeliest of some beginnings is taken, of equals the first. The same rows and seed give the same bytes, whatever the number of threads.
/// A position that is the same in all rows is left out of the densities, and the card's warnings name it. Clusters are numbered from the largest share down. Holds 4 bytes of a row and position.
/// </remarks>
public sealed record GaussianMixtureOptions : ClusterTrainerOptions
{
    /// <summary>The defaults.</summary>
    public GaussianMixtureOptions() => Restarts = 5;

    /// <summary>The largest number of clusters that is tried, up to 4,096, from <see cref="ClusterTrainerOptions.Clusters"/> on: that of the least BIC is taken. 0 for that one as it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int MaxClusters { get; init => field = Within(value, 0, 4096, nameof(MaxClusters)); }

    /// <summary>What shape clusters may have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shape.</exception>
    public Covariance Covariance { get; init => field = Defined(value, nameof(Covariance)); }

    /// <summary>What is added to each variance, in the features' own units, squared; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public double Regularization { get; init => field = Strength(value, nameof(Regularization)); } = 1e-6;

    /// <summary>A beginning ends where the mean log-likelihood of a row gains less than this, from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public double Tolerance { get; init => field = UpToOne(value, nameof(Tolerance)); } = 1e-5;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(MaxClusters), MaxClusters);
        options.Write(nameof(Covariance), Covariance.ToString());
        options.Write(nameof(Regularization), Regularization);
        options.Write(nameof(Tolerance), Tolerance);
    }

    private protected override TrainedPredictor Learn(TrainingProblem problem, TrainingControl control) => MixtureTrainer.Train(problem, this, control);
}
