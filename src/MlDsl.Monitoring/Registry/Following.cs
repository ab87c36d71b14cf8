using MlDsl.Training;

namespace MlDsl.Monitoring.Registry;

/// <summary>What a service does again and again to have the model of an alias.</summary>
internal static class Following
{
    /// <summary>Copies, waits, and so on until it is told to stop; what fails is told and tried again.</summary>
    public static async Task RunAsync(Func<Task> copy, TimeSpan every, Action<Exception>? failed, CancellationToken stopping)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero);
        using var timer = new PeriodicTimer(every);
        try
        {
            do
            {
                try
                {
                    await copy().ConfigureAwait(false);
                }
                catch (Exception problem) when (problem is RegistryException or MlflowException or IOException or UnauthorizedAccessException)
                {
                    failed?.Invoke(problem);
                }
            }
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // As asked for.
        }
    }
}
