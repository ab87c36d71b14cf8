using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>
/// A model that computes a share of what another one answered, after it did, and is held against it. What waits for it is bounded, one request is computed at a time
/// on a thread of the pool, and what comes beyond that is dropped: an answer never waits for it.
/// </summary>
internal sealed class ShadowRoute : IAnswerWitness, IThreadPoolWorkItem
{
    // So many at a time; then other work of the pool has its turn.
    private const int AtOnce = 16;

    private readonly ConcurrentQueue<Seen> waiting = new();
    private readonly ServedModel main;
    private readonly Func<ServedModel?> find;
    private readonly ShadowOptions options;
    private readonly TrafficShare share;
    private readonly ServingTelemetry telemetry;
    private readonly ShadowTally tally;
    private readonly RowFit fit = new();
    private int hasFailedKey, isRunning, count;
    private long bytes;

    public ShadowRoute(ServedModel main, string name, Func<ServedModel?> find, double share, ShadowOptions options, ServingTelemetry telemetry, TimeProvider clock)
    {
        (this.main, Name, this.find, this.options, this.telemetry) = (main, name, find, options, telemetry);
        this.share = new TrafficShare(share, options.By, options.Salt);
        tally = new ShadowTally(main.Name, name, options, (of, shadowOf) => ReferenceEquals(main.Current, of) && ReferenceEquals(find()?.Current, shadowOf), telemetry, clock);
    }

    /// <summary>The shadow's name.</summary>
    public string Name { get; }

    /// <summary>The share of keys or requests that it gets.</summary>
    public double Share
    {
        get => share.Share;
        set => share.Share = value;
    }

    /// <summary>What it said until now; null before it said something.</summary>
    public ShadowComparison? Comparison => tally.Comparison;

    /// <summary>This, where it is to see a request; else null.</summary>
    public ShadowRoute? Choose(HttpRequest request)
    {
        try
        {
            return share.Takes(request) ? this : null;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Said once: it will be so at every request.
            if (Interlocked.Exchange(ref hasFailedKey, 1) == 0) telemetry.KeyFailed(main.Name, problem);
            tally.Count("key");
            return null;
        }
    }

    public void Answered(ModelGeneration generation, in ReadOnlySequence<byte> body, ReadOnlySpan<byte> answer, TimeSpan took)
    {
        long length = body.Length + answer.Length;
        if (!TryReserve(length))
        {
            tally.Count("dropped");
            return;
        }
        byte[] kept = ArrayPool<byte>.Shared.Rent((int)length);
        body.CopyTo(kept);
        answer.CopyTo(kept.AsSpan((int)body.Length));
        waiting.Enqueue(new Seen(generation, kept, (int)body.Length, answer.Length, took));
        Start();
    }

    /// <summary>Says what was found since it was last said.</summary>
    public void Report() => tally.Report();

    void IThreadPoolWorkItem.Execute()
    {
        for (int i = 0; i < AtOnce && waiting.TryDequeue(out Seen seen); i++)
        {
            try
            {
                Compute(in seen);
            }
            catch (Exception)
            {
                // Whoever listens to the metrics fails; on a thread of the pool that would end the service.
            }
            ArrayPool<byte>.Shared.Return(seen.Bytes);
            Free(seen.Body + seen.Answer);
        }
        // Whole before the look: else a request that comes between the two finds this running, and is not found by it.
        Interlocked.Exchange(ref isRunning, 0);
        if (!waiting.IsEmpty) Start();
    }

    private bool TryReserve(long length)
    {
        bool isRoom = Interlocked.Increment(ref count) <= options.QueueLimit & Interlocked.Add(ref bytes, length) <= options.QueueBytes;
        if (!isRoom) Free(length);
        return isRoom;
    }

    private void Free(long length)
    {
        Interlocked.Add(ref bytes, -length);
        Interlocked.Decrement(ref count);
    }

    private void Start()
    {
        if (Interlocked.Exchange(ref isRunning, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void Compute(in Seen seen)
    {
        if (find() is not { Format: { } format } shadow || main.Format is not { } rows)
        {
            tally.Count("not-ready");
            return;
        }
        if (fit.ProblemOf(rows, format, out bool isNew) is { } misfit)
        {
            if (isNew) telemetry.Misfit(Name, main.Name, misfit);
            tally.Count("columns");
            return;
        }
        try
        {
            if (!shadow.TryRows(new ReadOnlySequence<byte>(seen.Bytes, 0, seen.Body), new Comparer(this, seen))) tally.Count("not-ready");
        }
        catch (Exception problem) when (problem is JsonRowException or RefusedRowException)
        {
            tally.Refuse(seen.Generation, shadow.Current);
        }
        catch (Exception problem)
        {
            // Nobody waits for it; and nothing that it does ends the service.
            if (tally.Fail(seen.Generation, shadow.Current)) telemetry.Failed(Name, problem, mayTell: !format.IsSensitive);
        }
    }

    // A request and the answer behind it.
    private readonly record struct Seen(ModelGeneration Generation, byte[] Bytes, int Body, int Answer, TimeSpan Took);

    private sealed class Comparer(ShadowRoute route, Seen seen) : IAnswerWitness
    {
        public void Answered(ModelGeneration generation, in ReadOnlySequence<byte> body, ReadOnlySpan<byte> answer, TimeSpan took)
        {
            bool isArray = seen.Bytes.AsSpan(0, seen.Body).TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
            OutputComparison found = OutputComparison.Of(seen.Bytes.AsSpan(seen.Body, seen.Answer), answer, isArray, route.options.Tolerance);
            route.tally.Add(seen.Generation, generation, found, seen.Took, took);
        }
    }
}
