namespace MlDsl;

// Values of columns that have the type of the property already; whatever else there is comes one by one.
internal sealed partial class RecordFields
{
    // Fields whose columns are taken as they are; −1 for those that options change, and for columns of several fields.
    private readonly int[] plain = [.. schema.Stored.Select((c, i) => reader.Columns is null || options.Spellings.ContainsKey(c.Name) ? -1 : binding.Fields[i])];
    private readonly RecordColumn?[] columns = reader.Columns ?? [];
    private readonly bool areTextsPlain = options.Missing.Count == 0;

    private bool TryColumn<T>(int column, out T? value) where T : struct
    {
        value = null;
        if (plain[column] is not (>= 0 and var field) || columns[field] is not ValueColumn<T> values) return false;
        int row = reader.ColumnRow;
        if (!values.IsMissing(row)) value = values[row];
        return true;
    }

    // What is no text in UTF-8 is told as any other value.
    private bool TryTextColumn(int column, out string? text)
    {
        text = null;
        if (!areTextsPlain || plain[column] is not (>= 0 and var field) || columns[field] is not Utf8Column texts) return false;
        int row = reader.ColumnRow;
        return texts.IsMissing(row) || (text = pool.Get(texts[row])) is not null;
    }
}
