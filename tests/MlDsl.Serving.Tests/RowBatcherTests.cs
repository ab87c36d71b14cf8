using System.Globalization;

namespace MlDsl.Serving.Tests;

/// <summary>Rows computed with others' are answered like rows computed alone, whatever comes in between; time and threads are the test's own.</summary>
public sealed class RowBatcherTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, 100)]
    public async Task AnyInterleavingAnswersEachCallerAsItWouldBeAlone(int seed, int count)
    {
        int batches = 0, refused = 0, cancelled = 0, late = 0, full = 0;
        for (int i = seed; i < seed + count; i++)
        {
            var drawn = new Drawn(i);
            await drawn.RunAsync();
            (batches, refused, cancelled) = (batches + drawn.SharedBatches, refused + drawn.Refused, cancelled + drawn.Cancelled);
            (late, full) = (late + drawn.Late, full + drawn.Full);
        }
        // What was drawn is not only the simple case.
        Assert.All([batches, refused, cancelled, late, full], static n => Assert.True(n > 5, n.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task TheMoreUrgentComesFirstAndThenTheEarlier()
    {
        var runner = new Runner();
        var batcher = new RowBatcher<string, int, int>(new() { MaxRows = 1 }, runner, new ManualClock(), static work => work());
        var tasks = new List<Task>();
        runner.OnRun = () =>
        {
            runner.OnRun = null;
            foreach (var (value, priority) in new[] { (11, 7), (12, 3), (13, 0), (14, 3) }) tasks.Add(batcher.RunAsync("a", Rows(value), false, priority, default));
        };
        await batcher.RunAsync("a", Rows(10), false, 3, default);
        await Task.WhenAll(tasks);
        Assert.Equal([10, 13, 12, 14, 11], runner.Seen);
        Assert.Equal(Enumerable.Repeat(TimeSpan.Zero, 5), runner.Waits);
    }

    [Fact]
    public async Task SeveralWaitForOthersUntilTheBatchIsFullOrTheTimeIsOverAndOneDoesNot()
    {
        var runner = new Runner();
        var clock = new ManualClock();
        var batcher = new RowBatcher<string, int, int>(new() { MaxRows = 4, MaxDelay = TimeSpan.FromMilliseconds(10) }, runner, clock, static work => work());
        var tasks = new List<Task>();
        void Add(params int[] values) => tasks.Add(batcher.RunAsync("a", Rows(values), true, 3, default));

        runner.OnRun = () => { runner.OnRun = null; Add(1); };
        Add(0);
        Assert.Equal([1, 1], runner.Sizes);
        runner.OnRun = () => { runner.OnRun = null; Add(1); Add(2); };
        Add(0);
        Assert.Equal([1, 1, 1], runner.Sizes);
        clock.Advance(TimeSpan.FromMilliseconds(9));
        Assert.Equal([1, 1, 1], runner.Sizes);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([1, 1, 1, 2], runner.Sizes);
        runner.OnRun = () => { runner.OnRun = null; Add(1); Add(2); };
        Add(0);
        Add(3, 4);
        Assert.Equal([1, 1, 1, 2, 1, 4], runner.Sizes);
        await Task.WhenAll(tasks);
    }

    [Fact]
    public async Task AfterItIsClosedWhatWaitsIsComputedAndNothingNewIsTaken()
    {
        var runner = new Runner();
        var batcher = new RowBatcher<string, int, int>(new() { MaxDelay = TimeSpan.FromSeconds(1) }, runner, new ManualClock(), static work => work());
        var tasks = new List<Task>();
        runner.OnRun = () =>
        {
            runner.OnRun = null;
            tasks.Add(batcher.RunAsync("a", Rows(1), false, 3, default));
            tasks.Add(batcher.RunAsync("a", Rows(2), false, 3, default));
        };
        await batcher.RunAsync("a", Rows(0), false, 3, default);
        Assert.DoesNotContain(tasks, static t => t.IsCompleted);
        batcher.Close();
        await Task.WhenAll(tasks);
        Assert.Equal(BatchRefusal.Draining, (await Assert.ThrowsAsync<BatchRefusedException>(() => batcher.RunAsync("a", Rows(3), false, 3, default))).Refusal);
    }

    [Fact]
    public async Task AListenerThatFailsStopsNothing()
    {
        var runner = new Runner { OnCount = static () => throw new InvalidOperationException("listener") };
        var batcher = new RowBatcher<string, int, int>(new(), runner, new ManualClock(), static work => work());
        RowBuffer<int, int> rows = Rows(3);
        await batcher.RunAsync("a", rows, false, 3, default);
        await batcher.RunAsync("a", rows, false, 3, default);
        Assert.Equal(Runner.Of(3), rows.Outputs[0]);
    }

    [Fact]
    public async Task WhereNoBatchCanBeMadeWhoWaitsIsToldAndTheNextIsComputed()
    {
        var runner = new Runner();
        var clock = new FailingClock();
        var batcher = new RowBatcher<string, int, int>(new() { MaxDelay = TimeSpan.FromSeconds(1) }, runner, clock, static work => work());
        var tasks = new List<Task>();
        runner.OnRun = () =>
        {
            runner.OnRun = null;
            tasks.Add(batcher.RunAsync("a", Rows(1), false, 3, default));
            tasks.Add(batcher.RunAsync("a", Rows(2), false, 3, default));
            clock.IsFailing = true;
        };
        await batcher.RunAsync("a", Rows(0), false, 3, default);
        clock.IsFailing = false;
        foreach (Task task in tasks) Assert.Equal("no time", (await Assert.ThrowsAsync<InvalidOperationException>(() => task)).Message);
        Assert.Equal(0, batcher.WaitingRows);
        RowBuffer<int, int> rows = Rows(3);
        await batcher.RunAsync("a", rows, false, 3, default);
        Assert.Equal(Runner.Of(3), rows.Outputs[0]);
    }

    [Fact]
    public async Task WhereNoThreadCanBeHadWhoWaitsIsToldAndTheNextIsComputed()
    {
        var runner = new Runner();
        bool isFailing = false;
        void Start(Action work)
        {
            if (isFailing) throw new InvalidOperationException("no thread");
            work();
        }
        var batcher = new RowBatcher<string, int, int>(new(), runner, new ManualClock(), Start);
        var tasks = new List<Task>();
        runner.OnRun = () =>
        {
            runner.OnRun = null;
            isFailing = true;
            tasks.Add(batcher.RunAsync("a", Rows(1), false, 3, default));
        };
        await batcher.RunAsync("a", Rows(0), false, 3, default);
        isFailing = false;
        Assert.Equal("no thread", (await Assert.ThrowsAsync<InvalidOperationException>(() => Assert.Single(tasks))).Message);
        await batcher.RunAsync("a", Rows(3), false, 3, default);
        Assert.Equal([0, 3], runner.Seen);
    }

    internal static RowBuffer<int, int> Rows(params int[] values)
    {
        var rows = new RowBuffer<int, int>();
        foreach (int value in values) rows.Add(value);
        return rows;
    }

    /// <summary>A model of whole numbers that refuses some rows and fails at others.</summary>
    internal sealed class Runner : IBatchRunner<string, int, int>
    {
        private bool isRunning;

        public Action? OnRun { get; set; }

        public Action? OnCount { get; set; }

        public List<int> Seen { get; } = [];

        public List<int> Sizes { get; } = [];

        public List<TimeSpan> Waits { get; } = [];

        public static int Of(int value) => value % 19 == 7 ? throw new ArgumentException("refused")
            : value % 23 == 9 ? throw new InvalidOperationException("failed")
            : unchecked(value * 31);

        /// <summary>What a request of its own is told: the outputs, or the first row's problem.</summary>
        public static string Alone(IReadOnlyList<int> values, bool isArray)
        {
            for (int i = 0; i < values.Count; i++)
            {
                try
                {
                    Of(values[i]);
                }
                catch (Exception problem)
                {
                    return $"{problem.Message} {(isArray ? i : null)}";
                }
            }
            return string.Join(",", values.Select(Of));
        }

        public void Run(string key, ReadOnlySpan<int> inputs, Span<int> outputs)
        {
            Assert.False(isRunning);
            isRunning = true;
            try
            {
                Sizes.Add(inputs.Length);
                Seen.AddRange(inputs);
                // Keys' rows are told apart by their sign.
                foreach (int input in inputs) Assert.Equal(key == "b", input < 0);
                OnRun?.Invoke();
                for (int i = 0; i < inputs.Length; i++) outputs[i] = Of(inputs[i]);
            }
            finally
            {
                isRunning = false;
            }
        }

        public void RunAlone(string key, ReadOnlySpan<int> inputs, Span<int> outputs, int? first)
        {
            try
            {
                Run(key, inputs, outputs);
            }
            catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
            {
                int bad = 0;
                while (!Alone([inputs[bad]], false).StartsWith(problem.Message, StringComparison.Ordinal)) bad++;
                throw new RowException($"{problem.Message} {first + bad}");
            }
        }

        public void Runs(string key, int rows) => OnCount?.Invoke();

        // What is thrown here is nobody's problem.
        public void Waited(string key, TimeSpan time) => Waits.Add(time);
    }

    private sealed class FailingClock : TimeProvider
    {
        public bool IsFailing { get; set; }

        public override long GetTimestamp() => IsFailing ? throw new InvalidOperationException("no time") : base.GetTimestamp();
    }

    internal sealed class RowException(string message) : Exception(message);
}
