namespace MlDsl;

/// <summary>What all records of one pass share: the columns' fields, the texts that mean missing, the pool, and the words for errors.</summary>
internal sealed class CsvFields
{
    private readonly DatasetSchema schema;
    private readonly byte[][] missing;
    private readonly bool emptyIsMissing;

    public CsvFields(DatasetSchema schema, CsvBinding binding, CsvOptions options)
    {
        this.schema = schema;
        Columns = binding.Fields;
        DateFormat = options.DateFormat;
        emptyIsMissing = options.Missing.Contains("");
        missing = [.. options.Missing.Where(static m => m.Length > 0).Select(System.Text.Encoding.UTF8.GetBytes)];
    }

    public int[] Columns { get; }

    public string? DateFormat { get; }

    public TextPool Pool { get; } = new();

    public bool IsMissing(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return emptyIsMissing;
        return missing.Length > 0 && IsListed(text);
    }

    private bool IsListed(ReadOnlySpan<byte> text)
    {
        foreach (byte[] candidate in missing)
        {
            if (text.SequenceEqual(candidate)) return true;
        }
        return false;
    }

    public DataFormatException Missing(CsvRecords records, int column)
    {
        string type = schema.Columns[column].Type;
        return Error(records, column, "the value is missing", $"fill it, or declare the property as '{type}?'");
    }

    public DataFormatException Wrong(CsvRecords records, int column, string problem, string wayOut)
    {
        string text = System.Text.Encoding.UTF8.GetString(records.Text(Columns[column]));
        bool blanks = text.Trim().Length < text.Length;
        if (text.Length > 60) text = string.Concat(text.AsSpan(0, 60), "…");
        return Error(records, column, $"'{text}' {problem}", blanks ? "leave out the blanks, or set CsvOptions.Trim" : wayOut);
    }

    public DataFormatException Error(CsvRecords records, int column, string problem, string wayOut)
    {
        ColumnSchema named = schema.Columns[column];
        FieldRange range = records.Fields[Columns[column]];
        int place = range.Quoted ? range.Start - 1 : range.Start;
        return records.Error(place, $"{problem} in column '{named.Name}' ({schema.Name}.{named.Member})", wayOut, named.Member);
    }
}
