using System.Collections.Immutable;
using MlDsl.Monitoring;

namespace MlDsl.Observing;

/// <summary>Metrics of a time, as they were told to a monitor.</summary>
/// <param name="At">When they were told.</param>
/// <param name="From">The first time of their rows; null where it is not known.</param>
/// <param name="Rows">The rows that they are of.</param>
/// <param name="Metrics">The metrics with intervals.</param>
/// <param name="Note">What has to be known with them, or why there are none; null for nothing.</param>
internal sealed record ToldMetrics(DateTimeOffset At, DateTimeOffset? From, long Rows, IReadOnlyList<NamedMetric> Metrics, string? Note);

/// <summary>Groups of a time.</summary>
/// <param name="At">When they were told.</param>
/// <param name="Column">The <c>[Sensitive]</c> column.</param>
/// <param name="Means">The means of groups of rows enough.</param>
/// <param name="Others">The rows of the other groups, which are not told.</param>
internal sealed record ToldGroups(DateTimeOffset At, string Column, ImmutableArray<GroupMean> Means, long Others)
{
    /// <summary>What of a window may be told: of a group of few rows, in the window as in the reference, neither name nor mean.</summary>
    public static ToldGroups Of(DateTimeOffset at, string column, GroupWindow groups)
    {
        ILookup<bool, GroupMean> means = groups.Means.ToLookup(static mean => mean.Rows >= ToldMean.LeastRows);
        return new ToldGroups(at, column, [.. means[true]], groups.Others + means[false].Sum(static mean => mean.Rows));
    }
}

/// <summary>What a monitor remembers for its metrics and its page: the last windows with what was said of them, alarms, performance. Safe for any number of threads.</summary>
internal sealed class MonitorLog : IDisposable
{
    // Groups and alarms of windows whose last values are measured, each a few series.
    private const int MostSeries = 100;

