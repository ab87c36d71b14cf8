namespace MlDsl.Json;

/// <summary>Reads an input from the members of a row.</summary>
internal delegate TInput JsonInputReader<TInput>(ref JsonFields fields);

/// <summary>Whole texts of rows.</summary>
internal static class JsonRows
{
    // Rows of more columns than this many words have bits take them from the heap.
    public const int MostOnStack = 16;

    /// <summary>The input of a text that is one row.</summary>
    /// <exception cref="JsonRowException">It is none; the message names the column.</exception>
    public static TInput Only<TInput>(JsonRowFormat format, ReadOnlySpan<byte> json, JsonInputReader<TInput> read)
    {
        int words = JsonFields.WordsFor(format);
        Span<ulong> seen = words <= MostOnStack ? stackalloc ulong[MostOnStack] : new ulong[words];
        var fields = new JsonFields(format, json, seen, default);
        if (fields.Start()) throw new JsonRowException(JsonRowProblem.Shape, "One row is wanted, and an array is given");
        fields.NextRow();
        TInput input = read(ref fields);
        fields.End();
        return input;
    }
}
