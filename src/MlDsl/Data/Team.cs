using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MlDsl;

/// <summary>
/// Threads that work on the items of sequences and give the results in the items' order. The caller's thread reads the items and works,
/// too; the others start with the second item. One map may read from another of the same team: together they have the same threads.
/// </summary>
/// <remarks>
/// Few items per thread are read ahead of the result that is asked for, so the memory is bounded. A failure is thrown when the turn of its
/// item comes, as one thread would meet it; what the source throws comes behind the results of the items before.
/// </remarks>
internal sealed class Team(int threads) : IDisposable
{
    private const int Ahead = 3;
    private readonly BlockingCollection<Job> queue = [];
    private readonly List<Thread> helpers = [];
    private bool isBusy;

    /// <summary>The number of threads that work, the caller's among them.</summary>
    public int Threads => threads;

    /// <summary>A team of every processor.</summary>
    public static Team OfAll() => new(Environment.ProcessorCount);

    /// <summary>The result of <paramref name="work"/> for every item; it gets a thread's number from 0, and that thread has one item at a time.</summary>
    /// <exception cref="OperationCanceledException">The token asked to stop.</exception>
    public IEnumerable<TResult> Map<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, int, TResult> work, CancellationToken cancellation)
    {
        using var source = new Source<TItem>(items);
        var pending = new Queue<Job<TItem, TResult>>();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            while (pending.Count < Ahead * threads && source.TryRead(out TItem? item))
            {
                var job = new Job<TItem, TResult>(item!, work);
                pending.Enqueue(job);
                // On one thread the item is worked on before the next is read: a source may use its items again.
                if (threads == 1) break;
                Post(job);
                cancellation.ThrowIfCancellationRequested();
            }
            if (!pending.TryDequeue(out Job<TItem, TResult>? first)) break;
            if (threads == 1) first.Run(0);
            else Finish(first);
            yield return first.Result();
        }
        source.ThrowFailure();
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        // What nobody waits for any more is dropped.
        while (queue.TryTake(out _))
        {
        }
        foreach (Thread helper in helpers) helper.Join();
        queue.Dispose();
    }

    private void Post(Job job)
    {
        queue.Add(job);
        if (isBusy && helpers.Count < threads - 1)
        {
            int number = helpers.Count + 1;
            var helper = new Thread(() => Help(number)) { IsBackground = true, Name = "MlDsl" };
            helpers.Add(helper);
            helper.Start();
        }
        isBusy = true;
    }

    private void Help(int number)
    {
        foreach (Job job in queue.GetConsumingEnumerable()) job.Run(number);
    }

    private void Finish(Job first)
    {
        while (!first.IsDone)
        {
            if (queue.TryTake(out Job? other)) other.Run(0);
            else first.Wait();
        }
    }

    private abstract class Job
    {
        private bool done;

        public bool IsDone => Volatile.Read(ref done);

        public void Run(int thread)
        {
            Work(thread);
            lock (this)
            {
                Volatile.Write(ref done, true);
                Monitor.PulseAll(this);
            }
        }

        public void Wait()
        {
            lock (this)
            {
                while (!done) Monitor.Wait(this);
            }
        }

        protected abstract void Work(int thread);
    }

    private sealed class Job<TItem, TResult>(TItem item, Func<TItem, int, TResult> work) : Job
    {
        private TResult? result;
        private ExceptionDispatchInfo? failure;

        public TResult Result()
        {
            failure?.Throw();
            return result!;
        }

        protected override void Work(int thread)
        {
            try
            {
                result = work(item, thread);
            }
            catch (Exception problem)
            {
                failure = ExceptionDispatchInfo.Capture(problem);
            }
        }
    }

    /// <summary>The items, until the first that cannot be read.</summary>
    private sealed class Source<TItem>(IEnumerable<TItem> items) : IDisposable
    {
        private readonly IEnumerator<TItem> enumerator = items.GetEnumerator();
        private ExceptionDispatchInfo? failure;
        private bool ended;

        public bool TryRead(out TItem? item)
        {
            item = default;
            if (ended) return false;
            try
            {
                ended = !enumerator.MoveNext();
                if (!ended) item = enumerator.Current;
            }
            catch (Exception problem)
            {
                (ended, failure) = (true, ExceptionDispatchInfo.Capture(problem));
            }
            return !ended;
        }

        public void ThrowFailure() => failure?.Throw();

        public void Dispose() => enumerator.Dispose();
    }
}
