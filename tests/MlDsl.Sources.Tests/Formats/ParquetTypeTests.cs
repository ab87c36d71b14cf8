using MlDsl.Sources.Tests.Databases;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Formats;

/// <summary>What Parquet files of DuckDB hold of each type.</summary>
public sealed class ParquetTypeTests : DuckTests
{
    [Theory]
    [InlineData("(-128)::TINYINT", "integer", "-128")]
    [InlineData("65535::USMALLINT", "integer", "65535")]
    [InlineData("18446744073709551615::UBIGINT", "number", "1.8446744073709552E+19")]
    [InlineData("0.1::FLOAT", "number", "0.10000000149011612")]
    [InlineData("12.3::DECIMAL(4,1)", "decimal", "12.3")]
    [InlineData("-0.05::DECIMAL(9,2)", "number", "-0.05")]
    [InlineData("-123456789012345.678::DECIMAL(18,3)", "decimal", "-123456789012345.678")]
    [InlineData("12345678901234567890123456.78::DECIMAL(38,2)", "decimal", "12345678901234567890123456.78")]
    [InlineData("99999999999999999999999999999999999999::DECIMAL(38,0)", "number", "1E+38")]
    [InlineData("99999999999999999999999999999999999999::DECIMAL(38,0)", "decimal", "|beyond the range of the type")]
    [InlineData("3::DECIMAL(9,2)", "integer", "3")]
    [InlineData("3.5::DECIMAL(9,2)", "integer", "|'3.50' is not a finite Int64")]
    [InlineData("true", "flag", "True")]
    [InlineData("'Grün 😀'", "text", "Grün 😀")]
    [InlineData("'b'::ENUM('a', 'b')", "text", "b")]
    [InlineData("DATE '0001-01-01'", "date", "0001-01-01")]
    [InlineData("DATE '12000-01-01'", "date", "|days since 1970, not in years 1 to 9999' is not a date")]
    [InlineData("DATE '2024-02-29'", "time", "2024-02-29T00:00:00.0000000")]
    [InlineData("TIME '13:45:00.123456'", "clock", "13:45:00.1234560")]
    [InlineData("TIMESTAMP '2024-05-01 13:45:00.123456'", "time", "2024-05-01T13:45:00.1234560")]
    [InlineData("TIMESTAMP '1600-05-01 13:45:00'", "time", "1600-05-01T13:45:00.0000000")]
    [InlineData("TIMESTAMP_S '1969-12-31 23:59:59'", "time", "1969-12-31T23:59:59.0000000")]
    [InlineData("TIMESTAMP_MS '2024-05-01 13:45:00.5'", "time", "2024-05-01T13:45:00.5000000")]
    [InlineData("TIMESTAMP_NS '2024-05-01 13:45:00.123456789'", "time", "2024-05-01T13:45:00.1234567")]
    [InlineData("TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", "time", "1969-12-31T23:59:59.9999999")]
    [InlineData("TIMESTAMP '20000-05-01 13:45:00'", "time", "|not in years 1 to 9999' is not a date and time")]
    [InlineData("TIMESTAMPTZ '2024-05-01 13:45:00+02'", "offset", "2024-05-01T11:45:00.0000000+00:00")]
    [InlineData("TIMESTAMPTZ '2024-05-01 13:45:00+02'", "time", "2024-05-01T11:45:00.0000000Z")]
    [InlineData("'01234567-89ab-cdef-0123-456789abcdef'::UUID", "guid", "01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("[1.5, NULL]::FLOAT[]", "vector", "1.5 –")]
    [InlineData("[1.5, 2]::DOUBLE[2]", "vector", "1.5 2")]
    [InlineData("[1.5]::FLOAT[]", "vector", "|the list has 1 elements, not 2")]
    [InlineData("NULL::INTEGER", "integer", "–")]
    [InlineData("'x'", "number", "|'x' is not a finite Double")]
    public void OneValue(string sql, string type, string expected)
    {
        Duck.Do($"COPY (SELECT {sql} AS v) TO '{Folder["v.parquet"]}' (FORMAT parquet)");
        CellFile.Check(Folder["v.parquet"], type, expected, "row group 1, row 1");
    }

    [Theory]
    [InlineData("{'a': 1, 'b': 2}", "a struct")]
    [InlineData("MAP {'a': 1}", "a map")]
    [InlineData("[[1, 2], [3, 4]]", "a list of lists")]
    [InlineData("[{'a': 1}]", "a list whose elements are a struct")]
    [InlineData("'\\x01'::BLOB", "bytes")]
    public void NestedColumnsAreRefusedByName(string sql, string what)
    {
        Duck.Do($"COPY (SELECT {sql} AS v, 1 AS w) TO '{Folder["v.parquet"]}' (FORMAT parquet)");
        Dataset<NumberCell> cells = Dataset<NumberCell>.FromParquet(Folder["v.parquet"]);
        Assert.StartsWith($"{Folder["v.parquet"]}: the field 'v' is {what}, which no column holds", Assert.Throws<DataFormatException>(() => cells.Count()).Message, StringComparison.Ordinal);
        // One that no column wants is passed over, and so are the places that it takes in the file.
        Dataset<NumberCell> others = Dataset<NumberCell>.FromParquet(Folder["v.parquet"], new ParquetOptions { Aliases = new Dictionary<string, string> { ["v"] = "W" } });
        Assert.Equal(1, Assert.Single(others.Rows).V);
    }

    [Fact]
    public void ManyRowGroupsOfManyRowsComeInOrderAndBadRowsAreCounted()
    {
        Duck.Do($"COPY (SELECT CASE WHEN i % 10007 = 5 THEN 'x' ELSE i::VARCHAR END AS v, repeat('y', 50) AS wide FROM range(100000) t(i)) TO '{Folder["many.parquet"]}' (FORMAT parquet, ROW_GROUP_SIZE 30000)");
        var options = new ParquetOptions { HoldBytes = 0, BadRows = BadRowPolicy.Skip };
        Dataset<IntegerCell> cells = Dataset<IntegerCell>.FromParquet(Folder["many.parquet"], options);
        Assert.Equal(Enumerable.Range(0, 100_000).Where(static i => i % 10007 != 5).Select(static i => (long?)i), cells.Rows.Select(static c => c.V));
        Assert.Equal(10, cells.SkippedRows.Count);
        // DuckDB's row groups are of 2048 rows times a number.
        Assert.StartsWith($"{Folder["many.parquet"]}, row group 1, row 6: 'x' is not", cells.SkippedRows.First[0].Message, StringComparison.Ordinal);
        DuckPlace place = DuckPlace.Of(Duck, Folder["many.parquet"], 90_068);
        Assert.StartsWith($"{Folder["many.parquet"]}, row group {place.Group}, row {place.Row}: ", cells.SkippedRows.First[9].Message, StringComparison.Ordinal);
    }

    /// <summary>Where a row is, as DuckDB itself counts it.</summary>
    private sealed record DuckPlace(long Group, long Row)
    {
        public static DuckPlace Of(Duck Duck, string file, long row)
        {
            using System.Data.Common.DbDataReader groups = Duck.Ask($"SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('{file}') ORDER BY row_group_id");
            for (long before = 0; groups.Read(); before += groups.GetInt64(1))
                if (row < before + groups.GetInt64(1)) return new DuckPlace(groups.GetInt64(0) + 1, row - before + 1);
            throw new InvalidOperationException("the file has fewer rows");
        }
    }
}
