namespace MlDsl.Training;

/// <summary>What a search does: the same options, rows and space give the same trials.</summary>
public sealed record SearchOptions
{
    /// <summary>How trials are chosen; a model of 50 unless set.</summary>
    public SearchStrategy Strategy
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Strategy));
            field = value;
        }
    } = new ModelSearch();

    /// <summary>What draws begin from.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// The work after which no trial begins, as <see cref="TrainerOptions.Work"/> counts it; without bound unless set. Those under way, at most
    /// <see cref="Concurrent"/>, are finished.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The budget is not above 0.</exception>
    public double Budget
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(Budget), value, "The budget must be above 0; leave it out for none");
    } = double.PositiveInfinity;

    /// <summary>
    /// How many trials may be under way at a time, 1 to 1,000; 4 unless set. A trial is chosen by those that lie at least so many before it, so
    /// this is part of the search, and the number of workers is not.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int Concurrent
    {
        get;
        init => field = value is >= 1 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(Concurrent), value, "Concurrent must be 1 to 1000");
    } = 4;

    /// <summary>How losses are resampled, for intervals and for the correction: resamples, level and seed.</summary>
    public EvaluationOptions Evaluation
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Evaluation));
            field = value;
        }
    } = EvaluationOptions.Default;

    internal string Description => FormattableString.Invariant(
        $"{Strategy.Description}; budget {Budget:R}; {Concurrent} at a time; {Evaluation.Resamples} resamples from {Evaluation.Seed}");
}

/// <summary>How a search runs; nothing here changes its trials.</summary>
public sealed record SearchControl
{
    /// <summary>The number of trainings at a time, each on one thread (of XGBoost on as many as its options say); 0 uses all processors. More than concurrent trials have folds are of no use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Workers
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Workers));
            field = value;
        }
    }

    /// <summary>The file that keeps every finished trial, and from which a search that was stopped goes on; null for none.</summary>
    public string? Log { get; init; }

    /// <summary>Hears of every finished trial, in the trials' order, on the thread that searches.</summary>
    public IProgress<SearchTrial>? Progress { get; init; }

    /// <summary>Stops the search with an <see cref="OperationCanceledException"/>; the log keeps what is finished.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The encoded training rows of all workers are kept in memory up to this many bytes; larger ones are encoded anew on every pass.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long HoldBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(HoldBytes));
            field = value;
        }
    } = 1L << 30;

    internal int Threads => Workers == 0 ? Environment.ProcessorCount : Workers;
}
