namespace MlDsl;

/// <summary>
/// The values of a field for some records behind each other, in the field's own type. A reader whose source has columns hands them to the binder, which takes those of
/// a column's own type as they are, and asks for every other value by itself.
/// </summary>
internal abstract class RecordColumn
{
    private bool[] missing = [];

    /// <summary>Whether any value is missing.</summary>
    public bool MayMiss { get; private set; }

    /// <summary>Whether the value of a record is missing.</summary>
    /// <param name="row">The record's place among those of the column.</param>
    public bool IsMissing(int row) => MayMiss && missing[row];

    /// <summary>Says that no value is missing.</summary>
    public void MissNone() => MayMiss = false;

    /// <summary>Takes which values are missing: one flag for each.</summary>
    public Span<bool> Miss(int count)
    {
        MayMiss = true;
        if (missing.Length < count) missing = new bool[count];
        return missing.AsSpan(0, count);
    }
}

/// <summary>Numbers or flags of one type.</summary>
internal sealed class ValueColumn<T> : RecordColumn where T : struct
{
    private T[] values = [];

    /// <summary>The value of a record; any where it is missing.</summary>
    public T this[int row] => values[row];

    /// <summary>Room for the values of some records.</summary>
    public Span<T> Take(int count)
    {
        if (values.Length < count) values = new T[count];
        return values.AsSpan(0, count);
    }
}

/// <summary>Texts in UTF-8.</summary>
internal sealed class Utf8Column : RecordColumn
{
    private byte[] bytes = [];
    private int[] begins = [];

    /// <summary>The text of a record; any where it is missing.</summary>
    public ReadOnlySpan<byte> this[int row] => bytes.AsSpan(begins[row], begins[row + 1] - begins[row]);

    /// <summary>Takes texts that lie behind each other.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="count">How many they are.</param>
    /// <returns>Takes where each begins in them, and where the last one ends.</returns>
    public Span<int> Take(ReadOnlySpan<byte> texts, int count)
    {
        if (bytes.Length < texts.Length) bytes = new byte[(int)Math.Min(texts.Length * 2L, Array.MaxLength)];
        if (begins.Length <= count) begins = new int[count + 1];
        texts.CopyTo(bytes);
        return begins.AsSpan(0, count + 1);
    }
}
