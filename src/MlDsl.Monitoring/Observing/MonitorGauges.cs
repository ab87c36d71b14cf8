using System.Diagnostics.Metrics;

namespace MlDsl.Observing;

/// <summary>The gauges of the meter <c>MlDsl.Monitoring</c>.</summary>
internal enum MonitorGauge
{
    Evidence,
    Threshold,
    WindowTimestamp,
    ColumnShift,
    ColumnDistance,
    ColumnMissing,
    ColumnUnknown,
    ScoreMean,
    ScoreShift,
    ScoreDistance,
    AlarmTimestamp,
    Estimate,
    Performance,
    Outcomes,
    LabelDelay,
    Group,
    ErrorRatio,
    Outside,
    ErrorAlarmTimestamp,
    Collected,
    DomainAuc,
}

/// <summary>What the gauges of one monitor say now. A gauge is set as a whole; it may be read meanwhile.</summary>
/// <param name="model">The model's name in metrics.</param>
internal sealed class MonitorGauges(string model)
{
    private readonly Measurement<double>[][] now = [.. Enum.GetValues<MonitorGauge>().Select(static _ => Array.Empty<Measurement<double>>())];

    private long problems;

    /// <summary>The model's name in metrics.</summary>
    public string Model => model;

    /// <summary>The problems so far: from the first reading on, so that an increase is seen.</summary>
    public Measurement<long> Problems => new(Interlocked.Read(ref problems), new KeyValuePair<string, object?>(MonitoringMeter.Model, model));

    /// <summary>One more problem.</summary>
    public void CountProblem() => Interlocked.Increment(ref problems);

    /// <summary>What a gauge says.</summary>
    public IReadOnlyList<Measurement<double>> Of(MonitorGauge gauge) => Volatile.Read(ref now[(int)gauge]);

    /// <summary>Sets a gauge that has one value.</summary>
    public void Set(MonitorGauge gauge, double value) => Set(gauge, [new(value)]);

    /// <summary>Sets a gauge: whatever it said before is gone. What is no finite number is left out.</summary>
    public void Set(MonitorGauge gauge, IEnumerable<MonitorValue> values) => Volatile.Write(ref now[(int)gauge], [.. values.Where(static value => double.IsFinite(value.Value)).Select(Of)]);

    private Measurement<double> Of(MonitorValue value) => new(value.Value, [new(MonitoringMeter.Model, model), .. value.Tags.Select(static tag => new KeyValuePair<string, object?>(tag.Name, tag.Value))]);
}

/// <summary>A value of a gauge.</summary>
/// <param name="Value">The value.</param>
/// <param name="Tags">What it is of, beside the model.</param>
internal readonly record struct MonitorValue(double Value, params (string Name, string Value)[] Tags);
