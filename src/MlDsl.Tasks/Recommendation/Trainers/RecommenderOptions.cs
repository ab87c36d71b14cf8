namespace MlDsl.Training;

/// <summary>How to train a recommender: a trainer of <see cref="Recommendation"/> and its options in one.</summary>
public abstract record RecommenderOptions : TrainerOptions
{
    private protected RecommenderOptions()
    {
    }

    /// <inheritdoc/>
    public sealed override TargetKind Targets => TargetKind.Preference;

    /// <summary>Whether a user is recommended items that the training rows show him with, too; else they are left out.</summary>
    public bool RecommendSeen { get; init; }

    /// <summary>Not for recommenders, which learn from interactions and not from features.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public sealed override TrainedPredictor Train(TrainingProblem problem, TrainingControl control) =>
        throw new NotSupportedException($"{Trainer} learns from interactions of users and items and not from features; call Fit of a model that is declared [Model<TRow, Recommendation>]");

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(RecommendSeen), RecommendSeen);
    }

    /// <summary>Learns how users' items are scored.</summary>
    /// <exception cref="TrainingException">They cannot be learned from.</exception>
    internal abstract (ItemScorer Scorer, TrainingLog Log) Learn(Interactions data, TrainingControl control);

    /// <summary>Whether ratings are learned from; else events.</summary>
    internal bool LearnsRatings => Traits.HasFlag(TrainerTraits.Ratings);
}
