using MlDsl.Monitoring.Forecasts;
using MlDsl.Monitoring.Outcomes;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Forecasts in a folder, and the values that come for their steps later, by series and step: what a forecast's performance in service is measured from, and the alarms of its errors. One process writes it. Safe for any number of threads.
/// </summary>
/// <remarks>
/// What <see cref="Log"/> and <see cref="Add"/> returned from is there after a crash, as <see cref="OutcomeStoreOptions.Durability"/> says. Files have no name of a series but its HMAC. Memory: some hundred bytes for each step that is kept, from
/// each origin. <see cref="OutcomeStoreOptions.LabelDelay"/> is how long after a step's time its value is known at the latest; times of rows count as UTC for it.
/// </remarks>
public sealed class ForecastStore : IDisposable
{
    private const int AtOnce = 10_000;

    private readonly object gate = new();
    private readonly OutcomeStoreOptions options;
    private readonly FolderOwner owner;
    private readonly OutcomeLog log;
    private readonly byte[] key;
    private ForecastIndex index = new();
    private long repeated, contradicting, forecastTwice;

    private ForecastStore(string folder, OutcomeStoreOptions options, FolderOwner owner)
    {
        key = LoggedStep.Derive(options.Key);
        (Folder, this.options, this.owner) = (folder, options with { Key = key }, owner);
        log = new OutcomeLog(folder, this.options, Take);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>How forecasts and values met so far.</summary>
    public ForecastCounts Counts
    {
        get
        {
            lock (gate)
            {
                long forecasts = 0, joined = 0, unknown = 0, before = 0;
                foreach (var (_, entry) in index.All)
                {
                    forecasts += entry.Forecasts.Count;
                    if (entry.Known is null) continue;
                    if (entry.Forecasts.Count == 0) unknown++;
                    foreach (LoggedStep step in entry.Forecasts) _ = entry.IsBefore(step) ? joined++ : before++;
                }
                return new(forecasts, joined, unknown, before, repeated, contradicting, forecastTwice);
            }
        }
    }

    /// <summary>Opens a store, or makes it.</summary>
    /// <param name="folder">The folder, which is made where it is not there. It holds nothing else.</param>
    /// <param name="options">The key of series, the delay of values, and what is kept. <see cref="OutcomeStoreOptions.Outcomes"/> has no meaning here.</param>
    /// <exception cref="OutcomeStoreException">Another process has the store, a file is damaged or none of forecasts, or the key is another; the message names it and the way out.</exception>
    public static ForecastStore Open(string folder, OutcomeStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(folder);
        return FolderOwner.Open<ForecastStore>(
            folder,
            process => new OutcomeStoreException($"The store '{folder}' is written by another process ({process}); one process writes a store: send it the forecasts, or stop it"),
            owner => new(folder, options, owner));
    }

    /// <summary>Remembers forecasts: each step of each series. What the same model said of a step from the same origin before is left out and counted; parts of 10,000 steps are there whole or not at all.</summary>
    /// <param name="forecasts">What <c>model.Forecast</c> gave.</param>
    /// <param name="at">When it was asked.</param>
    /// <returns>How many steps were new.</returns>
    /// <exception cref="ArgumentException">A forecast is not finite.</exception>
    /// <exception cref="OutcomeStoreException">They cannot be written.</exception>
    public int Log(IEnumerable<ISeriesForecast> forecasts, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        List<StoreRecord> records = [];
        foreach (ISeriesForecast forecast in forecasts)
        {
            ToldSeries told = forecast.Told;
            ulong half = LoggedStep.HalfOf(told.Series, key);
            foreach (LoggedStep step in LoggedStep.Of(told, at.UtcTicks))
            {
                IdKey id = LoggedStep.KeyOf(told.Series, half, step.Time, key);
                bool isKnown;
                lock (gate)
                {
                    isKnown = index.Has(id, step);
                    if (isKnown) forecastTwice++;
                }
                if (!isKnown) records.Add(step.ToRecord(id));
            }
        }
        Write(records);
        return records.Count;
    }

    /// <summary>Adds values that came. What is of no forecast, or came before it, is counted in <see cref="Counts"/>; of a step whose value is there the first one counts.</summary>
    /// <param name="outcomes">What <c>model.Outcomes</c> gives of rows; parts of 10,000 are there whole or not at all.</param>
    /// <returns>How many were new.</returns>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    /// <exception cref="OutcomeStoreException">They cannot be written.</exception>
    public int Add(IEnumerable<SeriesOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        List<StoreRecord> records = [];
        foreach (SeriesOutcome outcome in outcomes)
        {
            if (!float.IsFinite(outcome.Value)) throw new ArgumentException(FormattableString.Invariant($"A value is {outcome.Value}, which is not finite"), nameof(outcomes));
            IdKey id = LoggedStep.KeyOf(outcome.Series, LoggedStep.HalfOf(outcome.Series, key), outcome.Time.Ticks, key);
            float? before;
            lock (gate)
            {
                before = index.ValueOf(id);
                if (before is { } known) _ = known.Equals(outcome.Value) ? repeated++ : contradicting++;
            }
            if (before is null) records.Add(new(true, id, outcome.Known.UtcTicks, outcome.Value, null, ""));
        }
        Write(records);
        return records.Count;
    }

    /// <summary>How the forecasts of a time do whose values are due: those of each step, from every origin.</summary>
    /// <param name="now">The time; steps of <paramref name="window"/> up to the declared delay before it count. Where event times number steps, those up to the last whose value is known.</param>
    /// <param name="window">How long the time is, above zero; where event times number steps, so many ticks as steps.</param>
    /// <param name="evaluation">Resamples, level and seed; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not above zero.</exception>
    public RollingMetrics<ForecastPerformance> Metrics(DateTimeOffset now, TimeSpan window, EvaluationOptions? evaluation = null)
    {
        if (window <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(window), window, "A window is longer than zero");
        lock (gate) return ForecastMeasures.Of(index, now, window, options.LabelDelay, evaluation ?? EvaluationOptions.Default);
    }

    /// <summary>
    /// What the errors of one model say, week by week, against those that it was calibrated with: each look has an alarm of errors and one of intervals, at a stated rate. The same forecasts and values give the same looks, however often they are asked for.
    /// </summary>
    /// <param name="reference">That of the model; only its forecasts count.</param>
    /// <param name="now">The time: a look is over when the declared delay has passed since its last step. Where event times number steps, when a later value is known.</param>
    /// <param name="alarms">How long a look is, and how often its alarms may be false.</param>
    /// <returns>The looks that are over, the oldest first; those in which nothing was forecast are left out.</returns>
    public IReadOnlyList<ForecastLook> Looks(ForecastReference reference, DateTimeOffset now, ForecastAlarmOptions? alarms = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        lock (gate) return new ForecastLooks(reference, alarms ?? new(), options.LabelDelay, key).Of(index, now);
    }

    /// <summary>Takes away everything of a series, from memory and from the files, which are written anew without it; how many records that was.</summary>
    /// <param name="series">The series, as <see cref="SeriesOutcome.Series"/> has it.</param>
    /// <exception cref="OutcomeStoreException">A file is damaged, and nothing was taken away; or one cannot be written, and erasing again takes away what is left.</exception>
    public int Erase(ulong series)
    {
        ulong half = LoggedStep.HalfOf(series, key);
        return Rewrite(record => (ulong)(record.Key.Bits >> 64) != half);
    }

    /// <summary>Takes away what is older than <see cref="OutcomeStoreOptions.Retention"/>: forecasts by when they were asked, values by when the step was first forecast, or by when they were known; how many records that was.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="OutcomeStoreException">A file is damaged, and nothing was taken away; or one cannot be written, and the message says what is gone.</exception>
    public int Trim(DateTimeOffset now)
    {
        long first = now.UtcTicks - options.Retention.Ticks;
        return Rewrite(record => TimeOf(record) >= first);

        long TimeOf(StoreRecord record)
        {
            if (!record.IsOutcome) return record.Ticks;
            lock (gate) return index.FirstAt(record.Key) ?? record.Ticks;
        }
    }

    /// <summary>Closes the files and lets another process have the store.</summary>
    public void Dispose()
    {
        log.Dispose();
        owner.Dispose();
    }

    private void Write(List<StoreRecord> records)
    {
        foreach (StoreRecord[] part in records.Chunk(AtOnce)) log.Add(part);
    }

    private void Take(IReadOnlyList<StoreRecord> records)
    {
        lock (gate) index.Take(records);
    }

    private int Rewrite(Func<StoreRecord, bool> keep)
    {
        var fresh = new ForecastIndex();
        return log.Rewrite(keep, fresh.Take, () =>
        {
            lock (gate) index = fresh;
        });
    }
}

/// <summary>How forecasts and values met. The last three are since the store was opened.</summary>
/// <param name="Forecasts">Steps that are remembered, from each origin.</param>
/// <param name="Joined">Of these, those whose value is there.</param>
/// <param name="Unknown">Values of steps that nobody forecast, such as those of unknown series.</param>
/// <param name="BeforeForecast">Forecasts of steps whose value was known by then: they measure nothing and are left out.</param>
/// <param name="Repeated">Values that came again and were the same.</param>
/// <param name="Contradicting">Values that came again and were others; the first one counts.</param>
/// <param name="ForecastTwice">Steps that the same model forecast from the same origin again; the first one counts.</param>
public readonly record struct ForecastCounts(long Forecasts, long Joined, long Unknown, long BeforeForecast, long Repeated, long Contradicting, long ForecastTwice);