    private readonly object gate = new();
    private readonly int keep;
    private readonly Queue<ClosedWindow> windows = new();
    private readonly Queue<WindowVerdict> verdicts = new();
    private readonly Queue<DriftAlarm> alarms = new();
    private readonly Queue<DomainDrift> domains = new();
    private readonly Queue<ToldMetrics> estimates = new(), performance = new();
    private readonly Queue<ToldGroups> groups = new();
    private readonly Dictionary<string, ToldGroups> lastGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Column, ShiftKind What), DateTimeOffset> lastAlarms = [];

    /// <summary>An empty one, whose gauges are read from now on until it is disposed of.</summary>
    /// <param name="model">The model's name in metrics.</param>
    /// <param name="keep">How many of each are kept.</param>
    public MonitorLog(string model, int keep)
    {
        (Gauges, this.keep) = (new MonitorGauges(model), keep);
        MonitoringMeter.Watch(Gauges);
    }

    /// <summary>What metrics say.</summary>
    public MonitorGauges Gauges { get; }

    public ImmutableArray<ClosedWindow> Windows => Kept(windows);

    /// <summary>What was said of windows that were looked at: hours may have been put together.</summary>
    public ImmutableArray<WindowVerdict> Verdicts => Kept(verdicts);

    public ImmutableArray<DriftAlarm> Alarms => Kept(alarms);

    /// <summary>What the classifier said of windows.</summary>
    public ImmutableArray<DomainDrift> Domains => Kept(domains);

    public ImmutableArray<ToldMetrics> Estimates => Kept(estimates);

    public ImmutableArray<ToldMetrics> Performance => Kept(performance);

    public ImmutableArray<ToldGroups> Groups => Kept(groups);

    public void Add(ClosedWindow closed)
    {
        Add(windows, closed);
        MonitoringMeter.Closed(Gauges, closed);
    }

    public void Add(WindowVerdict verdict)
    {
        if (verdict.IsWaiting) return;
        Add(verdicts, verdict);
        MonitoringMeter.Judged(Gauges, verdict);
    }

    public void Add(DriftAlarm alarm) => Add(alarms, alarm);

    public void Add(DomainDrift drift)
    {
        Add(domains, drift);
        MonitoringMeter.Told(Gauges, drift);
    }

    /// <summary>
    /// Takes in for metrics what was raised of the reference that the last window was compared with, before the process was started as well. Trends are of this reference alone, and all of them; alarms
    /// of windows are added to those of other references, the last ones.
    /// </summary>
    public void SetRaised(IEnumerable<(AlarmKind Kind, string Column, ShiftKind What, DateTimeOffset At)> raised)
    {
        lock (gate)
        {
            List<MonitorValue> trends = [];
            foreach (var (kind, column, what, at) in raised)
            {
                if (kind == AlarmKind.Trend)
                {
                    trends.Add(Of(kind, column, what, at));
                    continue;
                }
                if (!lastAlarms.TryGetValue((column, what), out DateTimeOffset before) || at > before) lastAlarms[(column, what)] = at;
                if (lastAlarms.Count > MostSeries) lastAlarms.Remove(lastAlarms.MinBy(static one => one.Value).Key);
            }
            Gauges.Set(MonitorGauge.AlarmTimestamp, [.. trends, .. lastAlarms.Select(static one => Of(AlarmKind.Window, one.Key.Column, one.Key.What, one.Value))]);
        }

        static MonitorValue Of(AlarmKind kind, string column, ShiftKind what, DateTimeOffset at) =>
            new(MonitoringMeter.Seconds(at), (MonitoringMeter.Kind, kind.ToString()), (MonitoringMeter.Column, column), (MonitoringMeter.Shift, what.ToString()));
    }

    public void AddEstimate(ToldMetrics told)
    {
        Add(estimates, told);
        Gauges.Set(MonitorGauge.Estimate, told.Metrics.SelectMany(Bounds));
    }

    public void AddPerformance(ToldMetrics told, double withOutcome, IReadOnlyList<(string Name, TimeSpan? Delay)> delays)
    {
        Add(performance, told);
        Gauges.Set(MonitorGauge.Performance, told.Metrics.SelectMany(Bounds));
        Gauges.Set(MonitorGauge.Outcomes, withOutcome);
        Gauges.Set(MonitorGauge.LabelDelay, delays.Where(static one => one.Delay is not null).Select(static one => new MonitorValue(one.Delay!.Value.TotalSeconds, (MonitoringMeter.Delay, one.Name))));
    }

    /// <summary>Sets what metrics say of the errors of forecasts.</summary>
    public void SetLooks(IReadOnlyList<ForecastLook> looks)
    {
        ForecastLook? errors = looks.LastOrDefault(static look => !double.IsNaN(look.ErrorRatio)), outside = looks.LastOrDefault(static look => !double.IsNaN(look.Outside));
        Gauges.Set(MonitorGauge.ErrorRatio, errors?.ErrorRatio ?? double.NaN);
        Gauges.Set(MonitorGauge.Outside, outside?.Outside ?? double.NaN);
        Gauges.Set(MonitorGauge.ErrorAlarmTimestamp, new[] { Last("errors", static look => look.IsErrorAlarm), Last("intervals", static look => look.IsIntervalAlarm) });

        MonitorValue Last(string what, Func<ForecastLook, bool> isAlarm) => new(looks.LastOrDefault(isAlarm) is { } look ? MonitoringMeter.Seconds(new(look.To, TimeSpan.Zero)) : double.NaN, (MonitoringMeter.Kind, what));
    }

    public void Add(ToldGroups told)
    {
        Add(groups, told);
        lock (gate)
        {
            lastGroups[told.Column] = told;
            Gauges.Set(MonitorGauge.Group, lastGroups.Values.SelectMany(static one => one.Means.Select(mean => (one.Column, Mean: mean))).OrderByDescending(static one => one.Mean.Rows).Take(MostSeries).SelectMany(
                static one => Bounds(new Metric(one.Mean.Mean, one.Mean.Low, one.Mean.High), (MonitoringMeter.Column, one.Column), (MonitoringMeter.Group, one.Mean.Group))
                    .Append(new(one.Mean.Reference, (MonitoringMeter.Bound, "reference"), (MonitoringMeter.Column, one.Column), (MonitoringMeter.Group, one.Mean.Group)))).ToArray());
        }
    }

    /// <summary>The gauges are read no more.</summary>
    public void Dispose() => MonitoringMeter.Forget(Gauges);

    private static IEnumerable<MonitorValue> Bounds(NamedMetric metric) => Bounds(metric.Metric, (MonitoringMeter.Metric, metric.Name));

    private static IEnumerable<MonitorValue> Bounds(Metric metric, params (string, string)[] tags) =>
        [new(metric.Value, [(MonitoringMeter.Bound, "value"), .. tags]), new(metric.Low, [(MonitoringMeter.Bound, "low"), .. tags]), new(metric.High, [(MonitoringMeter.Bound, "high"), .. tags])];

    private ImmutableArray<T> Kept<T>(Queue<T> queue)
    {
        lock (gate) return [.. queue];
    }

    private void Add<T>(Queue<T> queue, T item)
    {
        lock (gate)
        {
            queue.Enqueue(item);
            while (queue.Count > keep) queue.Dequeue();
        }
    }
}
