namespace MlDsl.Sources.Tests.Databases;

/// <summary>What queries read of each type of the databases that run in the process.</summary>
public sealed class TypeTests : DuckTests
{
    [Theory]
    [InlineData("(-128)::TINYINT", "integer", "-128")]
    [InlineData("(-32768)::SMALLINT", "integer", "-32768")]
    [InlineData("(-2147483648)::INTEGER", "integer", "-2147483648")]
    [InlineData("(-9223372036854775808)::BIGINT", "integer", "-9223372036854775808")]
    [InlineData("9223372036854775807::HUGEINT", "integer", "9223372036854775807")]
    [InlineData("170141183460469231731687303715884105727::HUGEINT", "number", "1.7014118346046923E+38")]
    [InlineData("255::UTINYINT", "integer", "255")]
    [InlineData("4294967295::UINTEGER", "integer", "4294967295")]
    [InlineData("18446744073709551615::UBIGINT", "number", "1.8446744073709552E+19")]
    [InlineData("0.1::FLOAT", "number", "0.10000000149011612")]
    [InlineData("0.1::DOUBLE", "number", "0.1")]
    [InlineData("12.3::DECIMAL(4,1)", "decimal", "12.3")]
    [InlineData("-0.05::DECIMAL(18,2)", "decimal", "-0.05")]
    [InlineData("1234567890123456789.0123456789::DECIMAL(29,10)", "decimal", "1234567890123456789.0123456789")]
    [InlineData("true", "flag", "True")]
    [InlineData("'Grün 😀'", "text", "Grün 😀")]
    [InlineData("''", "text", "")]
    [InlineData("'b'::ENUM('a', 'b')", "text", "b")]
    [InlineData("'Infinity'::DOUBLE", "number", "'∞'|'Infinity' is not a finite Double")]
    [InlineData("DATE '0001-01-01'", "date", "0001-01-01")]
    [InlineData("DATE '2024-02-29'", "time", "2024-02-29T00:00:00.0000000")]
    [InlineData("TIME '13:45:00.123456'", "clock", "13:45:00.1234560")]
    [InlineData("TIMESTAMP '2024-05-01 13:45:00.123456'", "time", "2024-05-01T13:45:00.1234560")]
    [InlineData("TIMESTAMP_S '1969-12-31 23:59:59'", "time", "1969-12-31T23:59:59.0000000")]
    [InlineData("TIMESTAMP_MS '2024-05-01 13:45:00.5'", "time", "2024-05-01T13:45:00.5000000")]
    [InlineData("TIMESTAMP_NS '2024-05-01 13:45:00.123456789'", "time", "2024-05-01T13:45:00.1234567")]
    [InlineData("TIMESTAMPTZ '2024-05-01 13:45:00+02'", "offset", "2024-05-01T11:45:00.0000000+00:00")]
    [InlineData("TIMESTAMPTZ '2024-05-01 13:45:00+02'", "time", "2024-05-01T11:45:00.0000000Z")]
    [InlineData("INTERVAL '26 hours'", "duration", "1.02:00:00")]
    [InlineData("'01234567-89ab-cdef-0123-456789abcdef'::UUID", "guid", "01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("[1.5, NULL]::FLOAT[]", "vector", "|the provider has no value for what is in 'v' (InvalidCastException")]
    [InlineData("[1.5, 2]::DOUBLE[2]", "vector", "1.5 2")]
    [InlineData("NULL::INTEGER", "integer", "–")]
    [InlineData("'\\x01'::BLOB", "text", "|'bytes' is no text")]
    [InlineData("{'a': 1, 'b': 2}", "number", "|'a struct or a map' is not a finite Double")]
    [InlineData("MAP {'a': 1}", "vector", "|'a struct or a map' is no list of numbers")]
    [InlineData("[[1, 2], [3, 4]]", "vector", "|is not a finite Single")]
    public void DuckDb(string sql, string type, string expected) => CellQuery.Check(() => Duck.Ask($"SELECT {sql} AS v"), type, expected);

    [Theory]
    [InlineData("9223372036854775807", "integer", "9223372036854775807")]
    [InlineData("0.1", "number", "0.1")]
    [InlineData("'12.340'", "decimal", "12.340")]
    [InlineData("1", "flag", "True")]
    [InlineData("'no'", "flag", "False")]
    [InlineData("'2024-05-01T13:45:00.5'", "time", "2024-05-01T13:45:00.5000000")]
    [InlineData("'2024-05-01 13:45+02:00'", "offset", "2024-05-01T13:45:00.0000000+02:00")]
    [InlineData("date('2024-02-29')", "date", "2024-02-29")]
    [InlineData("time('13:45')", "clock", "13:45:00.0000000")]
    [InlineData("'01234567-89AB-CDEF-0123-456789ABCDEF'", "guid", "01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("NULL", "text", "–")]
    [InlineData("x'01'", "text", "|'bytes' is no text")]
    [InlineData("1714571100", "time", "|'1714571100' is not a date and time")]
    [InlineData("'x'", "number", "|'x' is not a finite Double")]
    public void Sqlite(string sql, string type, string expected)
    {
        using var lite = new Lite(Folder["types.db"]);
        CellQuery.Check(() => lite.Ask($"SELECT {sql} AS v"), type, expected);
    }
}
