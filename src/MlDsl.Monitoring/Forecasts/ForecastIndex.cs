using MlDsl.Monitoring.Outcomes;

namespace MlDsl.Monitoring.Forecasts;

/// <summary>Forecasts and values by what stands for their series and step. The same records in the same order give the same, whoever read or wrote them.</summary>
internal sealed class ForecastIndex
{
    private readonly Dictionary<IdKey, StepEntry> byKey = [];

    /// <summary>Every step that something is known of.</summary>
    public IEnumerable<(IdKey Key, StepEntry Entry)> All => byKey.Select(static one => (one.Key, one.Value));

    /// <summary>The time of the last step whose value is known and that was forecast; null where there is none.</summary>
    public long? LastKnown { get; private set; }

    /// <summary>Whether a step was forecast from this origin by this model before.</summary>
    public bool Has(IdKey key, in LoggedStep step) => byKey.TryGetValue(key, out StepEntry? entry) && entry.Has(step);

    /// <summary>The value of a step; null where it is not known yet.</summary>
    public float? ValueOf(IdKey key) => byKey.TryGetValue(key, out StepEntry? entry) && entry.Known is not null ? entry.Value : null;

    /// <summary>Of a step the earliest time at which it was forecast; null where it was not.</summary>
    public long? FirstAt(IdKey key) => byKey.TryGetValue(key, out StepEntry? entry) && entry.Forecasts.Count > 0 ? entry.Forecasts.Min(static one => one.At) : null;

    public void Take(IReadOnlyList<StoreRecord> records)
    {
        foreach (StoreRecord record in records)
        {
            if (!byKey.TryGetValue(record.Key, out StepEntry? entry)) byKey.Add(record.Key, entry = new StepEntry());
            if (!record.IsOutcome) entry.Add(LoggedStep.Of(record));
            else if (entry.Known is null) (entry.Known, entry.Value) = (record.Ticks, record.Value);
            if (entry.Known is not null && entry.Forecasts.Count > 0 && !(entry.Forecasts[0].Time <= LastKnown)) LastKnown = entry.Forecasts[0].Time;
        }
    }
}

/// <summary>One step of one series.</summary>
internal sealed class StepEntry
{
    private readonly List<LoggedStep> forecasts = new(1);

    /// <summary>What was forecast of it, from each origin once.</summary>
    public IReadOnlyList<LoggedStep> Forecasts => forecasts;

    /// <summary>When its value was known; null while it is not.</summary>
    public long? Known { get; set; }

    public float Value { get; set; }

    public bool Has(LoggedStep step) => forecasts.Exists(one => one.Origin == step.Origin && one.Reference == step.Reference);

    public void Add(LoggedStep step)
    {
        if (!Has(step)) forecasts.Add(step);
    }

    /// <summary>Whether a forecast was there before the value.</summary>
    public bool IsBefore(in LoggedStep step) => !(Known <= step.At);
}
