using Apache.Arrow;
using Apache.Arrow.C;
using Apache.Arrow.Ipc;
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
        Assert.StartsWith("the feed, record batch 3: it cannot be read (the line is dead)", problem.Message, StringComparison.Ordinal);
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
        Assert.Contains("record batch 2: it cannot be read (its fields are not those of the first batch)", Assert.Throws<DataFormatException>(() => mixed.Count()).Message, StringComparison.Ordinal);
    }

    private sealed class Breaking(IReadOnlyList<RecordBatch> batches) : IArrowArrayStream
    {
        private int next;

        public Schema Schema => batches[0].Schema;

        public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) =>
            next < 2 ? ValueTask.FromResult<RecordBatch?>(batches[next++]) : throw new IOException("the line is dead");

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
