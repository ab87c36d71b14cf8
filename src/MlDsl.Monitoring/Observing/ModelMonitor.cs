using System.Runtime.CompilerServices;
using MlDsl.Monitoring;
using MlDsl.Monitoring.Domains;
using MlDsl.Monitoring.Scorers;
using MlDsl.Observing;
using MlDsl.Training;

namespace MlDsl;

/// <summary>Counts the rows that a model answers in windows, and raises alarms where these are not like its reference. Safe for any number of threads.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public abstract class ModelMonitor<TModel> : IDisposable where TModel : class
{
    private protected ModelMonitor()
    {
    }

    /// <summary>What is remembered for metrics and the page.</summary>
    internal abstract MonitorLog Log { get; }

    /// <summary>The time, by the monitor's clock.</summary>
    internal abstract DateTimeOffset Now { get; }

    /// <summary>The last closed windows, the oldest first, each with the reference of the model that answered its rows.</summary>
    public abstract IReadOnlyList<ClosedWindow> Windows { get; }

    /// <summary>The last alarms, the oldest first; as many as windows are kept.</summary>
    public abstract IReadOnlyList<DriftAlarm> Alarms { get; }

    /// <summary>What the classifier of <see cref="MonitoringOptions.Domain"/> said of the last windows, the oldest first; empty where there is none.</summary>
    public abstract IReadOnlyList<DomainDrift> Domains { get; }

    /// <summary>The rows that were answered by a model without a reference, which nothing can be compared with.</summary>
    public abstract long RowsWithoutReference { get; }

    /// <summary>How far a reference of <see cref="FirstWindows"/> is; null where there was one from the start. While it is collected there are no windows and no alarms.</summary>
    public abstract CollectedWindows? Collected { get; }

    /// <summary>
    /// Closes the window now: one for each model that answered rows since the last, and one of the newest model in any case. Alarms look at it however short it is, so that
    /// <see cref="AlarmOptions.WindowsPerWeek"/> is how often this is called a week.
    /// </summary>
    public abstract IReadOnlyList<ClosedWindow> Close();

    /// <summary>Takes what is estimated of the model's performance now: for metrics and the page. Where nothing is estimable, metrics have no figure and the page says why.</summary>
    public void Record(BinaryEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        Log.AddEstimate(new ToldMetrics(Now, null, estimate.Rows, estimate.Named, estimate.Problem));
    }

    /// <summary>The same of several classes: what is told of all of them together.</summary>
    public void Record(MulticlassEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        Log.AddEstimate(new ToldMetrics(Now, null, estimate.Rows, estimate.Named, estimate.Problem));
    }

    /// <summary>The same of a regression, with or without intervals.</summary>
    public void Record(RegressionEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        Log.AddEstimate(new ToldMetrics(Now, null, estimate.Rows, estimate.Named, estimate.Problem));
    }

    /// <summary>Takes what labels that came say of the model's performance: for metrics and the page.</summary>
    public void Record<TMetrics>(RollingMetrics<TMetrics> performance) where TMetrics : class, IMetrics<TMetrics>
    {
        ArgumentNullException.ThrowIfNull(performance);
        string? note = performance.Metrics is null ? "No outcome is there yet" : performance.Note;
        Log.AddPerformance(
            new ToldMetrics(performance.To, performance.From, performance.WithOutcome, performance.Metrics?.Named ?? [], note),
            performance.Predictions > 0 ? performance.WithOutcome / (double)performance.Predictions : double.NaN,
            [("declared", performance.LabelDelay), ("median", performance.MedianDelay), ("long", performance.LongDelay)]);
    }

    /// <summary>Takes what the errors of forecasts say: for metrics, which have the last look's ratio of errors and share outside the intervals, and the last alarm of each.</summary>
    /// <param name="looks">The looks of <see cref="ForecastStore.Looks"/>, the oldest first.</param>
    public void Record(IReadOnlyList<ForecastLook> looks)
    {
        ArgumentNullException.ThrowIfNull(looks);
        Log.SetLooks(looks);
    }

    /// <summary>Takes what a window says of groups of people. Names of groups are then in metrics and on the page: of those alone that the reference has rows enough of, and this window 50 or more.</summary>
    /// <param name="column">The <c>[Sensitive]</c> column, or columns; by property, as dashboards ask for it.</param>
    /// <param name="groups">The groups' means.</param>
    public void Record(string column, GroupWindow groups)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(groups);
        Log.Add(ToldGroups.Of(Now, column, groups));
    }

    /// <summary>Ends the windows by time and closes the open one, as the clock does.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the windows by time and closes the open one.</summary>
    protected abstract void Dispose(bool disposing);
}

