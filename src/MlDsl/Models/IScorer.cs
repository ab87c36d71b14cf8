namespace MlDsl;

/// <summary>A model as a service sees it: one record in, one result out, or many at once. Implementations are safe for any number of threads.</summary>
/// <typeparam name="TInput">What is known when the prediction is made.</typeparam>
/// <typeparam name="TOutput">What the model says.</typeparam>
public interface IScorer<TInput, TOutput>
{
    /// <summary>Scores one record.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    void Run(in TInput input, out TOutput output);

    /// <summary>Scores a batch; result <c>i</c> belongs to record <c>i</c>. An empty batch does nothing.</summary>
    /// <exception cref="ArgumentException">The two spans differ in length.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    void Run(ReadOnlySpan<TInput> inputs, Span<TOutput> outputs);

    /// <summary>Scores one record without holding the caller's thread.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled before the model was done.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    ValueTask<TOutput> RunAsync(TInput input, CancellationToken cancellation = default);
}
