using System.Collections.Immutable;

namespace MlDsl.Training;

/// <summary>
/// The training rows that a trainer does not learn from while it looks for the moment to stop. They are training rows like the others:
/// validation and test rows have no part in it.
/// </summary>
/// <param name="Rows">Their numbers among the rows of the design, from 0, ascending.</param>
/// <param name="Groups">The group of each of them; empty where rows have none.</param>
public sealed record HeldRowSet(ImmutableArray<int> Rows, ImmutableArray<ulong> Groups)
{
    /// <summary>Whether each row of a design is held back.</summary>
    /// <param name="rows">The number of its rows.</param>
    internal bool[] Mask(int rows)
    {
        var isHeld = new bool[rows];
        foreach (int row in Rows) isHeld[row] = true;
        return isHeld;
    }
}
