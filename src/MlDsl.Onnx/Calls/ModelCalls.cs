namespace MlDsl.Onnx;

/// <summary>What follows a run that was awaited, once for all generated classes: theirs would each be a state machine of its own.</summary>
internal static class ModelCalls
{
    /// <summary>Runs a call and shows its outputs where they lie: whoever disposes them gives the call back. One that fails goes back at once.</summary>
    public static async ValueTask<T> ShowAsync<TCall, T>(TCall call, Func<TCall, T> show, CancellationToken cancellation)
        where TCall : IModelCall
    {
        ArgumentNullException.ThrowIfNull(show);
        try
        {
            await call.RunAsync(cancellation).ConfigureAwait(false);
            return show(call);
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    /// <summary>Runs a call, copies what is wanted of its outputs, and gives it back.</summary>
    public static async ValueTask<T> ReadAsync<TCall, T>(TCall call, Func<TCall, T> read, CancellationToken cancellation)
        where TCall : IModelCall
    {
        ArgumentNullException.ThrowIfNull(read);
        using (call)
        {
            await call.RunAsync(cancellation).ConfigureAwait(false);
            return read(call);
        }
    }
}
