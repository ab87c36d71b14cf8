namespace MlDsl.Monitoring.Tests.Observing;

[Collection(MlDsl.Testing.Alone.Name)]
public sealed class ModelMonitorTests
{
    private static readonly MonitoringOptions ByHand = new() { Every = Timeout.InfiniteTimeSpan, Alarms = null };

    [Fact]
    public void EveryRowIsInOneWindowWhateverTheThreads()
    {
        using var one = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand);
        for (int times = 0; times < 8; times++) one.Observe(Visits.Model, Visits.Inputs, Visits.Said);
        ProfileWindow whole = Assert.Single(one.Close()).Window;
        Assert.Equal(8_000, whole.Rows);

        using var many = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand with { Keep = 10_000 });
        bool isDone = false;
        var closer = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone)) many.Close();
        });
        closer.Start();
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < Visits.Inputs.Length; i += 10) many.Observe(Visits.Model, Visits.Inputs.AsSpan(i, 10), Visits.Said.AsSpan(i, 10));
        });
        Volatile.Write(ref isDone, true);
        closer.Join();
        many.Close();
        ProfileWindow merged = many.Windows.Where(static w => w.Window.Rows > 0).Select(static w => w.Window).Aggregate(static (a, b) => a.Merge(b));
        Assert.Equal((whole with { From = merged.From, To = merged.To }).ToBytes(), merged.ToBytes());
    }

    [Fact]
    public void ObservingAllocatesNothing()
    {
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand);
        monitor.Observe(Visits.Model, Visits.Inputs, Visits.Said);
        long least = long.MaxValue;
        for (int turn = 0; turn < 3; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            monitor.Observe(Visits.Model, Visits.Inputs, Visits.Said);
            for (int i = 0; i < 100; i++) monitor.Observe(Visits.Model, Visits.Inputs.AsSpan(i, 1), Visits.Said.AsSpan(i, 1));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void RowsCloseAWindow()
    {
        List<ClosedWindow> heard = [];
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand with { Rows = 250, Keep = 2, OnClosed = heard.Add });
        for (int i = 0; i < 1_000; i += 100) monitor.Observe(Visits.Model, Visits.Inputs.AsSpan(i, 100), Visits.Said.AsSpan(i, 100));
        Assert.Equal(100, monitor.Close()[0].Window.Rows);
        // All that were closed before it have been heard of as well.
        Assert.Equal([300, 300, 300, 100], heard.Select(static w => w.Window.Rows));
        Assert.Equal(heard.Skip(2), monitor.Windows);
    }

    [Fact]
    public void TimeClosesAWindow()
    {
        var clock = new SetClock();
        List<ClosedWindow> heard = [];
        var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(MonitoringOptions.Default with { OnClosed = heard.Add }, clock);
        monitor.Observe(Visits.Model, Visits.Inputs, Visits.Said);
        DateTimeOffset begun = clock.Now;
        clock.Now = begun.AddHours(1);
        clock.Ring();
        clock.Now = begun.AddHours(2);
        clock.Ring();
        Assert.Equal([(begun, begun.AddHours(1), 1_000L), (begun.AddHours(1), begun.AddHours(2), 0L)], heard.Select(static w => (w.Window.From, w.Window.To, w.Window.Rows)));
        // A clock that is put back makes no window that ends before it begins.
        clock.Now = begun;
        clock.Ring();
        Assert.Equal((begun, begun), (heard[2].Window.From, heard[2].Window.To));
        monitor.Dispose();
        Assert.True(clock.IsDisposed);
    }

    [Fact]
    public void WhoHearsOfAWindowMayFail()
    {
        var clock = new SetClock();
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(
            MonitoringOptions.Default with { OnClosed = static _ => throw new InvalidOperationException("no") }, clock);
        monitor.Observe(Visits.Model, Visits.Inputs, Visits.Said);
        clock.Ring();
        Assert.Equal(1_000, Assert.Single(monitor.Windows).Window.Rows);
        Assert.Throws<InvalidOperationException>(monitor.Close);
    }

    [Fact]
    public void EachModelHasWindowsOfItsOwn()
    {
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand);
        for (int i = 0; i < 4; i++)
        {
            monitor.Observe(Visits.Model, Visits.Inputs.AsSpan(0, 10), Visits.Said.AsSpan(0, 10));
            monitor.Observe(Visits.Other, Visits.Inputs.AsSpan(0, 5), Visits.Said.AsSpan(0, 5));
        }
        IReadOnlyList<ClosedWindow> windows = monitor.Close();
        Assert.Equal([(Visits.Model.Reference!.Hash, 40L), (Visits.Other.Reference!.Hash, 20L)], windows.Select(static w => (w.Window.Reference, w.Window.Rows)));
        // The older one answers no more.
        Assert.Equal(Visits.Other.Reference!.Hash, Assert.Single(monitor.Close()).Window.Reference);
        monitor.Observe(Visits.Model, Visits.Inputs.AsSpan(0, 10), Visits.Said.AsSpan(0, 10));
        Assert.Equal(10, monitor.Close().Sum(static w => w.Window.Rows));
    }

    [Fact]
    public void AModelWithoutAReferenceIsCountedApart()
    {
        VisitModel bare = VisitModel.Fit(
            Dataset<Visit>.FromRows(Visit.Made(300, seed: 4)).SplitRandom(0.1, 0.1, seed: 2).Train, control: new MlDsl.Training.TrainingControl { Reference = false });
        List<string> heard = [];
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand with { OnProblem = problem => heard.Add(problem.Message) });
        monitor.Observe(bare, Visits.Inputs.AsSpan(0, 4), Visits.Said.AsSpan(0, 4));
        monitor.Observe(bare, Visits.Inputs.AsSpan(0, 3), Visits.Said.AsSpan(0, 3));
        Assert.Equal(7, monitor.RowsWithoutReference);
        Assert.Empty(monitor.Close());
        // Once, and not row by row.
        Assert.StartsWith("A model 'VisitModel' answers rows and has no reference", Assert.Single(heard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BatchScoringIsCounted()
    {
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand);
        IScorer<Visit.Input, BinaryPrediction> scorer = monitor.Watching(Visits.Model);
        int row = 0;
        await foreach (BinaryPrediction said in scorer.ScoreAsync(Rows())) Assert.Equal(Visits.Said[row++], said);
        scorer.Run(in Visits.Inputs[0], out BinaryPrediction first);
        Assert.Equal(Visits.Said[0], first);
        Assert.Equal(Visits.Said[1], await scorer.RunAsync(Visits.Inputs[1]));
        Assert.Equal(1_002, Assert.Single(monitor.Close()).Window.Rows);

        static async IAsyncEnumerable<Visit.Input> Rows()
        {
            foreach (Visit.Input input in Visits.Inputs) yield return input;
            await Task.CompletedTask;
        }
    }

    [Fact]
    public void OptionsAndLengthsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MonitoringOptions { Every = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MonitoringOptions { Rows = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new MonitoringOptions { Keep = -1 });
        Assert.Throws<ArgumentException>(static () => new MonitoringOptions { Name = " " });
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand);
        Assert.Throws<ArgumentException>(() => monitor.Observe(Visits.Model, Visits.Inputs, Visits.Said.AsSpan(1)));
    }
}
