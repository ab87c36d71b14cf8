using System.Runtime.ExceptionServices;

namespace MlDsl.Training;

/// <summary>Reads batches on one thread and works on as many at a time as there are workers; results come in the batches' order.</summary>
internal static class Waves
{
    /// <summary>The result of <paramref name="work"/> for every batch; a worker, numbered from 0, has one batch at a time.</summary>
    /// <exception cref="OperationCanceledException">The token asked to stop.</exception>
    public static IEnumerable<TResult> Map<TRow, TResult>(
        IEnumerable<RowBatch<TRow>> batches, TrainingControl control, Func<RowBatch<TRow>, int, TResult> work)
    {
        // A source may use a batch again once the next is read, so a wave works on copies.
        foreach (RowBatch<TRow>[] wave in batches.Select(static b => b.Snapshot()).Chunk(control.Workers))
        {
            control.Cancellation.ThrowIfCancellationRequested();
            var results = new TResult[wave.Length];
            var failures = new Exception?[wave.Length];
            Parallel.For(0, wave.Length, new ParallelOptions { MaxDegreeOfParallelism = control.Workers }, worker =>
            {
                try
                {
                    results[worker] = work(wave[worker], worker);
                }
                catch (Exception problem)
                {
                    failures[worker] = problem;
                }
            });
            // The earliest batch's failure, as one thread would meet it.
            if (Array.Find(failures, static f => f is not null) is { } failure) ExceptionDispatchInfo.Throw(failure);
            foreach (TResult result in results) yield return result;
        }
    }
}
