namespace MlDsl.Labels;

/// <summary>Which rows are worth a label.</summary>
public enum SelectionStrategy
{
    /// <summary>Those whose likeliest class has the lowest probability.</summary>
    LeastConfidence,

    /// <summary>Those whose two likeliest classes are the closest.</summary>
    Margin,

    /// <summary>Those whose probabilities have the highest entropy.</summary>
    Entropy,

    /// <summary>Those that lie furthest from every row that is labelled or chosen: k-center greedy, also called core-set. What the model says plays no part.</summary>
    KCenter,

    /// <summary>Those whose labels would move the model most, and each in another direction: seeds of k-means++ among gradients of the model's last layer (BADGE).</summary>
    Badge,

    /// <summary>Any: what the others are to be compared with.</summary>
    Random,
}

/// <summary>How rows are chosen to be labelled.</summary>
public sealed record SelectionOptions
{
    /// <summary>100 rows by BADGE, seed 0.</summary>
    public static SelectionOptions Default { get; } = new();

    /// <summary>Which rows are worth a label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public SelectionStrategy Strategy
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Strategy), value, "Strategy must be LeastConfidence, Margin, Entropy, KCenter, Badge or Random");
    } = SelectionStrategy.Badge;

    /// <summary>How many rows are chosen, at least 1. Where rows have a group, groups are chosen whole, and so many that they have no more rows than this; the first is chosen whatever its size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Count
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Count), value, "There is at least 1 row to choose");
    } = 100;

    /// <summary>The same seed chooses the same rows.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// How many rows or groups of the pool are looked at, at least 1, and enough for <see cref="Count"/>: of more, as many at random by the seed. Time and memory of k-center and BADGE grow with it times
    /// <see cref="Count"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxCandidates
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxCandidates), value, "At least 1 row is looked at");
    } = 100_000;
}
