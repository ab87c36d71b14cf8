using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>How a search comes from the trials that are known to the next one: at random, by halving, or by a model of them.</summary>
public abstract record SearchStrategy
{
    private protected SearchStrategy()
    {
    }

    /// <summary>
    /// The most trials, 1 to 100,000; the first is the trainer with its options as they are. A halving begins with so many on its smallest share
    /// of the rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int Trials { get; init => field = Within(value, 1, 100_000, nameof(Trials)); } = 50;

    /// <summary>Everything that the trials depend on, as text.</summary>
    internal abstract string Description { get; }

    internal abstract SearchPlan Plan(SearchSpace space, SearchOptions options);
}

/// <summary>Every trial drawn alone. Suits few trials and many workers, and is what other strategies have to beat.</summary>
/// <remarks>Bergstra and Bengio (2012), "Random search for hyper-parameter optimization".</remarks>
public sealed record RandomSearch : SearchStrategy
{
    internal override string Description => $"random of {Trials}";

    internal override SearchPlan Plan(SearchSpace space, SearchOptions options) => new RandomPlan(new RandomSampler(space, options.Seed), this, options);
}

/// <summary>
/// Many trials on a small share of the training rows; the best of them, one in <see cref="Factor"/>, on a share that is as many times larger, until few are
/// trained on all. Suits trainings that are long and whose order shows on few rows.
/// </summary>
/// <remarks>
/// Successive halving: Jamieson and Talwalkar (2016); several <see cref="Brackets"/>: Hyperband, Li et al. (2017). A step begins when the one before has
/// ended, so that which trials are promoted depends on their losses and numbers, never on which ended first.
/// </remarks>
public sealed record HalvingSearch : SearchStrategy
{
    /// <summary>One in how many trials goes on, 2 to 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range; so for all that follow.</exception>
    public int Factor { get; init => field = Within(value, 2, 100, nameof(Factor)); } = 3;

    /// <summary>The number of shares of the rows, 1 to 10: with a factor of 3 and 3 steps a ninth, a third and all of them.</summary>
    public int Steps { get; init => field = Within(value, 1, 10, nameof(Steps)); } = 3;

    /// <summary>How often trials are drawn anew, 1 to <see cref="Steps"/>: each time fewer, which begin on a larger share.</summary>
    public int Brackets { get; init => field = Within(value, 1, 10, nameof(Brackets)); } = 1;

    internal override string Description => $"halving of {Trials} by {Factor} in {Steps} steps, {Brackets} brackets";

    internal override SearchPlan Plan(SearchSpace space, SearchOptions options) => Brackets <= Steps
        ? new HalvingPlan(new RandomSampler(space, options.Seed), this, options)
        : throw new ArgumentException($"A halving of {Steps} steps has room for as many brackets, not {Brackets}", nameof(options));
}

/// <summary>
/// Trials drawn where those that were good lie close and the others do not: a tree-structured Parzen estimator. Suits up to some ten options and a
/// few hundred trials.
/// </summary>
/// <remarks>
/// Bergstra et al. (2011), "Algorithms for hyper-parameter optimization"; a trainer's options together, as in Falkner, Klein and Hutter (2018), "BOHB: robust
/// and efficient hyperparameter optimization at scale".
/// </remarks>
public sealed record ModelSearch : SearchStrategy
{
    /// <summary>The trials that are drawn at random before there is a model, 1 to 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range; so for all that follow.</exception>
    public int RandomTrials { get; init => field = Within(value, 1, 10_000, nameof(RandomTrials)); } = 10;

    /// <summary>The points that are drawn and of which the most promising is taken, 1 to 10,000.</summary>
    public int Candidates { get; init => field = Within(value, 1, 10_000, nameof(Candidates)); } = 24;

    internal override string Description => $"model of {Trials}, {RandomTrials} random, {Candidates} candidates";

    internal override SearchPlan Plan(SearchSpace space, SearchOptions options) =>
        new RandomPlan(new ParzenSampler(space, options.Seed, RandomTrials, Candidates), this, options);
}
