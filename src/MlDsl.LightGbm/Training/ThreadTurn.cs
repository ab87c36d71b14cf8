namespace MlDsl.Boosting;

/// <summary>
/// The turn of a training among those of the process: they overlap where they use one number of threads, and begin in the order in which they came.
/// LightGBM keeps that number for the whole process and sizes the buffers of a data set by it; a training that raised it meanwhile would have
/// another write past its buffers.
/// </summary>
internal sealed class ThreadTurn : IDisposable
{
    // How long one that waits sleeps before it asks whether it shall go on waiting.
    private const int AskAgain = 50;

    private static readonly LinkedList<ThreadTurn> Waiting = [];
    private static readonly AsyncLocal<ThreadTurn?> Own = new();
    private static int threads, running;

    private readonly ThreadTurn? outer;
    private bool isOver;

    private ThreadTurn(int wanted)
    {
        outer = Own.Value is { isOver: false } around ? around : null;
        Threads = outer?.Threads ?? wanted;
    }

    /// <summary>How many threads to use: of a training within another, whose rows it makes, as many as that one.</summary>
    public int Threads { get; }

    /// <summary>Waits for trainings with another number of threads.</summary>
    /// <param name="wanted">The number of threads.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static ThreadTurn Take(int wanted, CancellationToken cancellation)
    {
        var turn = new ThreadTurn(wanted);
        if (turn.outer is null) turn.Wait(cancellation);
        Own.Value = turn;
        return turn;
    }

    public void Dispose()
    {
        if (isOver) return;
        isOver = true;
        Own.Value = outer;
        if (outer is not null) return;
        lock (Waiting)
        {
            running--;
            Monitor.PulseAll(Waiting);
        }
    }

    private void Wait(CancellationToken cancellation)
    {
        lock (Waiting)
        {
            LinkedListNode<ThreadTurn> place = Waiting.AddLast(this);
            try
            {
                while (Waiting.First != place || (running > 0 && threads != Threads))
                {
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(Waiting, AskAgain);
                }
                (threads, running) = (Threads, running + 1);
            }
            finally
            {
                Waiting.Remove(place);
                Monitor.PulseAll(Waiting);
            }
        }
    }
}
