using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>
/// The rows of a ranking put together by their queries, as the library asks: queries in the order of their first rows, the rows of each in theirs.
/// Holds 8 bytes a row.
/// </summary>
internal sealed class QueryOrder
{
    /// <summary>The most rows of a query: the library's own number.</summary>
    public const int MostRows = 10_000;

    private readonly int[] queryOf;
    private readonly int[] placeOf;
    private readonly IDesign design;

    /// <param name="groups">The groups of the rows.</param>
    /// <param name="design">The rows, for messages.</param>
    /// <exception cref="TrainingException">A query is longer than the library takes.</exception>
    public QueryOrder(GroupNumbers groups, IDesign design)
    {
        (this.design, queryOf) = (design, groups.Of);
        (Counts, placeOf) = ([.. groups.Counts], new int[queryOf.Length]);
        if (Array.FindIndex(Counts, static count => count > MostRows) is >= 0 and var longest)
        {
            long number = design.NumberOf(groups.First[longest]);
            throw new TrainingException(FormattableString.Invariant($"The query of training row {number + 1} has {Counts[longest]} rows, and LightGBM takes {MostRows} of a query at most; leave rows of it out, or part it"), number, null);
        }
        var next = new int[Counts.Length];
        for (int query = 1; query < next.Length; query++) next[query] = next[query - 1] + Counts[query - 1];
        for (int row = 0; row < placeOf.Length; row++) placeOf[row] = next[queryOf[row]]++;
    }

    /// <summary>The number of rows of each query.</summary>
    public int[] Counts { get; }

    /// <summary>The number of rows of each query among some.</summary>
    /// <param name="rows">The rows, ascending by place.</param>
    public int[] CountsOf(int[] rows)
    {
        List<int> counts = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (i == 0 || queryOf[rows[i]] != queryOf[rows[i - 1]]) counts.Add(0);
            counts[^1]++;
        }
        return [.. counts];
    }

    /// <summary>The place of a row among all.</summary>
    public int PlaceOf(int row) => placeOf[row];

    /// <summary>What belongs to the rows, by their places.</summary>
    public T[] Arrange<T>(T[] byRow)
    {
        var arranged = new T[byRow.Length];
        for (int row = 0; row < byRow.Length; row++) arranged[placeOf[row]] = byRow[row];
        return arranged;
    }

    /// <summary>Rows by their places, ascending.</summary>
    public int[] Sort(IEnumerable<int> rows)
    {
        int[] sorted = [.. rows];
        Array.Sort(sorted, (a, b) => placeOf[a].CompareTo(placeOf[b]));
        return sorted;
    }

    /// <summary>Refuses rows to stop by that are not whole queries.</summary>
    /// <param name="isHeld">Whether each row is held back.</param>
    /// <exception cref="TrainingException">A query is cut in two; the message names a row of it.</exception>
    public void CheckWhole(bool[] isHeld) => QueryChecks.CheckWhole(design, queryOf, row => isHeld[row]);

    /// <summary>Refuses rows that teach no order.</summary>
    /// <param name="labels">The grade of each row.</param>
    /// <param name="weights">What each row counts; null where each is 1.</param>
    /// <param name="isLearned">Whether a row is learned from.</param>
    /// <exception cref="TrainingException">No query that is learned from has rows of two grades and a weight.</exception>
    public void CheckTeaches(float[] labels, float[]? weights, Func<int, bool> isLearned) => QueryChecks.CheckTeaches(queryOf, labels, weights, isLearned);
}
