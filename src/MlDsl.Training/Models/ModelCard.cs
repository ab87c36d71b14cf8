namespace MlDsl.Training;

/// <summary>Where a model comes from and how it did: what its file says beside the weights.</summary>
public sealed record ModelCard
{
    private readonly List<EvaluationRecord> evaluations = [];
    private readonly object gate = new();

    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The model's version.</summary>
    public required string Version { get; init; }

    /// <summary>The task: Regression, BinaryClassification or MulticlassClassification.</summary>
    public required string Task { get; init; }

    /// <summary>The trainer's name.</summary>
    public required string Trainer { get; init; }

    /// <summary>The trainer's options, by name, as text.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The number of training rows.</summary>
    public required long Rows { get; init; }

    /// <summary>How the data was split, with its seed.</summary>
    public required string Split { get; init; }

    /// <summary>A fingerprint of the whole data that was split, whatever the order of its rows, in hexadecimal.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The class names, in the order of the outputs; empty for a regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The trivial predictor: the mean label, the share of positives, or the share of each class in the training rows.</summary>
    public required IReadOnlyList<float> Baseline { get; init; }

    /// <summary>The probability from which a row is predicted positive; 0.5 unless tuned.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>The SHA-256 of the model that this one replaces; null when it replaces none.</summary>
    public string? Parent { get; init; }

    /// <summary>The evaluations and assessments of the model, in the order they were made.</summary>
    public IReadOnlyList<EvaluationRecord> Evaluations
    {
        get
        {
            lock (gate) return [.. evaluations];
        }
        init => evaluations.AddRange(value);
    }

    /// <summary>A copy with another threshold; it starts with the evaluations made so far.</summary>
    internal ModelCard WithThreshold(float threshold) => this with { Threshold = threshold, Evaluations = Evaluations };

    internal void Record(EvaluationRecord record)
    {
        lock (gate) evaluations.Add(record);
    }
}

/// <summary>One evaluation of a model.</summary>
/// <param name="Side">The side of the split: validation or test.</param>
/// <param name="Rows">The number of its rows.</param>
/// <param name="Times">How often the test set had been assessed by then, this time included; 0 for a validation set.</param>
/// <param name="Metrics">The metrics by name.</param>
public sealed record EvaluationRecord(string Side, int Rows, int Times, IReadOnlyList<NamedMetric> Metrics);
