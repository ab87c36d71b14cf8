using Apache.Arrow;
using Apache.Arrow.C;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MlDsl.Sources.Tests.Kinds;
using MlDsl.Sources.Tests.Malformed;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Formats;

/// <summary>Streams: held or opened again, breaking in the middle, of the C data interface.</summary>
public sealed class ArrowStreamTests
{
    [Fact]
    public void AStreamIsOpenedOnceUnlessItIsToBeOpenedAgain()
    {
        int opened = 0;
        IArrowArrayStream Open()
        {
            opened++;
            return new ListStream(ReadingTexts.Batches(ReadingTexts.Good(110)));
        }
        Dataset<Reading> held = Dataset<Reading>.FromArrow(Open);
        Assert.Equal(0, opened);
        Assert.Equal(110, held.Rows.Count());
        Assert.Equal(110, held.Rows.Count());
        Assert.Equal(1, opened);
        Dataset<Reading> again = Dataset<Reading>.FromArrow(Open, new ArrowStreamOptions { Reread = true });
        Assert.Equal(held.Rows, again.Rows);
        Assert.Equal(2, opened);
    }

    [Fact]
    public void AStreamThatChangesBetweenPassesIsNoticed()
    {
        int rows = 110;
        Dataset<Reading> again = Dataset<Reading>.FromArrow(() => new ListStream(ReadingTexts.Batches(ReadingTexts.Good(rows))), new ArrowStreamOptions { Reread = true, Name = "the feed" });
        Assert.Equal(110, again.Rows.Count());
        rows = 109;
        Assert.StartsWith("the feed: the records changed", Assert.Throws<DataFormatException>(() => again.Rows.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStreamThatBreaksIsNamedByItsBatch()
    {
        Dataset<Reading> readings = Dataset<Reading>.FromArrow(static () => new Breaking(ReadingTexts.Batches(ReadingTexts.Good(110))), new ArrowStreamOptions { Name = "the feed" });
        DataFormatException problem = Assert.Throws<DataFormatException>(() => readings.Count());
        Assert.Equal("the feed, record batch 3: the stream failed (IOException, see InnerException); nothing of this pass is kept", problem.Message);
        Assert.Equal("Host=db;Password=do-not-tell", problem.InnerException!.Message);
        Assert.Equal("the feed", problem.File);
    }

    [Fact]
    public void MoreRowsThanAreHeldAreNamed()
    {
        Dataset<Reading> readings = Dataset<Reading>.FromArrow(static () => new ListStream(ReadingTexts.Batches(ReadingTexts.Good(110))), new ArrowStreamOptions { MaxHeldRows = 109 });
        Assert.Contains("more than 109 rows, which is the most that are held; raise ArrowStreamOptions.MaxHeldRows", Assert.Throws<DataFormatException>(() => readings.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void AStreamOfTheCDataInterfaceIsReadOnceAndReleased()
    {
        var released = new Released(ReadingTexts.Batches(ReadingTexts.Good(110)));
        var stream = new CArrowArrayStream();
        CArrowArrayStreamExporter.ExportArrayStream(released, &stream);
        Dataset<Reading> readings = Dataset<Reading>.FromArrow(&stream);
        Assert.Equal(110, readings.Rows.Count());
        Assert.True(released.IsReleased);
        Assert.Equal(110, readings.Rows.Count());
    }

    [Fact]
    public unsafe void AStreamOfTheCDataInterfaceCannotBeReadAgain()
    {
        var stream = new CArrowArrayStream();
        CArrowArrayStreamExporter.ExportArrayStream(new ListStream(ReadingTexts.Batches(ReadingTexts.Good(3))), &stream);
        CArrowArrayStream* pointer = &stream;
        Assert.Contains("ArrowStreamOptions.Reread must be false", Assert.Throws<ArgumentException>(() => Dataset<Reading>.FromArrow(pointer, new ArrowStreamOptions { Reread = true })).Message, StringComparison.Ordinal);
        string?[][] rows = ReadingTexts.Good(3);
        rows[1][1] = "x";
        var wrong = new CArrowArrayStream();
        CArrowArrayStreamExporter.ExportArrayStream(new ListStream(ReadingTexts.Batches(rows)), &wrong);
        Dataset<Reading> readings = Dataset<Reading>.FromArrow(&wrong);
        Assert.Contains("record batch 1, row 2: 'x'", Assert.Throws<DataFormatException>(() => readings.Count()).Message, StringComparison.Ordinal);
        Assert.Contains("can be read once only", Assert.Throws<DataFormatException>(() => readings.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsAndBatchesAreChecked()
    {
        Assert.Contains("there is no batch", Assert.Throws<ArgumentException>(() => Dataset<Reading>.FromArrow(System.Array.Empty<RecordBatch>())).Message, StringComparison.Ordinal);
        Assert.Contains("ArrowStreamOptions.Name", Assert.Throws<ArgumentException>(() => Dataset<Reading>.FromArrow(static () => null!, new ArrowStreamOptions { Name = " " })).Message, StringComparison.Ordinal);
        Assert.Contains("ArrowStreamOptions.MaxHeldRows", Assert.Throws<ArgumentException>(() => Dataset<Reading>.FromArrow(static () => null!, new ArrowStreamOptions { MaxHeldRows = 0 })).Message, StringComparison.Ordinal);
        RecordBatch other = new RecordBatch.Builder().Append("w", true, new NullArray(1)).Build();
        Dataset<Reading> mixed = Dataset<Reading>.FromArrow([ReadingTexts.Batches(ReadingTexts.Good(2))[0], other]);
        Assert.Contains("record batch 2, row 1: its fields are not those of the schema: in the place of 'name' as utf8 it has 'w' as null", Assert.Throws<DataFormatException>(() => mixed.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchesOfOtherTypesAreNamed()
    {
        static RecordBatch Of(params (string Name, IArrowArray Array)[] columns) =>
            new(new Schema(columns.Select(static c => new Field(c.Name, c.Array.Data.DataType, true)), null), columns.Select(static c => c.Array), 1);
        static TimestampArray Time(TimeUnit unit, string? zone) => new(new TimestampType(unit, zone), new ArrowBuffer.Builder<long>().Append(1).Build(), ArrowBuffer.Empty, 1, 0, 0);
        static Decimal128Array Number(int scale) => new Decimal128Array.Builder(new Decimal128Type(10, scale)).Append(1m).Build();
        static void Refused<TRow>(RecordBatch first, RecordBatch second, string said) where TRow : IRow<TRow>
        {
            foreach (Dataset<TRow> rows in new[] { Dataset<TRow>.FromArrow([first, second]), Dataset<TRow>.FromArrow(() => new ListStream([first, second])) })
            {
                Assert.Contains($"record batch 2, row 1: its fields are not those of the schema: in the place of {said}", Assert.Throws<DataFormatException>(() => rows.Count()).Message, StringComparison.Ordinal);
            }
        }
        Refused<TimeCell>(Of(("v", Time(TimeUnit.Second, null))), Of(("v", Time(TimeUnit.Millisecond, null))), "'v' as timestamp in Second it has 'v' as timestamp in Millisecond");
        Refused<TimeCell>(Of(("v", Time(TimeUnit.Second, "UTC"))), Of(("v", Time(TimeUnit.Second, "+02:00"))), "'v' as timestamp in Second of UTC it has 'v' as timestamp in Second of +02:00");
        Refused<NumberCell>(Of(("v", Number(2))), Of(("v", Number(4))), "'v' as decimal128 of the scale 2 it has 'v' as decimal128 of the scale 4");
        var (one, two) = (new DoubleArray.Builder().Append(1).Build(), new DoubleArray.Builder().Append(2).Build());
        Refused<NumberCell>(Of(("v", one), ("w", two)), Of(("w", two), ("v", one)), "'v' as double it has 'w' as double");
    }

    [Fact]
    public void AStreamThatCannotBeOpenedTellsNoSecret()
    {
        Dataset<Reading> readings = Dataset<Reading>.FromArrow(static () => throw new InvalidOperationException("Password=do-not-tell"));
        Assert.Equal("the stream: the stream failed (InvalidOperationException, see InnerException); nothing of this pass is kept", Assert.Throws<DataFormatException>(() => readings.Count()).Message);
    }

    [Fact]
    public void AStreamThatBreaksIsNoRowThatIsLeftOut()
    {
        Dataset<Reading> readings = Dataset<Reading>.FromArrow(static () => new Breaking(ReadingTexts.Batches(ReadingTexts.Good(110))), new ArrowStreamOptions { BadRows = BadRowPolicy.Skip });
        Assert.Throws<DataFormatException>(() => readings.Count());
    }

    private sealed class Breaking(IReadOnlyList<RecordBatch> batches) : IArrowArrayStream
    {
        private int next;

        public Schema Schema => batches[0].Schema;

        public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) =>
            next < 2 ? ValueTask.FromResult<RecordBatch?>(batches[next++]) : throw new IOException("Host=db;Password=do-not-tell");

        public void Dispose()
        {
            // Nothing is open.
        }
    }

    private sealed class Released(IReadOnlyList<RecordBatch> batches) : IArrowArrayStream
    {
        private int next;

        public bool IsReleased { get; private set; }

        public Schema Schema => batches[0].Schema;

        public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(next < batches.Count ? batches[next++].Clone() : null);

        public void Dispose() => IsReleased = true;
    }
}
