namespace MlDsl.Training;

/// <summary>Numbers the values of a sensitive column as rows come, so that a row takes the room of a number and not of a text.</summary>
internal sealed class SliceCodes(string column)
{
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly List<int> codes = [];

    public void Add(ReadOnlySpan<string> values)
    {
        foreach (string value in values)
        {
            if (!known.TryGetValue(value, out int code)) known.Add(value, code = known.Count);
            codes.Add(code);
        }
    }

    /// <summary>The column, its values in ordinal order.</summary>
    public SliceColumn ToColumn()
    {
        string[] values = [.. known.Keys.Order(StringComparer.Ordinal)];
        var places = new int[values.Length];
        for (int i = 0; i < values.Length; i++) places[known[values[i]]] = i;
        return new SliceColumn(column, values, codes.Select(code => places[code]).ToArray());
    }
}
