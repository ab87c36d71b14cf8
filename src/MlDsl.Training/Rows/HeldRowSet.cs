using System.Collections.Immutable;

namespace MlDsl.Training;

/// <summary>
/// The training rows that a trainer does not learn from while it looks for the moment to stop. They are training rows like the others:
/// validation and test rows have no part in it.
/// </summary>
/// <param name="Rows">Their numbers among the rows of the design, from 0, ascending.</param>
/// <param name="Groups">The group of each of them; empty where rows have none.</param>
public sealed record HeldRowSet(ImmutableArray<int> Rows, ImmutableArray<ulong> Groups);
