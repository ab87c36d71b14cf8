using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MlDsl.Monitoring;

namespace MlDsl.Observing;

/// <summary>What is measured of all monitors of a process, in the meter <c>MlDsl.Monitoring</c>: counts and evidence, and no value of a row.</summary>
internal static class MonitoringMeter
{
    private const string Model = "mldsl.model.name";

    private static readonly Meter Meter = new("MlDsl.Monitoring");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("mldsl.monitoring.window.rows", "{row}", "Rows of closed windows");
    private static readonly Counter<long> Alarms = Meter.CreateCounter<long>("mldsl.monitoring.alarms", "{alarm}", "Alarms of drift, by the budget that paid for them, the column and what of it shifted");
    private static readonly Counter<long> Problems = Meter.CreateCounter<long>("mldsl.monitoring.problems", "{problem}", "States that could not be kept, and listeners that failed");
    private static readonly ConcurrentDictionary<object, Measurement<double>> Evidence = new(), Thresholds = new();

    static MonitoringMeter()
    {
        Meter.CreateObservableGauge("mldsl.monitoring.evidence", static () => Evidence.Values, "{nat}", "The largest evidence of drift in the last window that was looked at");
        Meter.CreateObservableGauge("mldsl.monitoring.threshold", static () => Thresholds.Values, "{nat}", "The evidence from which on there would have been an alarm of it");
    }

    public static void Closed(string model, ProfileWindow window) => Rows.Add(window.Rows, new KeyValuePair<string, object?>(Model, model));

    /// <param name="owner">Whose evidence it is, until <see cref="Forget"/>.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="verdict">What was said of a window.</param>
    public static void Judged(object owner, string model, WindowVerdict verdict)
    {
        if (verdict.IsWaiting) return;
        var tag = new KeyValuePair<string, object?>(Model, model);
        Evidence[owner] = new(verdict.Evidence, tag);
        Thresholds[owner] = new(verdict.Threshold, tag);
        foreach (DriftAlarm alarm in verdict.Alarms)
            Alarms.Add(1, tag, new("mldsl.alarm.kind", alarm.Kind.ToString()), new("mldsl.column", alarm.Column), new("mldsl.alarm.shift", alarm.What.ToString()));
    }

    public static void Failed(string model) => Problems.Add(1, new KeyValuePair<string, object?>(Model, model));

    public static void Forget(object owner)
    {
        Evidence.TryRemove(owner, out _);
        Thresholds.TryRemove(owner, out _);
    }
}
