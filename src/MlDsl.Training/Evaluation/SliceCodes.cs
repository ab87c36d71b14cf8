namespace MlDsl.Training;

/// <summary>Numbers the values of a sensitive column as rows come, so that a row takes the room of a number and not of a text.</summary>
/// <param name="column">The column's name.</param>
/// <param name="expected">The number of rows.</param>
internal sealed class SliceCodes(string column, long expected)
{
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private GrowingArray<int> codes = new(expected);

    public void Add(ReadOnlySpan<string> values)
    {
        Span<int> added = new int[values.Length];
        for (int i = 0; i < added.Length; i++)
        {
            if (!known.TryGetValue(values[i], out added[i])) known.Add(values[i], added[i] = known.Count);
        }
        codes.Add(added);
    }

    /// <summary>The column, its values in ordinal order. Called once.</summary>
    public SliceColumn ToColumn()
    {
        string[] values = [.. known.Keys.Order(StringComparer.Ordinal)];
        var places = new int[values.Length];
        for (int i = 0; i < values.Length; i++) places[known[values[i]]] = i;
        int[] all = codes.ToExact();
        for (int row = 0; row < all.Length; row++) all[row] = places[all[row]];
        return new SliceColumn(column, values, all);
    }
}
