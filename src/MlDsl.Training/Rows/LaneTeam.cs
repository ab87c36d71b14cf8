using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MlDsl.Training;

/// <summary>The threads of one <see cref="BlockPass"/>; a lane is always served by the same one.</summary>
internal sealed class LaneTeam<TLane> : IDisposable
{
    // Two blocks wait at most per thread: enough to keep it busy, and the memory stays bounded.
    private const int Waiting = 2;

    private readonly TLane[] lanes;
    private readonly Action<TLane, FeatureBlock, long> add;
    private readonly CancellationToken cancellation;
    private readonly BlockingCollection<Work>[] queues;
    private readonly Thread[] threads;
    private readonly object failureLock = new();
    private long failedBlock = long.MaxValue;
    private Exception? failure;

    public LaneTeam(TLane[] lanes, int workers, Action<TLane, FeatureBlock, long> add, CancellationToken cancellation)
    {
        this.lanes = lanes;
        this.add = add;
        this.cancellation = cancellation;
        queues = [.. Enumerable.Range(0, workers).Select(static _ => new BlockingCollection<Work>(Waiting))];
        threads = [.. queues.Select(queue => new Thread(() => Serve(queue)) { IsBackground = true, Name = "MlDsl training" })];
        foreach (Thread thread in threads)
            thread.Start();
    }

    public bool HasFailed => Volatile.Read(ref failedBlock) != long.MaxValue;

    public void Post(long index, FeatureBlock block, long firstRow)
    {
        int lane = (int)(index % lanes.Length);
        queues[lane % queues.Length].Add(new Work(index, lane, block, firstRow), CancellationToken.None);
    }

    /// <summary>Waits for what was posted and throws what went wrong in the earliest block.</summary>
    public void Finish()
    {
        foreach (BlockingCollection<Work> queue in queues)
            queue.CompleteAdding();
        foreach (Thread thread in threads)
            thread.Join();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose()
    {
        foreach (BlockingCollection<Work> queue in queues)
            queue.Dispose();
    }

    private void Serve(BlockingCollection<Work> queue)
    {
        foreach (Work work in queue.GetConsumingEnumerable(CancellationToken.None))
        {
            // After a failure later blocks are only taken off the queue; earlier ones still run, for theirs would be the first error.
            if (work.Index > Volatile.Read(ref failedBlock) || cancellation.IsCancellationRequested)
                continue;
            try
            {
                add(lanes[work.Lane], work.Block, work.FirstRow);
            }
            catch (Exception problem)
            {
                Note(work.Index, problem);
            }
        }
    }

    private void Note(long index, Exception problem)
    {
        lock (failureLock)
        {
            if (index >= failedBlock)
                return;
            failure = problem;
            Volatile.Write(ref failedBlock, index);
        }
    }

    private readonly record struct Work(long Index, int Lane, FeatureBlock Block, long FirstRow);
}
