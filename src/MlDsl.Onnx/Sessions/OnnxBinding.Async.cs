using System.Threading.Tasks.Sources;

namespace MlDsl.Onnx;

public sealed partial class OnnxBinding : IModelCall, IThreadPoolWorkItem, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> ending;
    private CancellationToken asyncCancellation;

    /// <summary>
    /// Runs the graph on a thread of the pool. The caller's thread is free meanwhile; nothing is allocated, because the binding itself
    /// is the work item and the task's source. Await the task once, before the outputs are read and the binding is disposed.
    /// </summary>
    /// <exception cref="InvalidOperationException">An input has not been written since the binding was rented.</exception>
    /// <exception cref="OnnxRuntimeException">The runtime failed; its code and text are in the exception.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> stopped the run.</exception>
    public ValueTask RunAsync(CancellationToken cancellation = default)
    {
        CheckReady();
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled(cancellation);
        ending.Reset();
        asyncCancellation = cancellation;
        Volatile.Write(ref state, Running);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return new ValueTask(this, ending.Version);
    }

    /// <summary>Runs the graph and shows the outputs where they lie; what shows them gives this call back. A call that fails goes back at once.</summary>
    /// <param name="show">Makes the caller's view of the outputs.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <inheritdoc cref="RunAsync(CancellationToken)"/>
    public ValueTask<T> ShowAsync<T>(Func<OnnxBinding, T> show, CancellationToken cancellation) => ModelCalls.ShowAsync(this, show, cancellation);

    /// <summary>Runs the graph, copies what is wanted of the outputs, and gives this call back.</summary>
    /// <param name="read">Copies it.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <inheritdoc cref="RunAsync(CancellationToken)"/>
    public ValueTask<T> ReadAsync<T>(Func<OnnxBinding, T> read, CancellationToken cancellation) => ModelCalls.ReadAsync(this, read, cancellation);

    void IThreadPoolWorkItem.Execute()
    {
        Exception? error = null;
        try
        {
            RunChecked(asyncCancellation);
        }
#pragma warning disable CA1031 // Whatever happens belongs to the awaiting caller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e;
        }
        asyncCancellation = default;
        if (Interlocked.CompareExchange(ref state, Finished, Running) == Abandoned)
        {
            // Disposed while running, so the binding goes back from here; whoever awaits after all learns why there is no result.
            ending.SetException(new ObjectDisposedException(session.Name, $"{session.Name}: the binding was disposed while it ran"));
            Volatile.Write(ref state, Idle);
            Return();
        }
        else if (error is not null) ending.SetException(error);
        else ending.SetResult(true);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => ending.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        ending.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token)
    {
        // Only now is the worker done with the source, and the binding the caller's again.
        Interlocked.CompareExchange(ref state, Rented, Finished);
        ending.GetResult(token);
    }
}
