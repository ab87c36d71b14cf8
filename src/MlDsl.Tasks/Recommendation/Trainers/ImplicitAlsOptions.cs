namespace MlDsl.Training;

/// <summary>What both kinds of alternating least squares are told.</summary>
public abstract record AlsOptions : RecommenderOptions
{
    private protected AlsOptions()
    {
    }

    /// <summary>The number of factors of a user and of an item, 1 to 1,024.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Factors { get; init => field = OptionRange.Within(value, 1, 1024, nameof(Factors)); } = 64;

    /// <summary>How often users and items are solved for, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Iterations { get; init => field = OptionRange.Within(value, 1, int.MaxValue, nameof(Iterations)); } = 15;

    /// <summary>How the penalty grows with the number n of interactions of a user or item: as n to this power, 0 (not at all) to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The power is out of its range.</exception>
    public double PenaltyGrowth { get; init => field = OptionRange.UpToOne(value, nameof(PenaltyGrowth)); } = 1;

    /// <summary>Another seed, other factors to begin with.</summary>
    public int Seed { get; init; }

    /// <summary>The strength of the penalty on squared factors.</summary>
    private protected abstract double Strength { get; }

    /// <summary>The penalty of a user or item with <paramref name="count"/> interactions.</summary>
    internal double PenaltyOf(int count) => Strength * Math.Pow(count, PenaltyGrowth);

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(Factors), Factors);
        options.Write(nameof(Iterations), Iterations);
        options.Write(nameof(PenaltyGrowth), PenaltyGrowth);
        options.Write(nameof(Seed), Seed);
    }
}

/// <summary>Options of <see cref="ImplicitAlsAttribute"/>.</summary>
public sealed record ImplicitAlsOptions : AlsOptions
{
    /// <summary>The defaults.</summary>
    public ImplicitAlsOptions() => PenaltyGrowth = 0.5;

    /// <summary>By how much an event of strength 1 is surer than that nothing happened; finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public double Alpha { get; init => field = OptionRange.Positive(value, nameof(Alpha)); } = 1;

    /// <summary>The strength of the penalty on squared factors; finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public double Penalty { get; init => field = OptionRange.Positive(value, nameof(Penalty)); } = 3;

    private protected override double Strength => Penalty;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(Alpha), Alpha);
        options.Write(nameof(Penalty), Penalty);
    }

    internal override (ItemScorer Scorer, TrainingLog Log) Learn(Interactions data, TrainingControl control)
    {
        var (users, items, log) = ImplicitAls.Fit(data, this, control);
        return (FactorScorer.Of(users, items, Trainer), log);
    }
}

/// <summary>Options of <see cref="ExplicitAlsAttribute"/>.</summary>
public sealed record ExplicitAlsOptions : AlsOptions
{
    /// <summary>The strength of the penalty on squared factors and offsets; finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public double Penalty { get; init => field = OptionRange.Positive(value, nameof(Penalty)); } = 0.1;

    /// <inheritdoc/>
    public override TrainerTraits Traits => TrainerTraits.Ratings;

    private protected override double Strength => Penalty;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(Penalty), Penalty);
    }

    internal override (ItemScorer Scorer, TrainingLog Log) Learn(Interactions data, TrainingControl control)
    {
        var (users, items, mean, log) = ExplicitAls.Fit(data, this, control);
        return (FactorScorer.OfRatings(users, items, mean, Trainer), log);
    }
}
