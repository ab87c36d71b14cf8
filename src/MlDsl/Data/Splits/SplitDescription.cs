using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How rows are assigned to the sides of a split.</summary>
public enum SplitMethod
{
    /// <summary>Not at all: every row is on the one side.</summary>
    None,

    /// <summary>By the row's number and the seed.</summary>
    Random,

    /// <summary>By the row's number and the seed, within each class.</summary>
    Stratified,

    /// <summary>By the row's group and the seed.</summary>
    Group,

    /// <summary>By the row's event time.</summary>
    Time,

    /// <summary>By the row's event time, each validation window later than the one before.</summary>
    RollingOrigin,

    /// <summary>By the row's event time among the rows of its user.</summary>
    UserTime,
}

/// <summary>How a split or folds were made: enough, with the data, to make them again. Part of a model's provenance.</summary>
public sealed record SplitDescription
{
    /// <summary>How rows are assigned.</summary>
    [JsonIgnore(Condition = Never)]
    public required SplitMethod Method { get; init; }

    /// <summary>The share of the rows for validation, 0 to 1; null where points in time or folds decide.</summary>
    public double? Validation { get; init; }

    /// <summary>The share of the rows for the test, 0 to 1; null where points in time or other data decide.</summary>
    public double? Test { get; init; }

    /// <summary>The data that is the test side, where it is not a share of the same data.</summary>
    public string? TestSource { get; init; }

    /// <summary>The seed; null where nothing is random.</summary>
    public long? Seed { get; init; }

    /// <summary>The distance kept free before each later side; null where time plays no part.</summary>
    public TimeSpan? Embargo { get; init; }

    /// <summary>The event time at which validation begins, of a split by time.</summary>
    public DateTime? ValidationFrom { get; init; }

    /// <summary>The event time at which the test begins, of a split by time.</summary>
    public DateTime? TestFrom { get; init; }

    /// <summary>Whether event times number steps: distances and begins are then of as many ticks as steps.</summary>
    public bool CountsSteps { get; init; }

    /// <summary>The number of folds; null for a single split.</summary>
    public int? Folds { get; init; }

    /// <summary>The share of the rows in each validation window of rolling origins; null where a time span decides.</summary>
    public double? HorizonShare { get; init; }

    /// <summary>The length of each validation window of rolling origins; null where a share decides.</summary>
    public TimeSpan? Horizon { get; init; }

    /// <summary>How the train set came about that was cut into folds; null for the folds of a whole data set.</summary>
    public SplitDescription? Within { get; init; }

    /// <summary>One line: the method and what it was given, in the invariant culture.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (Folds is { } folds) parts.Add($"{folds} folds");
        if (Validation is { } validation) parts.Add(string.Create(CultureInfo.InvariantCulture, $"validation {validation}"));
        if (Test is { } test) parts.Add(string.Create(CultureInfo.InvariantCulture, $"test {test}"));
        if (ValidationFrom is { } validationFrom) parts.Add(string.Create(CultureInfo.InvariantCulture, $"validation from {EventSteps.Text(validationFrom.Ticks, CountsSteps)}"));
        if (TestFrom is { } testFrom) parts.Add(string.Create(CultureInfo.InvariantCulture, $"test from {EventSteps.Text(testFrom.Ticks, CountsSteps)}"));
        if (TestSource is { } source) parts.Add($"test {source}");
        if (HorizonShare is { } share) parts.Add(string.Create(CultureInfo.InvariantCulture, $"horizon {share}"));
        if (Horizon is { } horizon) parts.Add(string.Create(CultureInfo.InvariantCulture, $"horizon {Distance(horizon)}"));
        if (Embargo is { } embargo) parts.Add(string.Create(CultureInfo.InvariantCulture, $"embargo {Distance(embargo)}"));
        if (Seed is { } seed) parts.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        if (Within is { } within) parts.Add($"within {within}");
        return $"{Method}: {string.Join(", ", parts)}";

        string Distance(TimeSpan distance) => CountsSteps ? string.Create(CultureInfo.InvariantCulture, $"{distance.Ticks} steps") : distance.ToString("c");
    }
}
