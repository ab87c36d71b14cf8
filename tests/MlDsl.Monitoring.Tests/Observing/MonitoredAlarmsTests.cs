using System.Diagnostics.Metrics;

namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>A real model's own reference, the windows of a monitor of it, and what alarms say of them.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class MonitoredAlarmsTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly SetClock clock = new();
    private readonly List<DriftAlarm> heard = [];
    private readonly List<Exception> problems = [];

    public void Dispose() => folder.Dispose();

    private MonitoringOptions ByHand => new() { Every = Timeout.InfiniteTimeSpan, OnAlarm = heard.Add, OnProblem = problems.Add };

    private MonitoringOptions Hourly => new() { OnAlarm = heard.Add, OnProblem = problems.Add };

    private ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> Monitor(MonitoringOptions options) => new(options, clock);

    private static Visit.Input[] Rows(int seed, double seconds, int rows = 500) => [.. Visit.Made(rows, 1000 + seed).Select(v => (v with { Seconds = v.Seconds * seconds }).ToInput())];

    private static void Score(ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> monitor, VisitModel model, Visit.Input[] rows) =>
        monitor.Watching(model).Run(rows, new BinaryPrediction[rows.Length]);

    private void Day(ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> monitor, int day, double seconds = 1, VisitModel? model = null)
    {
        Score(monitor, model ?? Visits.Model, Rows(day, seconds));
        clock.Now += TimeSpan.FromDays(1);
        monitor.Close();
    }

    // An hour of a day, ended by the clock.
    private void Hour(ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> monitor, int hour, double seconds = 1)
    {
        Score(monitor, Visits.Model, Rows(hour, seconds, rows: 25));
        clock.Now += TimeSpan.FromHours(1);
        clock.Ring();
    }

    [Fact]
    public void AShiftIsToldAndWhatIsAsItWasIsNot()
    {
        using var monitor = Monitor(ByHand);
        for (int day = 0; day < 28; day++) Day(monitor, day);
        Assert.Empty(heard);
        DateTimeOffset since = clock.Now;
        for (int day = 28; day < 48; day++) Day(monitor, day, seconds: 1.5);
        DriftAlarm window = heard.First(static alarm => alarm.Kind == AlarmKind.Window), trend = heard.First(static alarm => alarm.Kind == AlarmKind.Trend);
        Assert.Equal(("Seconds", since), (window.Column, window.Since));
        Assert.Equal("Seconds", trend.Column);
        Assert.InRange(trend.Since, since.AddDays(-1), since.AddDays(1));
        // The mean of 1000 x² is 333.
        Assert.InRange(window.Shift, 80, 240);
        ScoreShift score = Assert.Single(window.Scores);
        Assert.Equal("probability", score.Score);
        Assert.True(score.Now > score.Reference + 0.02, window.ToString());
        Assert.Equal(heard, monitor.Alarms);
        Assert.Empty(problems);
    }

    [Fact]
    public void HoursAreLookedAtByTheDay()
    {
        using var monitor = Monitor(Hourly);
        for (int hour = 0; hour < 23; hour++) Hour(monitor, hour, seconds: 2);
        Assert.Empty(heard);
        Hour(monitor, 23, seconds: 2);
        DriftAlarm alarm = heard.First(static one => one.Column == "Seconds");
        Assert.Equal(TimeSpan.FromDays(1), alarm.Until - alarm.Since);
        Assert.Equal(24, monitor.Windows.Count);
    }

    [Fact]
    public void ABudgetOfHoursIsSpentByHours()
    {
        using var monitor = Monitor(Hourly with { Alarms = new AlarmOptions { WindowsPerWeek = 168, LeastRows = 10 } });
        Hour(monitor, 0, seconds: 20);
        Assert.NotEmpty(heard);
    }

    [Fact]
    public void ARestartGoesOnAndTellsATrendOnce()
    {
        MonitoringOptions kept = ByHand with { StateFolder = folder["states"] };
        using (var before = Monitor(kept))
        {
            for (int day = 0; day < 4; day++) Day(before, day, seconds: 1.5);
        }
        Assert.Single(heard, static alarm => alarm is { Kind: AlarmKind.Trend, Column: "Seconds" });
        using (var after = Monitor(kept)) Day(after, 4, seconds: 1.5);
        Assert.Single(heard, static alarm => alarm is { Kind: AlarmKind.Trend, Column: "Seconds" });
        Assert.EndsWith(".alarms", Assert.Single(Directory.GetFiles(folder["states"])), StringComparison.Ordinal);
        Assert.Empty(problems);
    }

    [Fact]
    public void WhatWasOpenAtTheEndIsNotLost()
    {
        MonitoringOptions kept = Hourly with { StateFolder = folder["states"] };
        DateTimeOffset begun = clock.Now;
        using (var before = Monitor(kept))
        {
            for (int hour = 0; hour < 12; hour++) Hour(before, hour, seconds: 2);
            Score(before, Visits.Model, Rows(12, 2, rows: 25));
            clock.Now += TimeSpan.FromMinutes(30);
        }
        using var after = Monitor(kept);
        clock.Now += TimeSpan.FromMinutes(30);
        for (int hour = 13; hour < 24; hour++) Hour(after, hour, seconds: 2);
        DriftAlarm alarm = heard.First(static one => one.Column == "Seconds");
        Assert.Equal((begun, begun.AddDays(1)), (alarm.Since, alarm.Until));
    }

    [Fact]
    public void AnotherModelHasABudgetOfItsOwnAndTheSameFileGoesOn()
    {
        using var file = new MemoryStream();
        Visits.Model.Save(file);
        file.Position = 0;
        VisitModel again = VisitModel.Load(file);
        using var monitor = Monitor(ByHand with { StateFolder = folder["states"] });
        for (int day = 0; day < 3; day++) Day(monitor, day, seconds: 1.5);
        Day(monitor, 3, seconds: 1.5, again);
        Assert.Single(heard, static alarm => alarm is { Kind: AlarmKind.Trend, Column: "Seconds" });
        for (int day = 4; day < 7; day++) Day(monitor, day, seconds: 1.5, Visits.Other);
        Assert.Equal(2, heard.Count(static alarm => alarm is { Kind: AlarmKind.Trend, Column: "Seconds" }));
        Assert.Equal(2, Directory.GetFiles(folder["states"]).Length);
        Assert.Empty(problems);
    }

    [Fact]
    public void ADamagedStateIsPutAsideAndSaid()
    {
        MonitoringOptions kept = ByHand with { StateFolder = folder["states"] };
        using (var before = Monitor(kept)) Day(before, 0);
        string state = Assert.Single(Directory.GetFiles(folder["states"]));
        byte[] cut = File.ReadAllBytes(state)[..^9];
        File.WriteAllBytes(state, cut);
        using var after = Monitor(kept);
        Day(after, 1);
        Assert.Contains("is cut off or damaged", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal(cut, File.ReadAllBytes(state + ".damaged"));
        new DriftAlarms(Visits.Model.Reference!).Restore(state);
    }

    [Fact]
    public void AStateThatCannotBeWrittenIsSaidAndAlarmsGoOn()
    {
        File.WriteAllText(folder["file"], "");
        using var monitor = Monitor(ByHand with { StateFolder = folder["file"] });
        for (int day = 0; day < 2; day++) Day(monitor, day, seconds: 2);
        Assert.Equal(2, problems.Count);
        Assert.All(problems, static problem => Assert.Contains("could not be written", problem.Message, StringComparison.Ordinal));
        Assert.NotEmpty(heard);
    }

    [Fact]
    public void AListenerThatFailsSilencesNoAlarm()
    {
        using var monitor = Monitor(Hourly with { OnClosed = static _ => throw new InvalidOperationException("no") });
        for (int hour = 0; hour < 24; hour++) Hour(monitor, hour, seconds: 2);
        Assert.Equal(24, problems.Count);
        Assert.NotEmpty(heard);
        Assert.Throws<InvalidOperationException>(monitor.Close);
    }

    [Fact]
    public void WindowsAreHeardOneAfterTheOtherInTheirOrder()
    {
        int inside = 0, together = 0;
        List<DateTimeOffset> begins = [];
        using var monitor = Monitor(new MonitoringOptions
        {
            Every = Timeout.InfiniteTimeSpan,
            Rows = 10,
            Alarms = null,
            OnClosed = window =>
            {
                if (Interlocked.Increment(ref inside) > 1) together++;
                begins.Add(window.Window.To);
                Thread.Yield();
                Interlocked.Decrement(ref inside);
            },
        });
        Parallel.For(0, 8, worker =>
        {
            for (int i = 0; i < 100; i++)
            {
                lock (clock) clock.Now += TimeSpan.FromSeconds(1);
                monitor.Observe(Visits.Model, Visits.Inputs.AsSpan(i * 10, 10), Visits.Said.AsSpan(i * 10, 10));
            }
        });
        monitor.Close();
        Assert.Equal(0, together);
        Assert.InRange(begins.Count, 2, 801);
        Assert.Equal(begins.Order(), begins);
    }

    [Fact]
    public void RowsEvidenceAndAlarmsAreMeasured()
    {
        List<(string Name, double Value, string Tags)> measured = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "MlDsl.Monitoring") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add((instrument.Name, value, Said(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add((instrument.Name, value, Said(tags))));
        listener.Start();
        using (var monitor = Monitor(ByHand))
        {
            Day(monitor, 0, seconds: 2);
            listener.RecordObservableInstruments();
        }
        Assert.Contains(("mldsl.monitoring.window.rows", 500, "mldsl.model.name=VisitModel"), measured);
        Assert.Contains(("mldsl.monitoring.alarms", 1, "mldsl.model.name=VisitModel mldsl.alarm.kind=Window mldsl.column=Seconds mldsl.alarm.shift=Location"), measured);
        double evidence = measured.Single(static one => one.Name == "mldsl.monitoring.evidence").Value, threshold = measured.Single(static one => one.Name == "mldsl.monitoring.threshold").Value;
        Assert.Equal((heard[0].Evidence, heard[0].Threshold), (evidence, threshold));
        // A monitor that is gone is measured no more.
        measured.Clear();
        listener.RecordObservableInstruments();
        Assert.Empty(measured);

        static string Said(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"));
    }

    [Fact]
    public void BudgetsThatCannotBeDrawnAreRefusedAtOnce() =>
        Assert.Contains("take 1000 at least", Assert.Throws<ArgumentException>(() => Monitor(new MonitoringOptions { Alarms = new AlarmOptions { WeeklyRate = 0.001, Draws = 999 } })).Message, StringComparison.Ordinal);
}
