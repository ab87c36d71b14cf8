using System.Data.Common;

namespace MlDsl;

/// <summary>What is known of the providers that queries are tested with.</summary>
internal static class QueryProvider
{
    public static bool IsDuckDb(DbDataReader reader) => Is(reader, "DuckDB.NET.");

    public static bool IsNpgsql(DbDataReader reader) => Is(reader, "Npgsql.");

    /// <summary>
    /// What reads a field without a box for each value; null where values are taken as they come. Only of a database whose columns have one type: elsewhere a reader
    /// may make a number of what is none.
    /// </summary>
    public static Func<DbDataReader, int, RecordValue>? Typed(DbDataReader reader, int field)
    {
        if (!IsDuckDb(reader) && !IsNpgsql(reader)) return null;
        Type type;
        try
        {
            type = reader.GetFieldType(field);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // What is wrong with it, its values tell with their place.
            return null;
        }
        return type == typeof(string) ? static (reader, field) => RecordValue.Text(reader.GetString(field))
            : type == typeof(float) ? static (reader, field) => RecordValue.Number(reader.GetFloat(field))
            : type == typeof(double) ? static (reader, field) => RecordValue.Number(reader.GetDouble(field))
            : type == typeof(int) ? static (reader, field) => RecordValue.Integer(reader.GetInt32(field))
            : type == typeof(long) ? static (reader, field) => RecordValue.Integer(reader.GetInt64(field))
            : type == typeof(short) ? static (reader, field) => RecordValue.Integer(reader.GetInt16(field))
            : type == typeof(bool) ? static (reader, field) => RecordValue.Flag(reader.GetBoolean(field))
            : null;
    }

    private static bool Is(DbDataReader reader, string provider) => reader.GetType().FullName?.StartsWith(provider, StringComparison.Ordinal) == true;
}
