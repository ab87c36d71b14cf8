using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace MlDsl.Tool.Scaffolding;

/// <summary>The rows of a table or a query of a SQLite file. It is opened for reading alone.</summary>
internal static class DatabaseTable
{
    private const int MostNamed = 20;

    /// <summary>Reads at most <paramref name="most"/> rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">A table or view; null for the only one, or where a query is given.</param>
    /// <param name="query">What to ask; null for a whole table.</param>
    /// <param name="most">How many rows.</param>
    /// <exception cref="ToolException">There is no such table, or the query fails.</exception>
    public static FileTable Read(string path, string? table, string? query, int most)
    {
        if (table is not null && query is not null) throw new ToolException("--table and --query are two ways to say what is read; name one of them");
        string asked = query ?? $"select * from {Named(NameOf(path, table))}";
        return RecordTable.Read(path, new QueryRecords(() => Ask(path, asked), path), asked, null, [], most);
    }

    private static string NameOf(string path, string? table)
    {
        string[] names = Names(path);
        string said = names.Length == 0 ? "none" : string.Join(", ", names.Take(MostNamed).Select(static name => $"'{Visible.Of(name)}'")) + (names.Length > MostNamed ? ", …" : "");
        if (table is null) return names is [var only] ? only : throw new ToolException($"'{path}' has {names.Length} tables ({said}); name one with --table, or ask with --query");
        return names.FirstOrDefault(name => name == table) ?? names.FirstOrDefault(name => name.Equals(table, StringComparison.OrdinalIgnoreCase))
            ?? throw new ToolException($"--table '{table}' is no table or view of '{path}'; it has {said}");
    }

    private static string[] Names(string path)
    {
        try
        {
            using DbDataReader reader = Ask(path, "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by name");
            List<string> names = [];
            while (reader.Read()) names.Add(reader.GetString(0));
            return [.. names];
        }
        catch (SqliteException problem)
        {
            throw new ToolException($"'{path}' cannot be read as a SQLite database: {Visible.Of(problem.Message, 300)}");
        }
    }

    private static string Named(string table) => $"\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static SqliteDataReader Ask(string path, string query)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SqliteCommand command = connection.CreateCommand();
            command.CommandText = query;
            SqliteDataReader reader = command.ExecuteReader(CommandBehavior.CloseConnection);
            return reader.FieldCount > 0 ? reader : throw new ToolException($"--query '{Visible.Of(query, 300)}' gives no columns; it is one select");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
