using Apache.Arrow;
using MlDsl.Sources.Tests.Kinds;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Malformed;

/// <summary>Files that are cut off, changed, of another format or of another schema.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("parquet")]
    [InlineData("arrow file")]
    [InlineData("arrow stream")]
    public void AFileThatIsCutOffAnywhereIsRefused(string kind)
    {
        byte[] bytes = Bytes(kind);
        for (int length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 150))
        {
            DataFormatException problem = Assert.Throws<DataFormatException>(() => Read(kind, bytes[..length]).Count());
            Assert.StartsWith(folder["damaged"], problem.Message, StringComparison.Ordinal);
            Assert.Equal(folder["damaged"], problem.File);
        }
        // The last byte is part of it, too.
        Assert.Throws<DataFormatException>(() => Read(kind, bytes[..^1]).Count());
        Assert.Equal(110, Read(kind, bytes).Count());
    }

    [Theory]
    [InlineData("parquet", 600)]
    [InlineData("arrow file", 600)]
    [InlineData("arrow stream", 600)]
    public void ChangedBytesAreRowsOrAnErrorOfTheData(string kind, int trials)
    {
        byte[] bytes = Bytes(kind);
        var random = new Random(3);
        int refused = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            byte[] changed = [.. bytes];
            for (int i = random.Next(1, 4); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                Read(kind, changed).Count();
            }
            catch (DataFormatException problem)
            {
                Assert.StartsWith(folder["damaged"], problem.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(refused > trials / 20, $"{refused} refused");
    }

    [Fact]
    public void APageWhoseChecksumDiffersIsNamedByItsRowGroup()
    {
        byte[] bytes = Bytes("parquet");
        ReadOnlySpan<byte> text = "2024-05-01T10:00:00"u8;
        var told = new List<string>();
        for (int place = bytes.AsSpan().IndexOf(text); place >= 0; place = bytes.AsSpan(place + 1).IndexOf(text) is >= 0 and var next ? place + 1 + next : -1)
        {
            byte[] changed = [.. bytes];
            changed[place] = (byte)'3';
            // Where it stands in the statistics nothing of the rows is changed.
            if (Record.Exception(() => Read("parquet", changed).Count()) is DataFormatException problem) told.Add(problem.Message);
        }
        foreach (int group in new[] { 1, 2, 3 }) Assert.Contains(told, message => message.StartsWith($"{folder["damaged"]}, row group {group}", StringComparison.Ordinal));
        Assert.All(told, static message => Assert.Contains("it is damaged, cut off or of another format", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("parquet", "name,count\nx,1\n")]
    [InlineData("arrow file", "name,count\nx,1\n")]
    [InlineData("arrow file", "ARROW1 and nothing of it")]
    [InlineData("parquet", "PAR1 and nothing of it PAR1")]
    public void AnotherFormatIsRefused(string kind, string text) =>
        Assert.Contains("it cannot be read", Assert.Throws<DataFormatException>(() => Read(kind, System.Text.Encoding.UTF8.GetBytes(text)).Count()).Message, StringComparison.Ordinal);

    [Fact]
    public void AFileOfAnotherSchemaIsNamed()
    {
        ParcelParquet.Write(folder["parcels"], ParcelArrow.Batches(Parcel.Some(3)));
        string message = Assert.Throws<DataFormatException>(() => Dataset<Reading>.FromParquet(folder["parcels"]).Count()).Message;
        Assert.StartsWith($"{folder["parcels"]}: there is no field 'name' for 'Reading.Name'; ", message, StringComparison.Ordinal);
        File.WriteAllBytes(folder["readings"], Bytes("parquet"));
        message = Assert.Throws<DataFormatException>(() => Dataset<Reading>.FromParquet([folder["readings"], folder["parcels"]]).Count()).Message;
        Assert.StartsWith($"{folder["parcels"]}: there is no field 'name', which '{folder["readings"]}' has", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesAreNamedOnceAndThere()
    {
        File.WriteAllBytes(folder["readings"], Bytes("parquet"));
        Assert.Contains("is named twice", Assert.Throws<ArgumentException>(() => Dataset<Reading>.FromParquet([folder["readings"], folder["readings"]])).Message, StringComparison.Ordinal);
        Assert.Contains("there is no file", Assert.Throws<ArgumentException>(() => Dataset<Reading>.FromParquet([])).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Dataset<Reading>.FromParquet(folder["gone"]));
        Assert.Throws<FileNotFoundException>(() => Dataset<Reading>.FromArrow([folder["readings"], folder["gone"]]));
        Assert.Contains("ParquetOptions.HoldBytes", Assert.Throws<ArgumentException>(() => Dataset<Reading>.FromParquet(folder["readings"], new ParquetOptions { HoldBytes = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains("ArrowOptions.HoldBytes", Assert.Throws<ArgumentException>(() => Dataset<Reading>.FromArrow(folder["readings"], new ArrowOptions { HoldBytes = -1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatChangesBetweenPassesIsNoticed()
    {
        File.WriteAllBytes(folder["readings"], Bytes("parquet"));
        Dataset<Reading> readings = Dataset<Reading>.FromParquet(folder["readings"], new ParquetOptions { HoldBytes = 0 });
        Assert.Equal(110, readings.Rows.Count());
        ParcelParquet.Write(folder["readings"], ReadingTexts.Batches(ReadingTexts.Good(90)));
        Assert.Contains("the records changed", Assert.Throws<DataFormatException>(() => readings.Rows.Count()).Message, StringComparison.Ordinal);
    }

    private byte[] Bytes(string kind)
    {
        IReadOnlyList<RecordBatch> batches = ReadingTexts.Batches(ReadingTexts.Good(110));
        if (kind == "parquet") ParcelParquet.Write(folder["whole"], batches);
        else ParcelArrow.Write(folder["whole"], batches, kind == "arrow stream");
        return File.ReadAllBytes(folder["whole"]);
    }

    private Dataset<Reading> Read(string kind, byte[] bytes)
    {
        File.WriteAllBytes(folder["damaged"], bytes);
        return kind == "parquet" ? Dataset<Reading>.FromParquet(folder["damaged"]) : Dataset<Reading>.FromArrow(folder["damaged"]);
    }
}
