using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Recommends by implicit alternating least squares. Suits events that say what users did and not what they think of it; the usual choice.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(ImplicitAlsOptions), Targets = TargetKind.Preference)]
public sealed class ImplicitAlsAttribute : Attribute
{
    /// <summary>The number of factors of a user and of an item.</summary>
    [Range(1, 1024)]
    public int Factors { get; init; } = 64;

    /// <summary>How often users and items are solved for.</summary>
    [Range(1, int.MaxValue)]
    public int Iterations { get; init; } = 15;

    /// <summary>By how much an event of strength 1 is surer than that nothing happened.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Alpha { get; init; } = 1;

    /// <summary>The strength of the penalty on squared factors.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Penalty { get; init; } = 3;

    /// <summary>How the penalty grows with the number n of interactions of a user or item: as n to this power.</summary>
    [Range(0, 1.0)]
    public double PenaltyGrowth { get; init; } = 0.5;

    /// <summary>Whether a user is recommended items that the training rows show him with, too.</summary>
    public bool RecommendSeen { get; init; }

    /// <summary>Another seed, other factors to begin with.</summary>
    public int Seed { get; init; }
}

/// <summary>Recommends by alternating least squares of ratings: the row's <see cref="LabelAttribute"/>. Suits ratings that users gave; the score is the rating to expect.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(ExplicitAlsOptions), Targets = TargetKind.Preference, Traits = TrainerTraits.Ratings)]
public sealed class ExplicitAlsAttribute : Attribute
{
    /// <summary>The number of factors of a user and of an item.</summary>
    [Range(1, 1024)]
    public int Factors { get; init; } = 64;

    /// <summary>How often users and items are solved for.</summary>
    [Range(1, int.MaxValue)]
    public int Iterations { get; init; } = 15;

    /// <summary>The strength of the penalty on squared factors and offsets.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Penalty { get; init; } = 0.1;

    /// <summary>How the penalty grows with the number n of ratings of a user or item: as n to this power.</summary>
    [Range(0, 1.0)]
    public double PenaltyGrowth { get; init; } = 1;

    /// <summary>Whether a user is recommended items that the training rows show him with, too.</summary>
    public bool RecommendSeen { get; init; }

    /// <summary>Another seed, other factors to begin with.</summary>
    public int Seed { get; init; }
}

/// <summary>
/// Recommends by Bayesian personalised ranking, which orders items without weighing events. Suits many events of one kind; its steps follow each other on one thread.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(BprOptions), Targets = TargetKind.Preference)]
public sealed class BprAttribute : Attribute
{
    /// <summary>The number of factors of a user and of an item.</summary>
    [Range(1, 1024)]
    public int Factors { get; init; } = 64;

    /// <summary>How often as many steps are taken as there are interactions.</summary>
    [Range(1, int.MaxValue)]
    public int Iterations { get; init; } = 50;

    /// <summary>The length of a step.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The strength of the penalty on squared factors and offsets.</summary>
    [Range(0, double.MaxValue)]
    public double Penalty { get; init; } = 0.01;

    /// <summary>Whether a user is recommended items that the training rows show him with, too.</summary>
    public bool RecommendSeen { get; init; }

    /// <summary>Another seed, other factors to begin with and other draws.</summary>
    public int Seed { get; init; }
}

/// <summary>
/// Recommends what is like the items that a user took: items that the same users took. Suits a first model, whose every recommendation can be told the reason of.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(ItemNeighboursOptions), Targets = TargetKind.Preference)]
public sealed class ItemNeighboursAttribute : Attribute
{
    /// <summary>The most items that are kept as like an item.</summary>
    [Range(1, int.MaxValue)]
    public int Neighbours { get; init; } = 100;

    /// <summary>How many common users halve a similarity.</summary>
    [Range(0, double.MaxValue)]
    public double Shrinkage { get; init; } = 10;

    /// <summary>Whether a user is recommended items that the training rows show him with, too.</summary>
    public bool RecommendSeen { get; init; }
}

/// <summary>Recommends to everybody what most users took: the baseline that every other recommender is measured beside.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Trainer(typeof(PopularityOptions), Targets = TargetKind.Preference)]
public sealed class PopularityAttribute : Attribute
{
    /// <summary>Whether a user is recommended items that the training rows show him with, too.</summary>
    public bool RecommendSeen { get; init; }
}
