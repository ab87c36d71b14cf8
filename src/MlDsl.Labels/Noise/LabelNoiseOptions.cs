using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>How rows are ordered by how likely their labels are wrong.</summary>
public enum LabelRanking
{
    /// <summary>By the probability that the given class is the true one, with the estimated rates at which classes are taken for each other.</summary>
    NoiseModel,

    /// <summary>By the probability of the given class.</summary>
    SelfConfidence,

    /// <summary>By how far the probability of the given class is above that of the likeliest other one.</summary>
    NormalizedMargin,
}

/// <summary>Which rows are called suspects.</summary>
public enum SuspectRule
{
    /// <summary>Of each given class the lowest in the ranking, as many as are estimated to be wrong.</summary>
    ByClass,

    /// <summary>Of each pair of given and other class those whose probability is furthest on the other's side, as many as are estimated to be of the other.</summary>
    ByNoiseRate,

    /// <summary>Those that both rules call so.</summary>
    Both,
}

/// <summary>How wrong labels are looked for.</summary>
public sealed record LabelNoiseOptions
{
    private const int MostRounds = 10;

    /// <summary>Two rounds, ranked by the noise model, suspects by class.</summary>
    public static LabelNoiseOptions Default { get; } = new();

    /// <summary>How rows are ordered.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public LabelRanking Ranking
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Ranking), value, "Ranking must be NoiseModel, SelfConfidence or NormalizedMargin");
    }

    /// <summary>Which rows are called suspects.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public SuspectRule Suspects
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Suspects), value, "Suspects must be ByClass, ByNoiseRate or Both");
    }

    /// <summary>
    /// How often the models of the folds are fitted, 1 to 10: from the second time on without the suspects of the time before, so that wrong labels do not teach
    /// what they are judged by. The number of errors is that of the first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Rounds
    {
        get;
        init => field = value is >= 1 and <= MostRounds
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Rounds), value, "There can be 1 to 10 rounds");
    } = 2;

    /// <summary>Resamples, level and seed of the intervals, and threads.</summary>
    public EvaluationOptions Evaluation
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Evaluation));
            field = value;
        }
    } = EvaluationOptions.Default;
}
