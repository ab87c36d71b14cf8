using System.Threading.Channels;

namespace MlDsl.Training;

/// <summary>Sends runs in the background, one after the other; a run that changes while it waits is sent once.</summary>
internal sealed class RunOutbox
{
    private readonly IRunTracker tracker;
    private readonly Action<string, string, Exception, bool> report;
    private readonly Channel<string> queue = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private int pending;
    private bool isStarted;

    public RunOutbox(IRunTracker tracker, TimeSpan exitWait, Action<string, string, Exception, bool> report)
    {
        (this.tracker, this.report) = (tracker, report);
        // What is not sent by then stays in its folder.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Wait(exitWait);
    }

    /// <summary>There is something new of the run in the folder.</summary>
    public void Offer(string folder)
    {
        lock (waiting)
        {
            if (!waiting.Add(folder)) return;
            pending++;
            if (!isStarted)
            {
                isStarted = true;
                _ = Task.Run(SendAllAsync);
            }
        }
        queue.Writer.TryWrite(folder);
    }

    /// <summary>Waits until nothing waits any more.</summary>
    public bool Wait(TimeSpan atMost)
    {
        long end = Environment.TickCount64 + (long)Math.Min(atMost.TotalMilliseconds, int.MaxValue);
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
                pending--;
                Monitor.PulseAll(waiting);
            }
        }
    }
}