/// <summary>The same with the types of rows: for batch scoring, and for services of your own.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
/// <typeparam name="TOutput">What is said of one row.</typeparam>
public sealed class ModelMonitor<TModel, TInput, TOutput> : ModelMonitor<TModel>, IPredictionObserver<TModel, TInput, TOutput> where TModel : class, IScorer<TInput, TOutput>
{
    private readonly FirstCollector<TInput, TOutput>? collector;
    private readonly MonitoringOptions options;
    private readonly TimeProvider clock;
    private readonly ITimer? timer;
    private readonly object gate = new();
    private readonly ConditionalWeakTable<TModel, Watched> known = [];
    private readonly List<Watched> open = [];
    private readonly Queue<ClosedWindow> closed = new();
    private readonly WindowFeed feed;
    private IObservedModel<TInput, TOutput>? given;
    private Watched? newest;
    private DateTimeOffset begun;
    private long rows, rowsWithoutReference;
    private int isDisposed;

    /// <summary>A monitor that has seen nothing.</summary>
    /// <param name="options">When windows are closed, and what becomes of them; <see cref="MonitoringOptions.Default"/> where null.</param>
    /// <param name="clock">The clock; the system's where null.</param>
    /// <exception cref="ArgumentException">Alarms ask for too few draws.</exception>
    public ModelMonitor(MonitoringOptions? options = null, TimeProvider? clock = null) : this(options, clock, given: null)
    {
    }

    /// <summary>A monitor of models that have no reference in their file: their rows are compared with that one.</summary>
    /// <param name="reference">The reference, with what reads its columns.</param>
    /// <param name="options">When windows are closed, and what becomes of them; <see cref="MonitoringOptions.Default"/> where null.</param>
    /// <param name="clock">The clock; the system's where null.</param>
    /// <exception cref="ArgumentException">Alarms ask for too few draws.</exception>
    public ModelMonitor(ScorerReference<TInput, TOutput> reference, MonitoringOptions? options = null, TimeProvider? clock = null)
        : this(options, clock, (reference ?? throw new ArgumentNullException(nameof(reference))).Observed)
    {
    }

    /// <summary>A monitor of models that have no reference in their file, and of which nobody has rows: the first windows are the reference, unless an earlier process collected it.</summary>
    /// <param name="columns">What is watched. <see cref="WatchedColumns{TInput, TOutput}.At"/> is not asked: the day of a window is that of <paramref name="clock"/>.</param>
    /// <param name="first">How many windows are collected, and where they lie until they are a reference.</param>
    /// <param name="options">When windows are closed, and what becomes of them; <see cref="MonitoringOptions.Default"/> where null.</param>
    /// <param name="clock">The clock; the system's where null.</param>
    /// <exception cref="ArgumentException">There are no columns, sensitive ones without a key for their windows, or alarms ask for too few draws.</exception>
    /// <exception cref="ModelFileException">The folder has a reference that is damaged, or of other columns.</exception>
    public ModelMonitor(WatchedColumns<TInput, TOutput> columns, FirstWindows first, MonitoringOptions? options = null, TimeProvider? clock = null)
        : this(options, clock, given: null, columns ?? throw new ArgumentNullException(nameof(columns)), first ?? throw new ArgumentNullException(nameof(first)))
    {
    }

