using System.Diagnostics.Metrics;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>What gauges say of windows, alarms, performance and groups.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class MeasuredTests : IDisposable
{
    private readonly SetClock clock = new();
    private readonly ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> monitor;
    private readonly List<(string Name, double Value, string Tags)> measured = [];
    private readonly MeterListener listener = new()
    {
        InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "MlDsl.Monitoring") listener.EnableMeasurementEvents(instrument);
        },
    };

    public MeasuredTests()
    {
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add((instrument.Name, value, Said(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add((instrument.Name, value, Said(tags))));
        listener.Start();
        monitor = new(new MonitoringOptions { Name = "visits", Every = Timeout.InfiniteTimeSpan, OnProblem = static _ => { }, OnAlarm = static _ => throw new InvalidOperationException("no") }, clock);
    }

    public void Dispose()
    {
        listener.Dispose();
        monitor.Dispose();
    }

    private double Gauge(string name, string tags = "")
    {
        measured.Clear();
        listener.RecordObservableInstruments();
        return measured.Single(one => one.Name == $"mldsl.monitoring.{name}" && one.Tags == $"mldsl.model.name=visits{(tags.Length > 0 ? " " + tags : "")}").Value;
    }

    private bool Has(string name) => Gauges(name) > 0;

    private int Gauges(string name)
    {
        measured.Clear();
        listener.RecordObservableInstruments();
        return measured.Count(one => one.Name == $"mldsl.monitoring.{name}");
    }

    private void Day(double seconds, int rows = 500)
    {
        Visit.Input[] inputs = [.. Visit.Made(rows, 1000).Select(visit => (visit with { Seconds = visit.Seconds * seconds, City = rows == 500 ? "Ulm" : visit.City }).ToInput())];
        monitor.Watching(Visits.Model).Run(inputs, new BinaryPrediction[rows]);
        clock.Now += TimeSpan.FromDays(1);
        try
        {
            monitor.Close();
        }
        catch (Exception problem) when (problem is InvalidOperationException or AggregateException)
        {
            // The listener that fails.
        }
    }

    [Fact]
    public void ColumnsScoresAndAlarmsAreMeasured()
    {
        Day(seconds: 2);
        Assert.Equal(clock.Now.ToUnixTimeSeconds(), Gauge("window.timestamp"));
        // The mean of 1000 x² is 333; bins end where the reference does.
        Assert.InRange(Gauge("column.shift", "mldsl.column=Seconds"), 80, 340);
        Assert.InRange(Gauge("column.distance", "mldsl.column=Seconds"), 0.1, 1);
        Assert.InRange(Gauge("column.missing.ratio", "mldsl.column=Age"), 0.05, 0.2);
        Assert.Equal(1, Gauge("column.unknown.ratio", "mldsl.column=City"));
        Assert.InRange(Gauge("score.shift", "mldsl.score=probability"), 0.02, 0.5);
        Assert.True(Gauge("score.mean", "mldsl.score=probability") > Gauge("score.shift", "mldsl.score=probability"));
        Assert.InRange(Gauge("score.distance", "mldsl.score=probability"), 0, 1);
        Assert.Equal(clock.Now.ToUnixTimeSeconds(), Gauge("alarm.timestamp", "mldsl.alarm.kind=Window mldsl.column=Seconds mldsl.alarm.shift=Location"));
        Assert.DoesNotContain(measured, static one => one.Name.EndsWith("column.shift", StringComparison.Ordinal) && one.Tags.Contains("City", StringComparison.Ordinal));
    }

    [Fact]
    public void AlarmsFromBeforeARestartAreMeasured()
    {
        using var folder = new ScratchFolder();
        MonitoringOptions kept = new() { Name = "kept", Every = Timeout.InfiniteTimeSpan, StateFolder = folder["states"] };
        string? told;
        using (ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> before = new(kept, clock))
        {
            for (int day = 0; day < 4; day++) Close(before, seconds: 1.5);
            Assert.Contains(before.Alarms, static alarm => alarm is { Kind: AlarmKind.Trend, Column: "Seconds" });
            told = Trend();
        }
        Assert.NotNull(told);
        Assert.Null(Trend());
        using ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> after = new(kept, clock);
        Close(after, seconds: 1.5);
        Assert.DoesNotContain(after.Alarms, static alarm => alarm is { Kind: AlarmKind.Trend, Column: "Seconds" });
        Assert.Equal(told, Trend());

        void Close(ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> monitor, double seconds)
        {
            Visit.Input[] inputs = [.. Visit.Made(500, 1000).Select(visit => (visit with { Seconds = visit.Seconds * seconds }).ToInput())];
            monitor.Watching(Visits.Model).Run(inputs, new BinaryPrediction[500]);
            clock.Now += TimeSpan.FromDays(1);
            monitor.Close();
        }

        string? Trend()
        {
            measured.Clear();
            listener.RecordObservableInstruments();
            return measured.Where(static one => one.Name == "mldsl.monitoring.alarm.timestamp" && one.Tags.Contains("name=kept mldsl.alarm.kind=Trend mldsl.column=Seconds", StringComparison.Ordinal)).Select(static one => one.ToString()).SingleOrDefault();
        }
    }

    [Fact]
    public void FewRowsChangeNoGauge()
    {
        Day(seconds: 1, rows: 49);
        Assert.False(Has("column.shift"));
        Assert.True(Has("window.timestamp"));
    }

    [Fact]
    public void ProblemsAreCountedFromTheFirstReadingOn()
    {
        using ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> ringing = new(new MonitoringOptions { Name = "ringing", OnProblem = static _ => { }, OnClosed = static _ => throw new InvalidOperationException("no") }, clock);
        Assert.Equal(0, Problems());
        ringing.Observe(Visits.Model, Visits.Inputs, Visits.Said);
        clock.Ring();
        Assert.Equal(1, Problems());

        double Problems()
        {
            measured.Clear();
            listener.RecordObservableInstruments();
            return measured.Single(static one => one is { Name: "mldsl.monitoring.problems", Tags: "mldsl.model.name=ringing" }).Value;
        }
    }

    [Fact]
    public void PerformanceAndGroupsAreMeasuredWithTheirIntervals()
    {
        monitor.Record(new RegressionEstimate { Rows = 10, Level = 0.95, Support = default, Mae = new Metric(3, 2, 4) });
        Assert.Equal((3, 2, 4), (Gauge("estimate", "mldsl.bound=value mldsl.metric=MAE"), Gauge("estimate", "mldsl.bound=low mldsl.metric=MAE"), Gauge("estimate", "mldsl.bound=high mldsl.metric=MAE")));
        monitor.Record(new RegressionEstimate { Rows = 10, Level = 0.95, Support = default, Coverage = new Metric(0.9, 0.8, 0.95), IntervalWidth = new Metric(7, double.NaN, double.NaN) });
        Assert.Equal((0.8, 7), (Gauge("estimate", "mldsl.bound=low mldsl.metric=coverage"), Gauge("estimate", "mldsl.bound=value mldsl.metric=interval width")));
        Assert.DoesNotContain(measured, static one => one.Tags.Contains("bound=high mldsl.metric=interval width", StringComparison.Ordinal));
        monitor.Record(new MulticlassEstimate { Rows = 10, Level = 0.95, Support = default, MicroAccuracy = new Metric(0.7, 0.6, 0.8), Classes = [new("a", default, new Metric(0.5, 0.4, 0.6), default, default)] });
        Assert.Equal((0.7, 0.6, 0.8), (Gauge("estimate", "mldsl.bound=value mldsl.metric=micro accuracy"), Gauge("estimate", "mldsl.bound=low mldsl.metric=micro accuracy"), Gauge("estimate", "mldsl.bound=high mldsl.metric=micro accuracy")));
        monitor.Record(new RegressionEstimate { Rows = 10, Level = 0.95, Support = default, Problem = "no" });
        Assert.False(Has("estimate"));

        RegressionMetrics metrics = RegressionEvaluator.Evaluate([1, 2, 3], [1, 2, 6], new EvaluationRows { Side = "rolling" }, null, new EvaluationOptions { Resamples = 0 });
        monitor.Record(new RollingMetrics<RegressionMetrics>(clock.Now, clock.Now, 4, 3, metrics, TimeSpan.FromDays(7), TimeSpan.FromHours(1), null, null));
        Assert.Equal((1, 0.75), (Gauge("performance", "mldsl.bound=value mldsl.metric=MAE"), Gauge("outcomes.ratio")));
        Assert.Equal((604800, 3600), (Gauge("label.delay", "mldsl.delay=declared"), Gauge("label.delay", "mldsl.delay=median")));
        Assert.DoesNotContain(measured, static one => one.Tags.Contains("mldsl.delay=long", StringComparison.Ordinal) || one.Tags.Contains("bound=low", StringComparison.Ordinal));

        GroupValue[] errors = [.. Enumerable.Range(0, 200).Select(static i => new GroupValue(i % 2 == 0 ? "a" : "b", i % 4 == 0 ? 1 : 0))];
        monitor.Record("Origin", GroupReference.Of(errors).Window(errors.Take(100).Append(new("b", 1)).Where(static (error, i) => error.Group == "a" || i > 4), clock.Now, clock.Now));
        Assert.Equal(4, Gauges("group"));
        monitor.Record("Origin", GroupReference.Of(errors).Window(errors, clock.Now, clock.Now));
        Assert.Equal(8, Gauges("group"));
        Assert.Equal((0.5, 0.5), (Gauge("group", "mldsl.bound=value mldsl.column=Origin mldsl.group=a"), Gauge("group", "mldsl.bound=reference mldsl.column=Origin mldsl.group=a")));
        Assert.Throws<ArgumentException>(() => monitor.Record("", GroupReference.Of(errors).Window(errors, clock.Now, clock.Now)));
    }

    private static string Said(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"));
}
