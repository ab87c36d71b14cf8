namespace MlDsl.Training;

/// <summary>Rows put together by their query. Queries are numbered in the order of their first rows.</summary>
internal sealed class RankedQueries
{
    private readonly int[] starts;
    private readonly int[] rows;

    private RankedQueries(int[] starts, int[] rows) => (this.starts, this.rows) = (starts, rows);

    /// <summary>The number of queries, those without a chosen row included.</summary>
    public int Count => starts.Length - 1;

    /// <summary>The chosen rows of a query, in their order.</summary>
    public ReadOnlySpan<int> this[int query] => rows.AsSpan(starts[query], starts[query + 1] - starts[query]);

    /// <summary>The number of each row's query, and so of its group: of equal numbers equal ones, whatever they are.</summary>
    public static ulong[] Number(ReadOnlySpan<ulong> groups)
    {
        var numbers = new GroupNumbers(groups.Length);
        numbers.Add(groups);
        return Array.ConvertAll(numbers.Of, static number => (ulong)number);
    }

    /// <summary>The rows that <paramref name="filter"/> chooses, by query; their keys are the queries' numbers.</summary>
    public static RankedQueries Of(KeptRows rows, RowFilter filter)
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        int queries = 0;
        for (int row = 0; row < rows.Count; row++) queries = Math.Max(queries, (int)rows.Key(row) + 1);
        var starts = new int[queries + 1];
        for (int row = 0; row < rows.Count; row++)
            if (codes.IsEmpty || codes[row] == filter.Code) starts[rows.Key(row) + 1]++;
        for (int query = 0; query < queries; query++) starts[query + 1] += starts[query];

        int[] next = starts[..^1];
        var places = new int[starts[^1]];
        for (int row = 0; row < rows.Count; row++)
            if (codes.IsEmpty || codes[row] == filter.Code) places[next[rows.Key(row)]++] = row;
        return new RankedQueries(starts, places);
    }
}
