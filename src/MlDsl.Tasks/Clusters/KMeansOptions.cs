using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of k-means: the centres of the least sum of weighted squared distances of rows to the nearest one, which is the log's objective.</summary>
/// <remarks>
/// Beginnings are drawn by k-means++ (Arthur and Vassilvitskii 2007, "k-means++: The Advantages of Careful Seeding"), each row in proportion to its weight and squared distance from those drawn; Lloyd's iterations follow until no row
/// changes its cluster. A cluster that lost its rows takes the row that is farthest from its centre. Sums are taken in double, in a stated order: the same rows and seed give the same centres, whatever the number of threads.
/// Scores are linear, x·c − c²/2 in units of the variance within clusters, so that the highest is the nearest centre's, and the shares are those of a mixture of round clusters of that
/// variance and of equal weight. Holds 4 bytes of a row and position.
/// </remarks>
public sealed record KMeansOptions : TrainerOptions
{
    /// <summary>The number of clusters, from 2 to 4,096.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Clusters { get; init => field = Within(value, 2, 4096, nameof(Clusters)); } = 8;

    /// <summary>How often it is begun anew, from 1 to 10,000; the least objective is taken, of equals the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Restarts { get; init => field = Within(value, 1, 10_000, nameof(Restarts)); } = 10;

    /// <summary>The most iterations of each beginning, from 1 to 1,000,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int MaxIterations { get; init => field = Within(value, 1, 1_000_000, nameof(MaxIterations)); } = 300;

    /// <summary>Another seed draws other beginnings.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Cluster;

    /// <inheritdoc/>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return KMeansTrainer.Train(problem, this, control);
    }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Clusters), Clusters);
        options.Write(nameof(Restarts), Restarts);
        options.Write(nameof(MaxIterations), MaxIterations);
        options.Write(nameof(Seed), Seed);
    }
}
