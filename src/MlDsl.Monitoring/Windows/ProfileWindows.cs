using System.Collections.Immutable;

namespace MlDsl.Monitoring;

/// <summary>Windows of one reference.</summary>
internal static class ProfileWindows
{
    /// <summary>The rows of a column, inputs first, then scores: those of each cell.</summary>
    public static ImmutableArray<long> Cells(this ProfileWindow window, int column) =>
        column < window.Columns.Length ? window.Columns[column] : window.Scores[column - window.Columns.Length];

    /// <exception cref="DriftException">The window was counted in other cells, or holds what is no count.</exception>
    public static void Check(ReferenceProfile reference, string hash, ProfileWindow window)
    {
        if (window.Reference != hash)
        {
            throw new DriftException(
                $"The window from {window.From:O} was counted for another reference ('{window.Reference}', not '{hash}'); count it for the model that is monitored");
        }
        Check(reference.Columns, window.Columns, window);
        Check(reference.Scores, window.Scores, window);
    }

    /// <summary>
    /// A window with the rows that waited for it. What lies between them and is longer than a block of time counts as no time: days without rows would say that the rows are the mean of more days than they are.
    /// </summary>
    public static ProfileWindow After(ProfileWindow waiting, ProfileWindow window, TimeSpan block)
    {
        ProfileWindow both = Sum(waiting, window);
        TimeSpan between = window.From - waiting.To;
        return block > TimeSpan.Zero && between > block ? both with { From = both.From + between } : both;
    }

    /// <summary>The rows of both.</summary>
    public static ProfileWindow Sum(ProfileWindow first, ProfileWindow second) => first with
    {
        Rows = first.Rows + second.Rows,
        From = first.From <= second.From ? first.From : second.From,
        To = first.To >= second.To ? first.To : second.To,
        Columns = Sum(first.Columns, second.Columns),
        Scores = Sum(first.Scores, second.Scores),
        Pairs = first.Pairs.Length == second.Pairs.Length ? Sum(first.Pairs, second.Pairs) : [],
    };

    private static ImmutableArray<ImmutableArray<long>> Sum(ImmutableArray<ImmutableArray<long>> first, ImmutableArray<ImmutableArray<long>> second) =>
        [.. first.Zip(second, static (a, b) => a.Zip(b, static (x, y) => x + y).ToImmutableArray())];

    private static void Check(ImmutableArray<ColumnProfile> columns, ImmutableArray<ImmutableArray<long>> counts, ProfileWindow window)
    {
        if (counts.Length != columns.Length) throw new DriftException($"The window from {window.From:O} holds {counts.Length} columns or scores, the reference {columns.Length}");
        for (int i = 0; i < columns.Length; i++)
        {
            if (counts[i].Length != columns[i].Cells)
                throw new DriftException($"The window from {window.From:O} holds {counts[i].Length} cells of '{columns[i].Name}', the reference {columns[i].Cells}");
            if (counts[i].Any(static count => count < 0)) throw new DriftException($"The window from {window.From:O} holds fewer than 0 rows in a cell of '{columns[i].Name}'");
        }
    }
}
