namespace MlDsl;

/// <summary>Which field of the records holds which column of the schema.</summary>
/// <param name="Fields">The field of each column; −1 for a vector whose elements are fields and for a column of several parts.</param>
/// <param name="Elements">The fields of each vector's elements, or of a column's parts; null for a column that is one field.</param>
internal sealed record RecordBinding(int[] Fields, int[]?[] Elements)
{
    /// <summary>Finds the columns among the fields.</summary>
    /// <exception cref="DataFormatException">A column is no field, or several.</exception>
    public static RecordBinding Of(RecordReader reader, DatasetSchema schema, string source, RecordOptions options)
    {
        string[] names = [.. reader.Fields];
        var (fields, elements) = (new int[schema.Stored.Count], new int[]?[schema.Stored.Count]);
        for (int i = 0; i < fields.Length; i++)
        {
            ColumnSchema column = schema.Stored[i];
            if (options.Parts.TryGetValue(column.Name, out IReadOnlyList<string>? parts))
            {
                (fields[i], elements[i]) = (-1, [.. parts.Select(part => Part(names, schema, column, part, source, options))]);
                continue;
            }
            string wanted = options.Aliases.GetValueOrDefault(column.Name, column.Name);
            int[] places = Places(names, wanted, options.IgnoreCase);
            if (places.Length == 0 && column.Length > 0) elements[i] = VectorBinding.Find(names, wanted, column.Length, options.IgnoreCase);
            if (places.Length != 1 && elements[i] is null) throw Unbound(names, places, schema, column, wanted, source);
            fields[i] = elements[i] is null ? places[0] : -1;
        }
        return new RecordBinding(fields, elements);
    }

    /// <summary>The names of a column's fields.</summary>
    public static IEnumerable<string> Wanted(ColumnSchema column, RecordOptions options) =>
        options.Parts.TryGetValue(column.Name, out IReadOnlyList<string>? parts) ? parts : [options.Aliases.GetValueOrDefault(column.Name, column.Name)];

    private static int Part(string[] names, DatasetSchema schema, ColumnSchema column, string part, string source, RecordOptions options)
    {
        int[] places = Places(names, part, options.IgnoreCase);
        return places.Length == 1 ? places[0] : throw Unbound(names, places, schema, column, part, source);
    }

    private static int[] Places(string[] names, string wanted, bool ignoreCase)
    {
        int[] exact = [.. Enumerable.Range(0, names.Length).Where(i => names[i] == wanted)];
        return exact.Length > 0 || !ignoreCase
            ? exact
            : [.. Enumerable.Range(0, names.Length).Where(i => string.Equals(names[i], wanted, StringComparison.OrdinalIgnoreCase))];
    }

    private static DataFormatException Unbound(string[] names, int[] places, DatasetSchema schema, ColumnSchema column, string wanted, string source)
    {
        string member = $"'{schema.Name}.{column.Member}'";
        string found = NearestName.Find(wanted, names) is { } near ? $"the nearest is '{Visible.Of(near)}'"
            : $"there are {string.Join(", ", names.Take(20).Select(static n => $"'{Visible.Of(n)}'"))}";
        string message = places.Length == 0
            ? $"{source}: there is no field '{Visible.Of(wanted)}' for {member}; {found}; name it with [Column(\"…\")] or Aliases"
            : $"{source}: there are {places.Length} fields '{Visible.Of(wanted)}' for {member}; rename all but one, or choose one with Aliases";
        return new DataFormatException(message) { File = source, Member = column.Member };
    }
}
