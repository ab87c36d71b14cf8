namespace MlDsl.Tool.Scaffolding;

/// <summary>How rows that come with types are read by what is drafted for them.</summary>
/// <param name="Query">What a database is asked; null for a Parquet file.</param>
/// <param name="NaNIsMissing">Whether NaN stands for a missing number.</param>
/// <param name="LeftOut">The columns that no member of a record holds, each with the reason.</param>
internal sealed record RecordForm(string? Query, bool NaNIsMissing, IReadOnlyList<LeftOutColumn> LeftOut);

/// <summary>A column that no member of a record holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Why">What is wrong with it: <c>is bytes</c>.</param>
internal sealed record LeftOutColumn(string Name, string Why);

/// <summary>Rows with types, of a Parquet file or a query.</summary>
internal static class RecordTable
{
    /// <summary>Reads at most <paramref name="most"/> rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="origin">Its records.</param>
    /// <param name="query">What a database is asked; null for a Parquet file.</param>
    /// <param name="types">What the schema says of columns, those alone that are read; null where values tell it.</param>
    /// <param name="refused">The columns whose type no member holds.</param>
    /// <param name="most">How many rows.</param>
    /// <exception cref="ToolException">The rows cannot be read, or no column of them.</exception>
    public static FileTable Read(string path, IRecordOrigin origin, string? query, IReadOnlyDictionary<string, SchemaType?>? types, IReadOnlyList<LeftOutColumn> refused, int most)
    {
        try
        {
            using RecordReader reader = origin.Open([.. types?.Keys ?? []], CancellationToken.None);
            int[] places = [.. Enumerable.Range(0, reader.Fields.Count).Where(i => types is null || types.ContainsKey(reader.Fields[i]))];
            Refuse(path, [.. reader.Fields]);
            RecordColumnReader[] columns = [.. places.Select(place => new RecordColumnReader(reader.Fields[place], types?[reader.Fields[place]]))];
            int rows = 0;
            bool isWhole = true;
            while (reader.Read())
            {
                if (rows == most)
                {
                    isWhole = false;
                    break;
                }
                for (int i = 0; i < places.Length; i++) columns[i].Add(reader.Value(places[i]));
                rows++;
            }
            if (rows == 0) throw new ToolException($"'{path}' has {(query is null ? "" : "no such rows: the query gives ")}no rows; a record is drafted from what the rows hold");
            return Make(path, query, columns, [.. places.Select(place => reader.Fields[place])], refused, isWhole);
        }
        catch (Exception problem) when (problem is DataFormatException or PlatformNotSupportedException)
        {
            throw new ToolException(query is null || problem.InnerException is null ? problem.Message : $"{path}: {Visible.Of(problem.InnerException.Message, 300)} ('{Visible.Of(query, 300)}')");
        }
    }

    private static FileTable Make(string path, string? query, RecordColumnReader[] readers, string[] names, IReadOnlyList<LeftOutColumn> refused, bool isWhole)
    {
        HashSet<string> missing = FileTable.MissingTexts(readers.Select(static column => column.Present));
        if (readers.Any(static column => column.HasEmpty)) missing.Add("");
        List<TextColumn> columns = [];
        List<LeftOutColumn> leftOut = [.. refused];
        for (int i = 0; i < readers.Length; i++)
        {
            var (column, problem) = readers[i].Make(columns.Count, missing);
            if (column is not null) columns.Add(column);
            else leftOut.Add(new LeftOutColumn(names[i], problem!));
        }
        if (columns.Count == 0) throw new ToolException($"'{path}' has no column that a record holds: {string.Join("; ", leftOut.Select(static column => $"'{Visible.Of(column.Name)}' {column.Why}"))}");
        bool hasNaN = readers.Any(static column => column.HasNaN);
        return new FileTable(path, new CsvOptions { HasHeader = true, Missing = [.. missing.Order(StringComparer.Ordinal)] }, columns, isWhole) { Form = new RecordForm(query, hasNaN, leftOut) };
    }

    // A member finds its column by the name, and by one that differs in case.
    private static void Refuse(string path, string[] names)
    {
        if (names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ToolException($"'{path}' has two columns '{Visible.Of(twice.Key)}'; rename one of them");
        int unnamed = Array.FindIndex(names, string.IsNullOrWhiteSpace);
        if (unnamed >= 0) throw new ToolException(FormattableString.Invariant($"'{path}' has a column without a name, the column {unnamed + 1}; name it"));
    }
}
