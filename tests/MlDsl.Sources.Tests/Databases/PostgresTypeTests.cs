using System.Data;
using Npgsql;

namespace MlDsl.Sources.Tests.Databases;

/// <summary>What queries read of each type of PostgreSQL.</summary>
[Collection(Postgres.Name)]
public sealed class PostgresTypeTests(PostgresServer postgres)
{
    [TheoryWithPostgres]
    [InlineData("(-32768)::smallint", "integer", "-32768")]
    [InlineData("9223372036854775807::bigint", "integer", "9223372036854775807")]
    [InlineData("0.1::real", "number", "0.10000000149011612")]
    [InlineData("0.1::float8", "number", "0.1")]
    [InlineData("12.340::numeric", "decimal", "12.340")]
    [InlineData("1e40::numeric", "number", "|the provider has no value for what is in 'v' (OverflowException")]
    [InlineData("'NaN'::numeric", "decimal", "|the provider has no value for what is in 'v'")]
    [InlineData("'NaN'::float8", "number", "|set NaNIsMissing")]
    [InlineData("true", "flag", "True")]
    [InlineData("'Grün 😀'::varchar(20)", "text", "Grün 😀")]
    [InlineData("'x'::char(1)", "text", "x")]
    [InlineData("DATE '2024-02-29'", "date", "2024-02-29")]
    [InlineData("TIME '13:45:00.123456'", "clock", "13:45:00.1234560")]
    [InlineData("TIMESTAMP '2024-05-01 13:45:00.123456'", "time", "2024-05-01T13:45:00.1234560")]
    [InlineData("TIMESTAMPTZ '2024-05-01 13:45:00+02'", "time", "2024-05-01T11:45:00.0000000Z")]
    [InlineData("TIMESTAMPTZ '2024-05-01 13:45:00+02'", "offset", "2024-05-01T11:45:00.0000000+00:00")]
    [InlineData("TIMETZ '13:45:00+02'", "clock", "|'a time of day with a zone' is not a time of day")]
    [InlineData("TIMETZ '13:45:00+02'", "time", "|'a time of day with a zone' is not a date and time")]
    [InlineData("'infinity'::timestamp", "time", "|'an infinite time' is not a date and time")]
    [InlineData("'-infinity'::timestamptz", "time", "|'an infinite time' is not a date and time")]
    [InlineData("'infinity'::date", "date", "|'an infinite time' is not a date")]
    [InlineData("DATE '9999-12-31'", "date", "9999-12-31")]
    [InlineData("DATE '0001-01-01'", "date", "0001-01-01")]
    [InlineData("TIMESTAMP '0001-01-01'", "time", "0001-01-01T00:00:00.0000000")]
    [InlineData("ARRAY[[1, 2], [3, 4]]::real[]", "vector", "|'a list of lists' is no list of numbers")]
    [InlineData("INTERVAL '26 hours'", "duration", "1.02:00:00")]
    [InlineData("INTERVAL '1 month'", "duration", "|the provider has no value for what is in 'v'")]
    [InlineData("'01234567-89ab-cdef-0123-456789abcdef'::uuid", "guid", "01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("ARRAY[1.5, 2]::real[]", "vector", "1.5 2")]
    [InlineData("ARRAY[1.5, NULL]::real[]", "vector", "|the provider has no value for what is in 'v'")]
    [InlineData("NULL::int", "integer", "–")]
    [InlineData("'\\x01'::bytea", "text", "|'bytes' is no text")]
    public void PostgreSql(string sql, string type, string expected) =>
        CellQuery.Check(() => new NpgsqlCommand($"SELECT {sql} AS v", postgres.Connect()).ExecuteReader(CommandBehavior.CloseConnection), type, expected);
}
