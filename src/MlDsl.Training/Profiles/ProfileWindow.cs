using System.Collections.Immutable;

namespace MlDsl;

/// <summary>
/// Rows that a service saw, counted in the cells of a <see cref="ReferenceProfile"/>. Windows of one reference add up: of several processes, or of several hours. Immutable.
/// </summary>
public sealed record ProfileWindow
{
    /// <summary>What the cells are of: <see cref="ReferenceProfile.Hash"/> of the reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The rows.</summary>
    public required long Rows { get; init; }

    /// <summary>When the window began.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ended: no row is later.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>By column of the reference, the rows of each cell: its bins, missing, unknown (<see cref="ColumnProfile.Cells"/>).</summary>
    public required ImmutableArray<ImmutableArray<long>> Columns { get; init; }

    /// <summary>The same by kind of score; empty where the reference has no scores.</summary>
    public ImmutableArray<ImmutableArray<long>> Scores { get; init; } = [];

    /// <summary>By pair of the reference's first <see cref="ReferenceProfile.ObservedPairs"/>, the rows by coarse groups.</summary>
    public ImmutableArray<ImmutableArray<long>> Pairs { get; init; } = [];
}
