using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace MlDsl.Sources.Tests.Databases;

/// <summary>A SQLite in a file.</summary>
public sealed class Lite(string path) : IDisposable
{
    private readonly string source = $"Data Source={path};Pooling=False";

    /// <summary>Does what gives no rows.</summary>
    public void Do(string sql)
    {
        using var connection = new SqliteConnection(source);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Asks, with a connection of the query's own.</summary>
    public DbDataReader Ask(string sql)
    {
        var connection = new SqliteConnection(source);
        connection.Open();
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader(CommandBehavior.CloseConnection);
    }

    public void Dispose() => SqliteConnection.ClearAllPools();
}