    private ModelMonitor(MonitoringOptions? options, TimeProvider? clock, IObservedModel<TInput, TOutput>? given, WatchedColumns<TInput, TOutput>? columns = null, FirstWindows? first = null)
    {
        this.given = given;
        this.options = options ?? MonitoringOptions.Default;
        this.options.Alarms?.Check();
        this.clock = clock ?? TimeProvider.System;
        Log = new MonitorLog(this.options.Name ?? typeof(TModel).Name, this.options.Keep);
        feed = new WindowFeed(typeof(TModel).Name, this.options, Log);
        if (columns is not null)
        {
            try
            {
                collector = new FirstCollector<TInput, TOutput>(typeof(TModel).Name, columns, first!, this.clock, feed.Tell);
            }
            catch
            {
                Log.Dispose();
                throw;
            }
            MeasureCollected();
            this.given = collector.Reference?.Observed;
        }
        begun = this.clock.GetUtcNow();
        if (this.options.Every != Timeout.InfiniteTimeSpan) timer = this.clock.CreateTimer(static monitor => ((ModelMonitor<TModel, TInput, TOutput>)monitor!).Tick(isWhole: true), this, this.options.Every, this.options.Every);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ClosedWindow> Windows
    {
        get
        {
            lock (gate) return [.. closed];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<DriftAlarm> Alarms => Log.Alarms;

    /// <inheritdoc/>
    public override IReadOnlyList<DomainDrift> Domains => Log.Domains;

    /// <inheritdoc/>
    public override CollectedWindows? Collected => collector?.Collected;

    /// <inheritdoc/>
    internal override MonitorLog Log { get; }

    /// <inheritdoc/>
    internal override DateTimeOffset Now => clock.GetUtcNow();

    /// <inheritdoc/>
    public override long RowsWithoutReference => Interlocked.Read(ref rowsWithoutReference);

    /// <summary>Takes a model that a service is to put in use, if there is something that its rows can be compared with.</summary>
    /// <exception cref="NotSupportedException">There is nothing: its file holds no reference, none was given, and none is collected.</exception>
    public void Admit(TModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (collector is null && given is null && model is not IObservedModel<TInput, TOutput> { Reference: not null })
            throw new NotSupportedException($"'{typeof(TModel).Name}' is monitored, and this file of it holds no reference that its rows could be compared with; fit and save it anew with {nameof(TrainingControl)}.{nameof(TrainingControl.Reference)} on, give AddMonitoring a reference, or leave it out");
    }

    /// <summary>Takes rows that were answered. Allocates nothing once the model is known and has a reference.</summary>
    /// <exception cref="ArgumentException">There are not as many outputs as inputs.</exception>
    public void Observe(TModel model, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (inputs.Length != outputs.Length) throw new ArgumentException($"{inputs.Length} rows have {outputs.Length} predictions; give one for each", nameof(outputs));
        Watched watched = Volatile.Read(ref newest) is { } last && ReferenceEquals(last.Model, model) ? last : Watch(model);
        long counted = inputs.Length;
        if (watched.Cells is { } cells)
        {
            counted = watched.Counter.Count(watched.Observed!, cells, inputs, outputs);
            watched.Sampled?.Add(inputs);
        }
        else if (collector?.Add(inputs, outputs) != true)
        {
            Interlocked.Add(ref rowsWithoutReference, inputs.Length);
            return;
        }
        if (options.Rows > 0 && Interlocked.Add(ref rows, counted) >= options.Rows) CloseFull();
    }

    /// <summary>The model as a scorer whose rows are counted: for batch scoring and whatever takes a scorer.</summary>
    public IScorer<TInput, TOutput> Watching(TModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ObservedScorer<TModel, TInput, TOutput>(model, this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ClosedWindow> Close()
    {
        List<ClosedWindow> over = [];
        lock (gate) Collect(over, isByHand: true, isWhole: true);
        Advance();
        feed.Drain();
        return over;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0) return;
        timer?.Dispose();
        Tick(isWhole: false);
        feed.Dispose();
    }

    private void Tick(bool isWhole)
    {
        lock (gate) Collect([], isByHand: false, isWhole);
        DrainQuietly();
    }

    private void DrainQuietly()
    {
        Advance();
        feed.DrainQuietly();
    }

    // Writes first windows; where they are a reference now, all models are watched from here on.
    private void Advance()
    {
        if (collector is null) return;
        long? left = collector.Drain();
        MeasureCollected();
        if (left is null) return;
        Interlocked.Add(ref rowsWithoutReference, left.Value);
        lock (gate)
        {
            given = collector.Reference!.Observed;
            known.Clear();
            Volatile.Write(ref newest, null);
        }
    }

    private void MeasureCollected() => Log.Gauges.Set(MonitorGauge.Collected, collector!.Collected.Share);

    private void CloseFull()
    {
        lock (gate)
        {
            // Another thread was first, perhaps.
            if (Interlocked.Read(ref rows) < options.Rows) return;
            Collect([], isByHand: false, isWhole: true);
        }
        // Who asked for a prediction does not wait for alarms.
        ThreadPool.UnsafeQueueUserWorkItem(static monitor => monitor.DrainQuietly(), this, preferLocal: false);
    }

    // Under the lock.
    private void Collect(List<ClosedWindow> over, bool isByHand, bool isWhole)
    {
        Interlocked.Exchange(ref rows, 0);
        DateTimeOffset now = clock.GetUtcNow();
        List<DrawnRows?> sampled = [];
        // A clock that was put back makes no window that ends before it begins.
        if (now < begun) begun = now;
        for (int i = 0; i < open.Count; i++)
        {
            Watched watched = open[i];
            var counts = new long[watched.Cells!.Count];
            long seen = watched.Counter.Collect(counts);
            if (seen > 0 || watched == newest)
            {
                over.Add(new ClosedWindow(watched.Observed!.Reference!, watched.Cells.ToWindow(counts, seen, begun, now)) { Overlaps = watched.Overlaps });
                sampled.Add(watched.Sampled?.Take());
                continue;
            }
            // A model that answered nothing in a whole window is gone; should it come back, it is watched anew.
            known.Remove(watched.Model);
            open.RemoveAt(i--);
        }
        begun = now;
        collector?.Close(now, isWhole);
        foreach (var (window, rows) in over.Zip(sampled))
        {
            closed.Enqueue(window);
            feed.Add(window, isByHand, rows);
        }
        while (closed.Count > options.Keep) closed.Dequeue();
    }

    private Watched Watch(TModel model)
    {
        Watched? watched;
        lock (gate)
        {
            if (known.TryGetValue(model, out watched)) return watched;
            known.Add(model, watched = new Watched(model, given ?? model as IObservedModel<TInput, TOutput>, options.Domain));
            if (watched.Cells is not null) open.Add(watched);
            Volatile.Write(ref newest, watched);
        }
        // While first windows are collected there is none yet.
        if (watched.Cells is null && collector is null)
            feed.Tell(new DriftException($"A model '{typeof(TModel).Name}' answers rows and has no reference, which they could be compared with: they count as {nameof(RowsWithoutReference)}, and no alarm is raised of them; fit it with a reference, or make one of rows by {nameof(WatchedColumns<TInput, TOutput>)}"));
        if (options.Domain is not null && watched.Overlaps)
            feed.Tell(new DriftException($"One request of '{typeof(TModel).Name}' has much of what another one had, and a classifier of such rows has no rate of false alarms: it does not look at them; leave {nameof(MonitoringOptions.Domain)} out"));
        return watched;
    }

    private sealed class Watched(TModel model, IObservedModel<TInput, TOutput>? observed, DomainOptions? domain)
    {
        public TModel Model => model;

        public IObservedModel<TInput, TOutput>? Observed => observed;

        public bool Overlaps => observed is not (null or ISampledModel<TInput, TOutput>);

        public ProfileCells? Cells => Counting?.Cells;

        /// <summary>Rows for a classifier; null where none asks for them, or one request has much of what another one had.</summary>
        public RowReservoir<TInput, TOutput>? Sampled { get; } = domain is not null && observed is ISampledModel<TInput, TOutput> { Reference: { } reference } sampled
            ? new(sampled, [.. Enumerable.Range(0, Math.Min(reference.Columns.Length, RowSample.MostColumns))], domain.Rows, domain.Seed)
            : null;

        public WindowCounter Counter => Counting!.Value.Counter;

        private (ProfileCells Cells, WindowCounter Counter)? Counting { get; } = observed?.NewCells() is { } cells ? (cells, new WindowCounter(cells.Count)) : null;
    }
}
