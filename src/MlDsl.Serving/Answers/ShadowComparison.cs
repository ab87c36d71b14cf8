namespace MlDsl.Serving;

/// <summary>What a shadow said beside the model that answered, since either of the two was replaced.</summary>
public sealed record ShadowComparison
{
    /// <summary>The version that answered.</summary>
    public required string Version { get; init; }

    /// <summary>The version that was held against it.</summary>
    public required string ShadowVersion { get; init; }

    /// <summary>The requests whose answers were compared.</summary>
    public long Requests { get; init; }

    /// <summary>The rows of them.</summary>
    public long Rows { get; init; }

    /// <summary>The rows whose outputs differ: a text, a flag, or a number by more than the tolerance.</summary>
    public long DifferentRows { get; init; }

    /// <summary>The largest difference of two numbers at the same place; NaN where only one of the two was NaN or infinite.</summary>
    public double LargestDifference { get; init; }

    /// <summary>The requests that the shadow refused although the model answered them.</summary>
    public long Refused { get; init; }

    /// <summary>The requests at which the shadow failed.</summary>
    public long Failed { get; init; }

    /// <summary>The requests that the shadow was to get and that were dropped, because too many waited.</summary>
    public long Dropped { get; init; }

    /// <summary>The seconds that the model took for the requests that were compared, together.</summary>
    public double Seconds { get; init; }

    /// <summary>The seconds that the shadow took for them.</summary>
    public double ShadowSeconds { get; init; }
}
