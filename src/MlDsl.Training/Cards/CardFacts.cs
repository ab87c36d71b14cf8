namespace MlDsl.Training;

/// <summary>What a model's file tells for its card.</summary>
internal sealed record CardFacts
{
    public required string Name { get; init; }
    public required string Version { get; init; }
    public required string Task { get; init; }
    public required string Trainer { get; init; }
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Whether the training reached its tolerance, and in how many iterations.</summary>
    public required (bool Converged, int Iterations) Log { get; init; }
    public required long Rows { get; init; }
    public required string Split { get; init; }
    public required string Fingerprint { get; init; }
    public required string? Parent { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The version of the rules on leakage; null where none were there.</summary>
    public string? LeakageRules { get; init; }
    public IReadOnlyList<AcceptedRisk> AcceptedRisks { get; init; } = [];
    public required DatasetSchema Schema { get; init; }

    /// <summary>The shape of the predictor, the number of its features and of its scores.</summary>
    public required (string Kind, int Width, int Outputs) Predictor { get; init; }
    public required Outcome Outcome { get; init; }

    /// <summary>The SHA-256 of the model's file.</summary>
    public required string Hash { get; init; }

    /// <summary>The version of MlDsl.</summary>
    public required string Library { get; init; }

    /// <summary>Whether predictions come with intervals that are not the outcome's, as a forecast's do.</summary>
    public bool TellsIntervals { get; init; }

    /// <summary>What the label is called.</summary>
    public string Label => Schema.Columns.FirstOrDefault(static c => c.Role == ColumnRole.Label)?.Name ?? "the label";

    /// <summary>The task in words.</summary>
    public string TaskText => string.Concat(Task.Select(static (c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>The shape in the field's words.</summary>
    public string Family => Predictor.Kind switch { "linear" => "linear model", "trees" => "ensemble of decision trees", "deviation" => "distances from the middle of the training rows", var other => other };

    /// <summary>What is known to limit the model without anybody's saying so.</summary>
    public IEnumerable<string> Limits()
    {
        yield return FormattableString.Invariant($"It learned from {Rows:N0} rows of {Schema.Name}: of rows unlike these its figures say nothing");
        if (!Log.Converged) yield return FormattableString.Invariant($"Its training ended after {Log.Iterations} iterations without reaching its tolerance");
        if (Outcome.Interval is null && !TellsIntervals && Outcome.Classes.Count == 0) yield return "Its predictions are numbers without intervals";
        if (Outcome.Classes.Count > 0 && Outcome.Calibration is null) yield return "Its probabilities are not calibrated on rows that were held back";
        foreach (AcceptedRisk risk in AcceptedRisks) yield return $"Its code accepts {risk.Rule} in {risk.Place}: {risk.Reason}";
        foreach (string warning in Warnings) yield return warning;
    }
}

/// <summary>How the model did on one side of the split.</summary>
/// <param name="Name">The side: validation or test.</param>
/// <param name="Rows">The number of its rows.</param>
/// <param name="Times">How often the test set had been assessed by then; 0 for another side.</param>
/// <param name="Metrics">The metrics.</param>
internal sealed record CardSide(string Name, int Rows, int Times, IReadOnlyList<NamedMetric> Metrics)
{
    /// <summary>How much of the bootstrap distribution intervals cover; 0 where nobody says.</summary>
    public double Level { get; init; }

    /// <summary>The same of the trivial predictor.</summary>
    public IReadOnlyList<NamedMetric> Baseline { get; init; } = [];

    /// <summary>The same of the rows that share a value of a sensitive column.</summary>
    public IReadOnlyList<CardSlice> Slices { get; init; } = [];

    /// <summary>Of each sensitive column that has them, how many values have too few rows to be measured. Which these are is not told.</summary>
    public IReadOnlyList<(string Column, int Values, int MinRows)> Small { get; init; } = [];

    public static CardSide Of<TMetrics>(string name, int times, TMetrics metrics) where TMetrics : class, IMetrics<TMetrics> => new(name, metrics.Rows, times, metrics.Named)
    {
        Level = metrics.Level,
        Baseline = metrics.Baseline?.Named ?? [],
        Slices = [.. metrics.Slices.Where(static s => s.Metrics is not null).Select(static s => new CardSlice(s.Column, s.Value, s.Rows, s.Metrics!.Named))],
        Small = [.. metrics.Slices.Where(static s => s.IsTooSmall).GroupBy(static s => s.Column).Select(static g => (g.Key, g.Count(), g.First().MinRows))],
    };
}

/// <summary>How the model did on the rows that share a value.</summary>
internal sealed record CardSlice(string Column, string Value, int Rows, IReadOnlyList<NamedMetric> Metrics);
