namespace MlDsl.Training;

/// <summary>Options of <see cref="BprAttribute"/>.</summary>
public sealed record BprOptions : RecommenderOptions
{
    /// <summary>The number of factors of a user and of an item, 1 to 1,024.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Factors { get; init => field = OptionRange.Within(value, 1, 1024, nameof(Factors)); } = 64;

    /// <summary>How often as many steps are taken as there are interactions, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Iterations { get; init => field = OptionRange.Within(value, 1, int.MaxValue, nameof(Iterations)); } = 50;

    /// <summary>The length of a step; finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public double LearningRate { get; init => field = OptionRange.Positive(value, nameof(LearningRate)); } = 0.05;

    /// <summary>The strength of the penalty on squared factors and offsets; finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public double Penalty { get; init => field = OptionRange.Strength(value, nameof(Penalty)); } = 0.01;

    /// <summary>Another seed, other factors to begin with and other draws.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(Factors), Factors);
        options.Write(nameof(Iterations), Iterations);
        options.Write(nameof(LearningRate), LearningRate);
        options.Write(nameof(Penalty), Penalty);
        options.Write(nameof(Seed), Seed);
    }

    internal override (ItemScorer Scorer, TrainingLog Log) Learn(Interactions data, TrainingControl control)
    {
        var (users, items, log) = BayesianRanking.Fit(data, this, control);
        return (FactorScorer.Of(users, items, Trainer), log);
    }
}
