namespace MlDsl.Training;

/// <summary>A column by whose values metrics are sliced: a name, its values, and for each row which of them it has.</summary>
public sealed class SliceColumn
{
    /// <summary>What a row without a value is filed under.</summary>
    public const string Missing = "(missing)";

    /// <summary>A column whose values are numbered already.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="values">Its values, each once.</param>
    /// <param name="codes">For each row the index of its value; the memory is kept, not copied.</param>
    /// <exception cref="ArgumentException">A code is not an index into <paramref name="values"/>.</exception>
    public SliceColumn(string column, IReadOnlyList<string> values, ReadOnlyMemory<int> codes)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(values);
        ReadOnlySpan<int> span = codes.Span;
        for (int row = 0; row < span.Length; row++)
        {
            if ((uint)span[row] < (uint)values.Count) continue;
            throw new ArgumentException(
                $"Row {row} of '{column}' has code {span[row]}, but there are {values.Count} values", nameof(codes));
        }

        Column = column;
        Values = values;
        Codes = codes;
    }

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>The values, in the order in which slices are listed.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>For each row the index of its value.</summary>
    public ReadOnlyMemory<int> Codes { get; }

    /// <summary>A column of text; its values are listed in ordinal order, null as <see cref="Missing"/>.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="rows">The value of each row.</param>
    public static SliceColumn From(string column, IEnumerable<string?> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] texts = [.. rows.Select(static text => text ?? Missing)];
        string[] values = [.. texts.Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> codes = [];
        foreach (string value in values) codes[value] = codes.Count;
        return new SliceColumn(column, values, Array.ConvertAll(texts, text => codes[text]));
    }
}
