namespace MlDsl.Generators.Models;

/// <summary>What a model that is asked about series declares of them.</summary>
internal sealed record SeriesSpec
{
    /// <summary>The most steps that are forecast at once.</summary>
    public required int Horizon { get; init; }

    /// <summary>The options that are set, as assignments.</summary>
    public required EquatableArray<string> Options { get; init; }
}
