using MlDsl.Monitoring.Outcomes;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Predictions in a folder, and the outcomes that come for them later, by id: what a model's performance in service is measured from. One process writes it. Safe for any number
/// of threads.
/// </summary>
/// <remarks>
/// What <see cref="Log(IReadOnlyList{LoggedPrediction})"/> and <see cref="Add(IReadOnlyList{ObservedOutcome})"/> returned from is there after a crash, as
/// <see cref="OutcomeStoreOptions.Durability"/> says; what they were called with is there whole or not at all. Files have no ids but their HMACs. Memory: some hundred bytes for each
/// prediction that is kept.
/// </remarks>
public sealed class OutcomeStore : IDisposable
{
    private const int AtOnce = 1000;

    private readonly object gate = new();
    private readonly OutcomeStoreOptions options;
    private readonly FolderOwner owner;
    private readonly OutcomeLog log;
    private OutcomeIndex index;

    private OutcomeStore(string folder, OutcomeStoreOptions options, FolderOwner owner)
    {
        (Folder, this.options, this.owner) = (folder, options, owner);
        index = new OutcomeIndex(options.LabelDelay);
        log = new OutcomeLog(folder, options, Take);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>How predictions and outcomes met so far.</summary>
    public OutcomeCounts Counts
    {
        get
        {
            lock (gate) return index.Counts;
        }
    }

    /// <summary>How many bytes at the end of the files were no whole record when the store was opened, as a process leaves them that is stopped while it writes.</summary>
    public long CutBytes => log.CutBytes;

    /// <summary>Opens a store, or makes it.</summary>
    /// <param name="folder">The folder, which is made where it is not there. It holds nothing else.</param>
    /// <param name="options">The key of ids, the delay of labels, and what is kept.</param>
    /// <exception cref="OutcomeStoreException">Another process has the store, a file is damaged, or the key is another; the message names it and the way out.</exception>
    public static OutcomeStore Open(string folder, OutcomeStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(folder);
        return FolderOwner.Open<OutcomeStore>(
            folder,
            process => new OutcomeStoreException($"The store '{folder}' is written by another process ({process}); one process writes a store: send it the outcomes, or stop it"),
            owner => new(folder, options, owner));
    }

    /// <summary>Remembers predictions: all or none.</summary>
    /// <exception cref="ArgumentException">An id is empty, a value is not finite, a decision is missing where outcomes hang on it, or a model's name is longer than 255 bytes.</exception>
    /// <exception cref="OutcomeStoreException">They cannot be written; none of them is there.</exception>
    public void Log(IReadOnlyList<LoggedPrediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var records = new StoreRecord[predictions.Count];
        for (int i = 0; i < records.Length; i++)
        {
            LoggedPrediction prediction = predictions[i];
            if (!float.IsFinite(prediction.Value)) throw new ArgumentException(FormattableString.Invariant($"The prediction {prediction.Value} at place {i} is not finite"), nameof(predictions));
            if (prediction.Decision is null && options.Outcomes != OutcomesOf.AllPredictions)
                throw new ArgumentException($"The prediction at place {i} has no decision, and outcomes exist for {options.Outcomes} only: nothing would tell whether one is to be expected; log the decision", nameof(predictions));
            records[i] = new(false, IdKey.Of(prediction.Id, options.Key.Span), prediction.At.UtcTicks, prediction.Value, prediction.Decision, prediction.Model ?? "");
        }
        if (records.Length > 0) log.Add(records);
    }

    /// <summary>Remembers one prediction.</summary>
    /// <inheritdoc cref="Log(IReadOnlyList{LoggedPrediction})"/>
    public void Log(LoggedPrediction prediction) => Log([prediction]);

    /// <summary>Adds one outcome.</summary>
    /// <inheritdoc cref="Add(IReadOnlyList{ObservedOutcome})"/>
    public void Add(ObservedOutcome outcome) => Add([outcome]);

    /// <summary>Adds outcomes: all or none. What goes with no prediction is counted in <see cref="Counts"/>, and kept.</summary>
    /// <exception cref="ArgumentException">An id is empty, a label is not finite, or a group is longer than 255 bytes.</exception>
    /// <exception cref="OutcomeStoreException">They cannot be written; none of them is there.</exception>
    public void Add(IReadOnlyList<ObservedOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var records = new StoreRecord[outcomes.Count];
        for (int i = 0; i < records.Length; i++)
        {
            ObservedOutcome outcome = outcomes[i];
            if (!float.IsFinite(outcome.Label)) throw new ArgumentException(FormattableString.Invariant($"The label {outcome.Label} at place {i} is not finite"), nameof(outcomes));
            records[i] = new(true, IdKey.Of(outcome.Id, options.Key.Span), outcome.Known.UtcTicks, outcome.Label, null, outcome.Group ?? "");
        }
        if (records.Length > 0) log.Add(records);
    }

    /// <summary>Adds the outcomes of a file, a table or any sequence, in parts of 1,000; how many.</summary>
    /// <inheritdoc cref="Add(IReadOnlyList{ObservedOutcome})"/>
    public long AddAll(IEnumerable<ObservedOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        long count = 0;
        foreach (ObservedOutcome[] part in outcomes.Chunk(AtOnce))
        {
            Add(part);
            count += part.Length;
        }
        return count;
    }

    /// <summary>Adds the outcomes of a stream, each when it comes; how many when it ends.</summary>
    /// <inheritdoc cref="Add(IReadOnlyList{ObservedOutcome})"/>
    public async Task<long> AddAllAsync(IAsyncEnumerable<ObservedOutcome> outcomes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        long count = 0;
        await foreach (ObservedOutcome outcome in outcomes.WithCancellation(cancellation).ConfigureAwait(false))
        {
            Add([outcome]);
            count++;
        }
        return count;
    }

    /// <summary>Takes away everything of an id, from memory and from the files, which are written anew without it; how many records that was.</summary>
    /// <remarks>A store has no other record of ids: there is no list of what was erased. What comes for the id later is kept again. A disk may hold old blocks until it needs them.</remarks>
    /// <exception cref="OutcomeStoreException">A file is damaged, and nothing was taken away; or one cannot be written: what is left of the id is still there, and erasing it again takes it away.</exception>
    public int Erase(string id)
    {
        IdKey key = IdKey.Of(id, options.Key.Span);
        return Rewrite(record => record.Key != key);
    }

    /// <summary>Takes away what is older than <see cref="OutcomeStoreOptions.Retention"/>; how many records that was. An outcome goes with the prediction that it is of.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="OutcomeStoreException">A file is damaged, and nothing was taken away; or one cannot be written, and the message says what is gone.</exception>
    public int Trim(DateTimeOffset now)
    {
        long first = now.UtcTicks - options.Retention.Ticks;
        return Rewrite(record => TimeOf(record) >= first);

        long TimeOf(StoreRecord record)
        {
            if (!record.IsOutcome) return record.Ticks;
            lock (gate) return index.PredictedAt(record.Key) ?? record.Ticks;
        }
    }

    /// <summary>How a classifier does on the predictions of a time whose outcomes are due.</summary>
    /// <param name="now">The time; predictions from <paramref name="window"/> and the declared delay before it on count, up to the delay before it.</param>
    /// <param name="window">How long the time is, above zero.</param>
    /// <param name="threshold">A row is predicted positive where its probability is at least this.</param>
    /// <param name="evaluation">Resamples and level; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">A remembered prediction is no probability, or a label neither 0 nor 1.</exception>
    public RollingMetrics<BinaryMetrics> BinaryMetrics(DateTimeOffset now, TimeSpan window, Probability threshold, EvaluationOptions? evaluation = null) =>
        Rolling(now, window, (labels, values, groups) => BinaryEvaluator.Evaluate(labels, values, threshold, new EvaluationRows { Slices = groups, Side = "rolling" }, null, evaluation));

    /// <summary>How a regression does on the predictions of a time whose outcomes are due.</summary>
    /// <inheritdoc cref="BinaryMetrics"/>
    public RollingMetrics<RegressionMetrics> RegressionMetrics(DateTimeOffset now, TimeSpan window, EvaluationOptions? evaluation = null) =>
        Rolling(now, window, (labels, values, groups) => RegressionEvaluator.Evaluate(labels, values, new EvaluationRows { Slices = groups, Side = "rolling" }, null, evaluation));

    /// <summary>Closes the files and lets another process have the store.</summary>
    public void Dispose()
    {
        log.Dispose();
        owner.Dispose();
    }

    private RollingMetrics<TMetrics> Rolling<TMetrics>(DateTimeOffset now, TimeSpan window, Func<float[], float[], IReadOnlyList<SliceColumn>, TMetrics> measure)
        where TMetrics : class, IMetrics<TMetrics>
    {
        if (window <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(window), window, "A window is longer than zero");
        DateTimeOffset to = now - options.LabelDelay, from = to - window;
        Joined[] due;
        lock (gate) due = [.. index.All.Where(j => j.At >= from.UtcTicks && j.At < to.UtcTicks && IsExpected(j)).OrderBy(static j => j.At)];
        Joined[] known = [.. due.Where(j => j.Known <= now.UtcTicks && !j.IsLeftOut)];
        long[] delays = [.. known.Select(static j => j.Known!.Value - j.At!.Value).Order()];
        IReadOnlyList<SliceColumn> groups = known.Any(static j => j.Group.Length > 0) ? [SliceColumn.From("group", [.. known.Select(static j => j.Group.Length > 0 ? j.Group : null)])] : [];
        TMetrics? metrics = known.Length == 0 ? null : measure([.. known.Select(static j => j.Label)], [.. known.Select(static j => j.Value)], groups);
        return new(from, to, due.Length, known.Length, metrics, options.LabelDelay, At(0.5), At(0.95), Note);

        TimeSpan? At(double share) => delays.Length == 0 ? null : TimeSpan.FromTicks(delays[(int)(share * (delays.Length - 1))]);
    }

    private bool IsExpected(Joined joined) => options.Outcomes switch
    {
        OutcomesOf.PositiveDecisions => joined.Decision == true,
        OutcomesOf.NegativeDecisions => joined.Decision == false,
        _ => true,
    };

    private string? Note => options.Outcomes == OutcomesOf.AllPredictions
        ? null
        : $"Outcomes exist for {(options.Outcomes == OutcomesOf.PositiveDecisions ? "positive" : "negative")} decisions only: the figures are of those rows, and what they would be of all is not known";

    private void Take(IReadOnlyList<StoreRecord> records)
    {
        lock (gate) index.Take(records);
    }

    private int Rewrite(Func<StoreRecord, bool> keep)
    {
        var fresh = new OutcomeIndex(options.LabelDelay);
        int gone = log.Rewrite(keep, fresh.Take, () =>
        {
            lock (gate) index = fresh;
        });
        return gone;
    }
}
