namespace MlDsl.Boosting;

/// <summary>
/// The turn of a training among those of the process: they overlap where they use one number of threads, and else begin in the order in which they came.
/// LightGBM keeps that number for the whole process and sizes the buffers of a data set by it; a training that raised it meanwhile would have
/// another write past its buffers.
/// </summary>
/// <remarks>
/// A training that begins within another, to make its rows or to answer its progress, takes that one's number and does not wait. Rows must not wait for a
/// training with another number that somebody else begins meanwhile: that one waits for theirs.
/// </remarks>
internal sealed class ThreadTurn : IDisposable
{
    // How long one that waits sleeps before it asks whether it shall go on waiting.
    private const int AskAgain = 50;

    private static readonly LinkedList<ThreadTurn> Waiting = [];
    private static readonly AsyncLocal<ThreadTurn?> Own = new();
    private static int threads, running;

    private readonly ThreadTurn? outer;
    private bool isOver;

    private ThreadTurn(int threads, ThreadTurn? outer) => (Threads, this.outer) = (threads, outer);

    /// <summary>How many threads to use: of a training within another as many as that one.</summary>
    public int Threads { get; }

    /// <summary>Waits for trainings with another number of threads.</summary>
    /// <param name="wanted">The number of threads.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static ThreadTurn Take(int wanted, CancellationToken cancellation)
    {
        ThreadTurn turn;
        lock (Waiting)
        {
            ThreadTurn? around = Own.Value;
            while (around is { isOver: true }) around = around.outer;
            turn = new ThreadTurn(around?.Threads ?? wanted, around);
            if (around is null) turn.Wait(cancellation);
            (threads, running) = (turn.Threads, running + 1);
        }
        Own.Value = turn;
        return turn;
    }

    public void Dispose()
    {
        lock (Waiting)
        {
            if (isOver) return;
            isOver = true;
            running--;
            Monitor.PulseAll(Waiting);
        }
        Own.Value = outer;
    }

    private void Wait(CancellationToken cancellation)
    {
        LinkedListNode<ThreadTurn> place = Waiting.AddLast(this);
        try
        {
            while (Waiting.First != place || (running > 0 && threads != Threads))
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(Waiting, AskAgain);
            }
        }
        finally
        {
            Waiting.Remove(place);
            Monitor.PulseAll(Waiting);
        }
    }
}
