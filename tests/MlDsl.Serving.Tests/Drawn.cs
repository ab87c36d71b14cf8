namespace MlDsl.Serving.Tests;

/// <summary>
/// Drawn options and a drawn order of requests, cancellations, passing time and threads that start; some of it happens while a batch is
/// computed. At the end each caller is held against what it would have got alone.
/// </summary>
internal sealed class Drawn
{
    private readonly Random random;
    private readonly BatchingOptions options;
    private readonly RowBatcherTests.Runner runner = new();
    private readonly ManualClock clock = new();
    private readonly Queue<Action> started = new();
    private readonly RowBatcher<string, int, int> batcher;
    private readonly List<Caller> callers = [];
    private int left = 40, depth;
    private bool isClosed;

    public Drawn(int seed)
    {
        random = new Random(seed);
        options = new BatchingOptions
        {
            MaxRows = random.Next(1, 9),
            MaxDelay = TimeSpan.FromMilliseconds(random.Next(2) * random.Next(1, 6)),
            QueueLimit = random.Next(3) == 0 ? random.Next(1, 12) : 1000,
            MaxWait = TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(1, 20) : 0),
        };
        batcher = new(options, runner, clock, started.Enqueue);
        runner.OnRun = Meanwhile;
    }

    public int SharedBatches { get; private set; }

    public int Refused { get; private set; }

    public int Cancelled { get; private set; }

    public int Late { get; private set; }

    public int Full { get; private set; }

    public async Task RunAsync()
    {
        while (left > 0) Step();
        for (int turn = 0; callers.Any(static c => !c.IsOver); turn++)
        {
            Assert.True(turn < 100_000, "a caller waits for ever");
            while (started.TryDequeue(out Action? work)) work();
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
        foreach (Caller caller in callers)
        {
            using (caller) await CheckAsync(caller);
        }
        Assert.All(runner.Sizes, size => Assert.InRange(size, 1, options.MaxRows));
        Assert.All(runner.Waits, static time => Assert.True(time >= TimeSpan.Zero));
        SharedBatches = runner.Sizes.Count(static s => s > 1);
    }

    private void Step()
    {
        left--;
        switch (random.Next(10))
        {
            case < 5: Submit(); break;
            case 5: callers.ElementAtOrDefault(random.Next(callers.Count + 1))?.Cancel(); break;
            case 6: clock.Advance(TimeSpan.FromMilliseconds(random.Next(1, 8))); break;
            case 7 when left < 10: Close(); break;
            default: if (depth == 0 && started.TryDequeue(out Action? work)) work(); break;
        }
    }

    // A thread computes, and others go on.
    private void Meanwhile()
    {
        // Only one thread computes: no other one was started.
        Assert.Empty(started);
        depth++;
        for (int i = random.Next(4); i > 0 && left > 0; i--) Step();
        depth--;
    }

    private void Close()
    {
        batcher.Close();
        isClosed = true;
    }

    private void Submit()
    {
        string key = random.Next(4) == 0 ? "b" : "a";
        bool isArray = random.Next(3) > 0;
        int[] values = [.. Enumerable.Range(0, isArray ? random.Next(0, 12) : 1).Select(_ => key == "b" ? -random.Next(1, 500) : random.Next(0, 500))];
        int open = callers.Where(static c => !c.IsOver).Sum(static c => c.Values.Length);
        var caller = new Caller(values, isArray, clock.GetTimestamp(), open, isClosed);
        callers.Add(caller);
        bool isLone = open == 0 && started.Count == 0 && depth == 0;
        caller.Task = batcher.RunAsync(key, caller.Rows, isArray, random.Next(8), caller.Token);
        // One that finds nothing going on does not wait for any thread.
        if (isLone) Assert.True(caller.Task.IsCompleted);
    }

    private async Task CheckAsync(Caller caller)
    {
        string alone = RowBatcherTests.Runner.Alone(caller.Values, caller.IsArray), said;
        try
        {
            await caller.Task!;
            said = string.Join(",", caller.Rows.Outputs.ToArray());
        }
        catch (RowBatcherTests.RowException problem)
        {
            Refused++;
            said = problem.Message;
        }
        catch (OperationCanceledException)
        {
            Assert.True(caller.Token.IsCancellationRequested);
            Cancelled++;
            return;
        }
        catch (BatchRefusedException refused)
        {
            switch (refused.Refusal)
            {
                case BatchRefusal.Full:
                    Assert.True(caller.Open > 0 && caller.Open + caller.Values.Length > options.QueueLimit);
                    Full++;
                    break;
                case BatchRefusal.Draining:
                    Assert.True(caller.IsAfterClosing);
                    break;
                default:
                    Assert.True(options.MaxWait > TimeSpan.Zero && clock.GetElapsedTime(caller.Entered) >= options.MaxWait);
                    Late++;
                    break;
            }
            return;
        }
        Assert.Equal(alone, said);
    }

    private sealed class Caller(int[] values, bool isArray, long entered, int open, bool isAfterClosing) : IDisposable
    {
        private readonly CancellationTokenSource source = new();

        public int[] Values => values;

        public bool IsArray => isArray;

        public long Entered => entered;

        public int Open => open;

        public bool IsAfterClosing => isAfterClosing;

        public RowBuffer<int, int> Rows { get; } = RowBatcherTests.Rows(values);

        public CancellationToken Token => source.Token;

        /// <summary>Null while the call that begins it runs.</summary>
        public Task? Task { get; set; }

        public bool IsOver => Task is { IsCompleted: true };

        public void Cancel() => source.Cancel();

        public void Dispose() => source.Dispose();
    }
}
