using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>How to find clusters: from drawn beginnings on, step by step.</summary>
public abstract record ClusterTrainerOptions : TrainerOptions
{
    private protected ClusterTrainerOptions()
    {
    }

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
    public sealed override TargetKind Targets => TargetKind.Cluster;

    /// <inheritdoc/>
    public sealed override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return Learn(problem, control);
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

    private protected abstract TrainedPredictor Learn(TrainingProblem problem, TrainingControl control);
}
