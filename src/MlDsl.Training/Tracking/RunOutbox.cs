using System.Threading.Channels;

namespace MlDsl.Training;

/// <summary>Sends runs in the background, one after the other; a run that changes while it waits is sent once.</summary>
internal sealed class RunOutbox
{
    // Those with something to send, of sessions that are over too.
    private static readonly HashSet<RunOutbox> Busy = [];

    // What is not sent by the end of the process stays in its folder.
    static RunOutbox() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Leave(null);

    private readonly IRunTracker tracker;
    private readonly TimeSpan exitWait;
    private readonly Action<string, string, Exception, bool> report;
    private readonly Channel<string> queue = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private int pending;
    private bool isStarted;

    public RunOutbox(IRunTracker tracker, TimeSpan exitWait, Action<string, string, Exception, bool> report)
    {
        (this.tracker, this.exitWait, this.report) = (tracker, exitWait, report);
    }

    /// <summary>Waits until nothing waits any more in any outbox; an endless time is <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static bool WaitAll(TimeSpan atMost)
    {
        long start = Environment.TickCount64;
        bool isEmpty = true;
        foreach (RunOutbox box in All()) isEmpty &= box.Wait(start, atMost == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : atMost);
        return isEmpty;
    }

    /// <summary>Waits as long as the options say for what goes to one tracker, all at the same time; null for every one.</summary>
    public static void Leave(IRunTracker? tracker)
    {
        long start = Environment.TickCount64;
        foreach (RunOutbox box in All().Where(box => tracker is null || ReferenceEquals(box.tracker, tracker))) box.Wait(start, box.exitWait);
    }

    private static RunOutbox[] All()
    {
        lock (Busy) return [.. Busy];
    }

    /// <summary>There is something new of the run in the folder.</summary>
    public void Offer(string folder)
    {
        lock (waiting)
        {
            if (!waiting.Add(folder)) return;
            if (pending++ == 0) lock (Busy) Busy.Add(this);
            if (!isStarted)
            {
                isStarted = true;
                _ = Task.Run(SendAllAsync);
            }
        }
        queue.Writer.TryWrite(folder);
    }

    private bool Wait(long start, TimeSpan atMost)
    {
        long end = start + (long)Math.Min(atMost.TotalMilliseconds, long.MaxValue / 2);
        lock (waiting)
        {
            while (pending > 0)
            {
                long left = end - Environment.TickCount64;
                if (left <= 0) return false;
                Monitor.Wait(waiting, (int)Math.Min(left, int.MaxValue));
            }
            return true;
        }
    }

    private async Task SendAllAsync()
    {
        await foreach (string folder in queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            // What comes from here on is offered anew.
            lock (waiting) waiting.Remove(folder);
            try
            {
                await tracker.SendAsync(RunRecord.Read(folder), CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                report(folder, $"the run could not be sent: {problem.Message.TrimEnd('.')}; it stays in its folder, from where 'mldsl track replay' sends it", problem, true);
            }
            lock (waiting)
            {
                if (--pending == 0) lock (Busy) Busy.Remove(this);
                Monitor.PulseAll(waiting);
            }
        }
    }
}
