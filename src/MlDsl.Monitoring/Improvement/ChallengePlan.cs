namespace MlDsl;

/// <summary>Which rows a challenger is fitted to, on which it is compared, and what it must gain.</summary>
public sealed record ChallengePlan
{
    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The last event time of the rows that the champion was fitted to: it is compared on later ones only. A registry knows it (<see cref="RegisteredModel.TrainedUntil"/>).</summary>
    public required DateTimeOffset ChampionTrainedUntil { get; init; }

    /// <summary>How long after its row a label is known: later rows are not looked at, and the challenger's rows end as long before the frozen ones begin. Zero or longer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public required TimeSpan LabelDelay
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(LabelDelay), value, "A delay is zero or longer");
    }

    /// <summary>How long the time of the challenger's rows is. Above zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public required TimeSpan Window { get; init => field = Positive(value, nameof(Window)); }

    /// <summary>How long the time of the frozen rows is, which neither model was fitted to. Above zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public required TimeSpan Frozen { get; init => field = Positive(value, nameof(Frozen)); }

    /// <summary>Rows of one such time are drawn together, since they hang together; a day unless set. Above zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public TimeSpan Block { get; init => field = Positive(value, nameof(Block)); } = TimeSpan.FromDays(1);

    /// <summary>The share of the champion's loss that the challenger must save for sure, such as 0.01; 0 or more and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 on and below 1.</exception>
    public double MinGain { get; init => field = Share(value); }

    /// <summary>Of which predictions outcomes become known at all; the result says so where it is not all.</summary>
    public OutcomesOf Outcomes { get; init; }

    /// <summary>The same seed gives the same interval.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where the frozen rows begin and end.</summary>
    internal (DateTimeOffset From, DateTimeOffset Until) FrozenRows => (Now - LabelDelay - Frozen, Now - LabelDelay);

    /// <summary>Where the challenger's rows begin and end.</summary>
    internal (DateTimeOffset From, DateTimeOffset Until) TrainingRows => (FrozenRows.From - LabelDelay - Window, FrozenRows.From - LabelDelay);

    internal static double Share(double value, string name = nameof(MinGain)) => value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "MinGain is a share of the champion's loss: 0 or more and below 1");

    private static TimeSpan Positive(TimeSpan value, string name) => value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is a time above zero");
}
