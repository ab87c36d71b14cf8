namespace MlDsl.Training;

/// <summary>Reads batches and works on them on the threads of one team; results come in the batches' order.</summary>
internal static class Waves
{
    /// <summary>The result of <paramref name="work"/> for every batch; a worker, numbered from 0, has one batch at a time.</summary>
    /// <param name="batches">The batches, read by the team that it is given.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <param name="work">What is done with a batch.</param>
    /// <exception cref="OperationCanceledException">The token asked to stop.</exception>
    public static IEnumerable<TResult> Map<TRow, TResult>(
        Func<Team, IEnumerable<RowBatch<TRow>>> batches, TrainingControl control, Func<RowBatch<TRow>, int, TResult> work)
    {
        using var team = new Team(control.Workers);
        // A source may use a batch again once the next is read, so threads work on copies.
        foreach (TResult result in team.Map(batches(team).Select(static b => b.Snapshot()), work, control.Cancellation)) yield return result;
    }
}
