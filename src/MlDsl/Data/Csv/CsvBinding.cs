using System.Text.Unicode;

namespace MlDsl;

/// <summary>Which field of a file's records holds which column of the schema. Made once per file, from its header.</summary>
/// <param name="Fields">The field of each column; of a vector whose elements are fields, the first.</param>
/// <param name="Width">The number of fields that every record must have.</param>
/// <param name="Elements">The fields of each vector's elements, or of a column's parts; null for a column that is one field, and where all are.</param>
internal sealed record CsvBinding(int[] Fields, int Width, int[]?[]? Elements)
{
    /// <summary>Reads the header, where there is one, and finds the columns in it.</summary>
    /// <exception cref="DataFormatException">The file is empty, or its header does not have every column exactly once.</exception>
    public static CsvBinding Read(CsvRecords records, DatasetSchema schema, CsvOptions options)
    {
        if (!options.HasHeader) return InOrder(schema);
        if (!records.Read()) throw Empty(records, schema);
        if (records.Stray >= 0) throw records.StrayText();
        if (HeaderHints.OfFirstLine(records, options) is { } first) throw records.Error(records.Fields[0].Start, first.Problem, first.WayOut);
        string[] names = [.. Enumerable.Range(0, records.Count).Select(i => Name(records, i))];
        return Of([.. schema.Stored.Select(c => Find(records, names, schema, c, options))], names.Length);
    }

    // Without a header each element is a field.
    private static CsvBinding InOrder(DatasetSchema schema)
    {
        int next = 0;
        var fields = new List<int[]>();
        foreach (ColumnSchema column in schema.Stored)
        {
            fields.Add([.. Enumerable.Range(next, Math.Max(1, column.Length))]);
            next += fields[^1].Length;
        }
        return Of(fields, next);
    }

    private static CsvBinding Of(IReadOnlyList<int[]> fields, int width)
    {
        int[]?[] elements = [.. fields.Select(static f => f.Length > 1 ? f : null)];
        return new CsvBinding([.. fields.Select(static f => f[0])], width, elements.Any(static e => e is not null) ? elements : null);
    }

    private static DataFormatException Empty(CsvRecords records, DatasetSchema schema)
    {
        string needed = $"it needs a header with the columns of '{schema.Name}', or CsvOptions.HasHeader = false and rows";
        return new DataFormatException($"{records.File}: the file is empty; {needed}") { File = records.File };
    }

    private static string Name(CsvRecords records, int field)
    {
        ReadOnlySpan<byte> text = records.Text(field);
        int place = records.Fields[field].Start;
        if (!Utf8.IsValid(text) || text.Contains((byte)0))
        {
            var (problem, wayOut) = EncodingHints.Of(text);
            throw records.Error(place, problem.Replace("the text", "the header", StringComparison.Ordinal), wayOut);
        }
        if (!records.Fields[field].Quoted && text.Contains((byte)'\r'))
            throw records.Error(place, "lines end in a carriage return alone", "write line feeds (LF or CR LF)");
        return System.Text.Encoding.UTF8.GetString(text).Trim();
    }

    private static int[] Find(CsvRecords records, string[] names, DatasetSchema schema, ColumnSchema column, CsvOptions options)
    {
        return options.Parts.TryGetValue(column.Name, out IReadOnlyList<string>? parts)
            ? [.. parts.SelectMany(part => Find(records, names, schema, column, part, options))]
            : Find(records, names, schema, column, options.Aliases.GetValueOrDefault(column.Name, column.Name), options);
    }

    private static int[] Find(CsvRecords records, string[] names, DatasetSchema schema, ColumnSchema column, string wanted, CsvOptions options)
    {
        int[] places = Places(names, wanted, StringComparison.Ordinal);
        // A header may open with '#' to look like a comment to other programs; the name goes on behind it.
        if (places.Length == 0 && names[0].StartsWith('#')) places = Places([names[0].TrimStart('#', ' ')], wanted, StringComparison.Ordinal);
        if (places.Length == 0 && options.IgnoreCase)
            places = Places([.. names.Select(static n => n.TrimStart('#', ' '))], wanted, StringComparison.OrdinalIgnoreCase);
        if (places.Length == 0 && column.Length > 0 && VectorBinding.Find(records, names, schema, column, wanted, options.IgnoreCase) is { } elements) return elements;
        string member = $"{schema.Name}.{column.Member}";
        return places.Length switch
        {
            1 => places,
            0 => throw Absent(records, names, schema, column, wanted),
            _ => throw records.Error(
                records.Fields[places[1]].Start,
                $"the header has the column '{Visible.Of(names[places[1]])}' for '{member}' {places.Length} times",
                "rename all but one, or choose one with CsvOptions.Aliases",
                column.Member),
        };
    }

    private static int[] Places(string[] names, string wanted, StringComparison comparison) =>
        [.. Enumerable.Range(0, names.Length).Where(i => string.Equals(names[i], wanted, comparison))];

    private static DataFormatException Absent(CsvRecords records, string[] names, DatasetSchema schema, ColumnSchema column, string wanted)
    {
        var (found, wayOut) = HeaderHints.OfNames(records, names, schema, wanted);
        string elements = column.Length > 0 ? FormattableString.Invariant($", nor '{Visible.Of(wanted)}_0' … '{Visible.Of(wanted)}_{column.Length - 1}',") : "";
        return records.Error(
            records.Fields[0].Start, $"the header has no column '{Visible.Of(wanted)}'{elements} for '{schema.Name}.{column.Member}'; {found}", wayOut, column.Member);
    }
}
