namespace MlDsl.Serving;

/// <summary>The rows of one request in the queue. All but its task changes under the queue's lock.</summary>
internal sealed class BatchCall<TKey, TInput, TOutput>(TKey key, RowBuffer<TInput, TOutput> rows, bool isArray, int priority, long sequence, long entered)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TKey Key => key;

    /// <summary>The caller's rows; not touched once the call is over, since they are used for other requests then.</summary>
    public RowBuffer<TInput, TOutput> Rows => rows;

    /// <summary>Whether its rows have numbers in messages.</summary>
    public bool IsArray => isArray;

    public int Priority => priority;

    public long Sequence => sequence;

    /// <summary>When it came, on the queue's clock.</summary>
    public long Entered => entered;

    public int Count { get; } = rows.Count;

    /// <summary>The rows that batches have taken, and those whose outputs are there.</summary>
    public int Taken { get; set; }

    public int Answered { get; set; }

    public bool IsOver { get; private set; }

    public Task Task => done.Task;

    public void Complete()
    {
        IsOver = true;
        done.TrySetResult();
    }

    public void Fail(Exception problem)
    {
        IsOver = true;
        done.TrySetException(problem);
    }

    public void Cancel(CancellationToken cancellation)
    {
        IsOver = true;
        done.TrySetCanceled(cancellation);
    }
}

/// <summary>Consecutive rows of one request in a batch.</summary>
internal readonly record struct BatchPart<TKey, TInput, TOutput>(BatchCall<TKey, TInput, TOutput> Call, int From, int Count);

/// <summary>What computes rows, and is told of it.</summary>
internal interface IBatchRunner<TKey, TInput, TOutput>
{
    /// <summary>Computes rows of several requests.</summary>
    void Run(TKey key, ReadOnlySpan<TInput> inputs, Span<TOutput> outputs);

    /// <summary>Computes rows of one request, and throws what it is answered with. The number of the first row is null where rows have none.</summary>
    void RunAlone(TKey key, ReadOnlySpan<TInput> inputs, Span<TOutput> outputs, int? first);

    /// <summary>A batch is computed now.</summary>
    void Runs(TKey key, int rows);

    /// <summary>A request's first row is computed now.</summary>
    void Waited(TKey key, TimeSpan time);
}
