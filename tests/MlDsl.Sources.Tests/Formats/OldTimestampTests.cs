using ParquetSharp;

namespace MlDsl.Sources.Tests.Formats;

/// <summary>Parquet's old timestamps of 96 bits, the nanoseconds of a day and its Julian number, as Hive, Impala and Spark up to its version 3 write them.</summary>
public sealed class OldTimestampTests : IDisposable
{
    // The Julian number of 1970-01-01.
    private const int Epoch = 2_440_588;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, 0L, "1970-01-01T00:00:00.0000000")]
    [InlineData(19_844, 49_500_123_456_789L, "2024-05-01T13:45:00.1234560")]
    [InlineData(-1, 86_399_999_999_999L, "1969-12-31T23:59:59.9999990")]
    // Days that nanoseconds in 64 bits do not hold.
    [InlineData(-719_162, 0L, "0001-01-01T00:00:00.0000000")]
    [InlineData(2_932_896, 86_399_000_000_000L, "9999-12-31T23:59:59.0000000")]
    [InlineData(-719_163, 0L, "|not in years 1 to 9999' is not a date and time in column 'v' (TimeCell.V)")]
    [InlineData(2_932_897, 0L, "|not in years 1 to 9999' is not a date and time in column 'v' (TimeCell.V)")]
    public void AreReadToTheMicrosecond(int day, long nanoseconds, string expected)
    {
        Write([Of(day, nanoseconds)]);
        CellFile.Check(folder["v.parquet"], "time", expected, "row group 1, row 1");
    }

    [Fact]
    public void AreNoInstantsAndMayBeMissing()
    {
        Write([null, Of(19_844, 0)]);
        CellFile.Check(folder["v.parquet"], "time", "–; 2024-05-01T00:00:00.0000000", "");
        CellFile.Check(folder["v.parquet"], "offset", "–; 2024-05-01T00:00:00.0000000+00:00", "");
        CellFile.Check(folder["v.parquet"], "number", "|'2024-05-01T00:00:00.0000000' is not a finite Double", "row group 1, row 2");
    }

    private static Int96 Of(int day, long nanoseconds) => new((int)nanoseconds, (int)(nanoseconds >> 32), Epoch + day);

    private void Write(Int96?[] values)
    {
        using var writer = new ParquetFileWriter(folder["v.parquet"], [new Column<Int96?>("v")]);
        using (RowGroupWriter group = writer.AppendRowGroup())
        using (LogicalColumnWriter<Int96?> column = group.NextColumn().LogicalWriter<Int96?>())
        {
            column.WriteBatch(values);
        }
        writer.Close();
    }
}
