using System.Data;
using System.Data.Common;
using DuckDB.NET.Data;

namespace MlDsl.Sources.Tests.Databases;

/// <summary>A DuckDB in memory or in a file.</summary>
public sealed class Duck : IDisposable
{
    private readonly DuckDBConnection connection;

    public Duck(string source = ":memory:")
    {
        connection = new DuckDBConnection($"DataSource={source}");
        connection.Open();
        Do("SET TimeZone='UTC'");
    }

    /// <summary>Does what gives no rows.</summary>
    public void Do(string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Asks.</summary>
    public DbDataReader Ask(string sql)
    {
        DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader(CommandBehavior.Default);
    }

    public void Dispose() => connection.Dispose();
}
