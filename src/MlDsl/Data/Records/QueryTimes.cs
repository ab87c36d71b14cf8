using System.Data.Common;

namespace MlDsl;

/// <summary>What a field's times are, where the provider's value alone does not say it.</summary>
internal sealed class QueryTimes
{
    private readonly DbDataReader reader;
    private readonly int field;
    private readonly bool isZoned, isClock, isDuckDb, isNpgsql;

    private QueryTimes(DbDataReader reader, int field, string type)
    {
        (this.reader, this.field) = (reader, field);
        isClock = Is(type, "time with time zone") || Is(type, "timetz");
        isZoned = type.Contains("timestamp with time zone", StringComparison.OrdinalIgnoreCase) || type.Contains("timestamptz", StringComparison.OrdinalIgnoreCase);
        (isDuckDb, isNpgsql) = (QueryProvider.IsDuckDb(reader), QueryProvider.IsNpgsql(reader));
    }

    /// <summary>How the times of a field are read; null where their values say all.</summary>
    public static QueryTimes? Of(DbDataReader reader, int field)
    {
        string type;
        try
        {
            type = reader.GetDataTypeName(field);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // A reader that does not name types; what else is wrong with it, its values tell with their place.
            return null;
        }
        var times = new QueryTimes(reader, field, type ?? "");
        return times.isClock || times.isZoned || times.isNpgsql ? times : null;
    }

    /// <summary>The value of the current row; null where it is read as any other.</summary>
    public RecordValue? Read(object? value)
    {
        if (isClock && value is not (null or DBNull)) return RecordValue.Other("a time of day with a zone");
        if (isNpgsql && IsInfinite(value)) return RecordValue.Other("an infinite time");
        if (!isZoned || value is not DateTime { Kind: DateTimeKind.Unspecified } time) return null;
        // DuckDB's provider gives the point in time in UTC, whatever the session's zone, and does not say so.
        if (isDuckDb) return RecordValue.Time(DateTime.SpecifyKind(time, DateTimeKind.Utc));
        try
        {
            return RecordValue.Time(reader.GetFieldValue<DateTimeOffset>(field));
        }
        catch (InvalidCastException)
        {
            return RecordValue.Other("a time with a zone that the provider keeps");
        }
    }

    // The provider gives the ends of .NET's calendar for infinity; what the server sent tells them from dates that lie there.
    private bool IsInfinite(object? value) => value switch
    {
        DateTime time => (time == DateTime.MaxValue || time.Ticks == 0) && reader.GetFieldValue<long>(field) is long.MaxValue or long.MinValue,
        DateOnly date => (date == DateOnly.MaxValue || date == DateOnly.MinValue) && reader.GetFieldValue<int>(field) is int.MaxValue or int.MinValue,
        _ => false,
    };

    private static bool Is(string type, string name) => type.Equals(name, StringComparison.OrdinalIgnoreCase);
}
