namespace MlDsl.Tool.Scaffolding;

/// <summary>Files whose rows come with types, known by how they begin.</summary>
internal static class RecordFiles
{
    private const int Begin = 16;

    private static readonly string[] OfParquet = [".parquet", ".parq", ".pq"], OfSqlite = [".db", ".sqlite", ".sqlite3", ".db3"];

    /// <summary>Reads the rows of such a file; null where it is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">A table of a database.</param>
    /// <param name="query">What a database is asked.</param>
    /// <param name="most">How many rows are read.</param>
    /// <param name="takesLines">Whether lines of JSON are such a file.</param>
    /// <exception cref="ToolException">The file is not what its name says, or cannot be read.</exception>
    public static FileTable? Read(string path, string? table, string? query, int most, bool takesLines)
    {
        Span<byte> begin = stackalloc byte[Begin];
        using (FileStream file = File.OpenRead(path)) begin = begin[..file.ReadAtLeast(begin, Begin, throwOnEndOfStream: false)];
        if (begin.SequenceEqual("SQLite format 3\0"u8)) return DatabaseTable.Read(path, table, query, most);
        if (table is not null || query is not null) throw new ToolException($"'{path}' is no SQLite database, of which alone --table and --query ask");
        if (takesLines && JsonObjects.Is(path)) return JsonTable.Read(path, most);
        if (begin.StartsWith("PAR1"u8)) return ParquetTable.Read(path, most);
        if (begin.StartsWith("PARE"u8)) throw new ToolException($"'{path}' is an encrypted Parquet file, which is not read; write it without encryption");
        string said = Path.GetExtension(path);
        if (OfParquet.Contains(said, StringComparer.OrdinalIgnoreCase)) throw new ToolException($"'{path}' is no Parquet file: it does not begin with PAR1; it is damaged, or of another format");
        if (OfSqlite.Contains(said, StringComparer.OrdinalIgnoreCase)) throw new ToolException($"'{path}' is no SQLite database: it does not begin as one; of another database, write the rows as Parquet or separated values");
        return null;
    }
}
