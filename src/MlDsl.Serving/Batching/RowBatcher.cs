namespace MlDsl.Serving;

/// <summary>
/// Computes the rows of requests that come at the same time in one call. A request that finds nothing going on is computed at once, on its own
/// thread; what comes meanwhile waits and makes up the next batch, the most urgent first. Rows are counted, not requests. Each caller gets what it would have
/// got alone: where a batch throws, each request of it is computed for itself.
/// </summary>
/// <typeparam name="TKey">What computes; rows of different keys are in different batches.</typeparam>
/// <typeparam name="TInput">A row.</typeparam>
/// <typeparam name="TOutput">What is said of it.</typeparam>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A timer that is not set holds nothing to dispose of.")]
internal sealed partial class RowBatcher<TKey, TInput, TOutput> where TKey : class
{
    private readonly object gate = new();
    private readonly SortedSet<BatchCall<TKey, TInput, TOutput>> waiting = new(Order.Instance);
    private readonly BatchingOptions options;
    private readonly IBatchRunner<TKey, TInput, TOutput> runner;
    private readonly TimeProvider clock;
    private readonly Action<Action> start;
    private readonly ITimer delay;
    private long sequence;
    private int waitingRows;
    private Stage stage;
    private bool isClosed;

    /// <param name="options">Sizes and times.</param>
    /// <param name="runner">Computes.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="start">Runs work on a thread of its own.</param>
    public RowBatcher(BatchingOptions options, IBatchRunner<TKey, TInput, TOutput> runner, TimeProvider clock, Action<Action> start)
    {
        (this.options, this.runner, this.clock, this.start) = (options, runner, clock, start);
        delay = clock.CreateTimer(static state => ((RowBatcher<TKey, TInput, TOutput>)state!).EndDelay(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private enum Stage
    {
        /// <summary>Nothing is computed and nothing waits.</summary>
        Idle,

        /// <summary>A thread computes.</summary>
        Running,

        /// <summary>Several requests wait for others.</summary>
        Delaying,
    }

    /// <summary>Fills the outputs of <paramref name="rows"/>, which are the caller's again when the task is over.</summary>
    /// <param name="key">What computes.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="isArray">Whether they have numbers in messages.</param>
    /// <param name="priority">How urgent it is; less is sooner.</param>
    /// <param name="cancellation">Lets the caller go at once.</param>
    /// <exception cref="BatchRefusedException">The queue is full, closed, or did not come to these rows in time.</exception>
    public async Task RunAsync(TKey key, RowBuffer<TInput, TOutput> rows, bool isArray, int priority, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (rows.Count == 0) return;
        BatchCall<TKey, TInput, TOutput> call;
        bool leads, isDelayOver = false;
        lock (gate)
        {
            if (isClosed) throw new BatchRefusedException(BatchRefusal.Draining);
            if (waitingRows > 0 && waitingRows + (long)rows.Count > options.QueueLimit) throw new BatchRefusedException(BatchRefusal.Full);
            call = new(key, rows, isArray, priority, sequence++, clock.GetTimestamp());
            waiting.Add(call);
            waitingRows += call.Count;
            leads = stage == Stage.Idle;
            if (leads || (stage == Stage.Delaying && waitingRows >= options.MaxRows))
            {
                isDelayOver = !leads;
                stage = Stage.Running;
            }
        }
        if (isDelayOver) Begin();
        // From here on the rows are this call's only until it is over: whatever comes, its task is waited for.
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static (state, cancellation) =>
            {
                var (batcher, call) = ((RowBatcher<TKey, TInput, TOutput>, BatchCall<TKey, TInput, TOutput>))state!;
                batcher.Leave(call, cancellation);
            },
            (this, call));
        using ITimer? deadline = leads || options.MaxWait <= TimeSpan.Zero ? null : clock.CreateTimer(_ => GiveUp(call), null, options.MaxWait, Timeout.InfiniteTimeSpan);
        if (leads) Work(call);
        await call.Task.ConfigureAwait(false);
    }

    /// <summary>Takes nothing new; what waits is computed.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            if (stage != Stage.Delaying) return;
            stage = Stage.Running;
        }
        Begin();
    }

    /// <summary>The rows that wait.</summary>
    public int WaitingRows
    {
        get
        {
            lock (gate) return waitingRows;
        }
    }

    private void Leave(BatchCall<TKey, TInput, TOutput> call, CancellationToken cancellation)
    {
        bool isLeftAlone;
        lock (gate)
        {
            if (call.IsOver) return;
            isLeftAlone = TakeOut(call);
            call.Cancel(cancellation);
        }
        if (isLeftAlone) Begin();
    }

    private void GiveUp(BatchCall<TKey, TInput, TOutput> call)
    {
        bool isLeftAlone;
        lock (gate)
        {
            if (call.IsOver || call.Taken > 0) return;
            isLeftAlone = TakeOut(call);
            call.Fail(new BatchRefusedException(BatchRefusal.Late));
        }
        if (isLeftAlone) Begin();
    }

    private void EndDelay()
    {
        lock (gate)
        {
            if (stage != Stage.Delaying) return;
            stage = Stage.Running;
        }
        Begin();
    }

    // Whether what still waits must be computed now, since it waits for nobody any more.
    private bool TakeOut(BatchCall<TKey, TInput, TOutput> call)
    {
        if (waiting.Remove(call)) waitingRows -= call.Count - call.Taken;
        if (stage != Stage.Delaying || waiting.Count > 1) return false;
        stage = waiting.Count == 0 ? Stage.Idle : Stage.Running;
        return waiting.Count == 1;
    }

    // The most urgent first, then as they came.
    private sealed class Order : IComparer<BatchCall<TKey, TInput, TOutput>>
    {
        public static readonly Order Instance = new();

        public int Compare(BatchCall<TKey, TInput, TOutput>? x, BatchCall<TKey, TInput, TOutput>? y) => (x!.Priority, x.Sequence).CompareTo((y!.Priority, y.Sequence));
    }
}
