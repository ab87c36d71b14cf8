namespace MlDsl.Monitoring.Outcomes;

/// <summary>Predictions and outcomes by what stands for their ids. The same records in the same order give the same, whoever read or wrote them.</summary>
internal sealed class OutcomeIndex(TimeSpan delay)
{
    private readonly Dictionary<IdKey, Joined> byId = [];
    private OutcomeCounts counts;

    public OutcomeCounts Counts => counts;

    /// <summary>What was predicted, with what became of it.</summary>
    public IEnumerable<Joined> All => byId.Values.Where(static j => j.At is not null);

    /// <summary>When an id was predicted first; null where it was not.</summary>
    public long? PredictedAt(IdKey key) => byId.TryGetValue(key, out Joined? joined) ? joined.At : null;

    public void Take(IReadOnlyList<StoreRecord> records)
    {
        foreach (StoreRecord record in records)
        {
            if (!byId.TryGetValue(record.Key, out Joined? joined)) byId.Add(record.Key, joined = new Joined());
            if (record.IsOutcome) Outcome(joined, record);
            else Predicted(joined, record);
        }
    }

    private void Predicted(Joined joined, StoreRecord record)
    {
        if (joined.At is not null)
        {
            counts = counts with { PredictedTwice = counts.PredictedTwice + 1 };
            return;
        }
        (joined.At, joined.Value, joined.Decision) = (record.Ticks, record.Value, record.Decision);
        counts = counts with { Predictions = counts.Predictions + 1 };
        if (joined.Known is null) return;
        // Its outcome came first.
        joined.IsLeftOut = true;
        counts = counts with { Unknown = counts.Unknown - 1, BeforePrediction = counts.BeforePrediction + 1 };
    }

    private void Outcome(Joined joined, StoreRecord record)
    {
        if (joined.Known is not null)
        {
            counts = joined.Label.Equals(record.Value) ? counts with { Repeated = counts.Repeated + 1 } : counts with { Contradicting = counts.Contradicting + 1 };
            return;
        }
        (joined.Known, joined.Label, joined.Group) = (record.Ticks, record.Value, record.Text);
        if (joined.At is not { } at)
        {
            counts = counts with { Unknown = counts.Unknown + 1 };
        }
        else if (record.Ticks < at)
        {
            joined.IsLeftOut = true;
            counts = counts with { BeforePrediction = counts.BeforePrediction + 1 };
        }
        else
        {
            counts = counts with { Joined = counts.Joined + 1, Late = counts.Late + (record.Ticks - at > delay.Ticks ? 1 : 0) };
        }
    }
}

/// <summary>One id.</summary>
internal sealed class Joined
{
    /// <summary>When it was predicted; null where only its outcome came.</summary>
    public long? At { get; set; }

    public float Value { get; set; }

    public bool? Decision { get; set; }

    /// <summary>When its outcome was known; null where there is none yet.</summary>
    public long? Known { get; set; }

    public float Label { get; set; }

    public string Group { get; set; } = "";

    /// <summary>Whether the outcome was there before the prediction, so that it measures nothing.</summary>
    public bool IsLeftOut { get; set; }
}
