namespace MlDsl.Tests.Data;

public sealed class DatasetTests
{
    private static readonly CsvOptions Streaming = new() { HoldBytes = 0 };

    [Fact]
    public void SkipsBadRowsAndCountsThem()
    {
        string rows = string.Concat(Enumerable.Range(0, 30).Select(static i => i % 2 == 0 ? $"a,{i}\n" : i % 4 == 1 ? "b,x\n" : "b\n"));
        using var file = new TemporaryFile("text,number\n\"a\"b,1\n" + rows);
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, new CsvOptions { BadRows = BadRowPolicy.Skip });

        Assert.Equal((16, SkippedRows.Kept), (data.SkippedRows.Count, data.SkippedRows.First.Count));
        Assert.Equal([2, 4, 6, 8], data.SkippedRows.First.Take(4).Select(static p => p.Line));
        Assert.Equal(15, data.Count());
        Assert.Equal(Enumerable.Range(0, 15).Select(static i => (int?)(2 * i)), data.Rows.Select(static r => r.Number));
    }

    [Fact]
    public void ThrowsOnAQuoteThatIsNeverClosedEvenWhenItSkips()
    {
        using var file = new TemporaryFile("text,number\na,1\n\"b,2\n");

        Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path, new CsvOptions { BadRows = BadRowPolicy.Skip }).Count());
    }

    [Fact]
    public void SkipsNothingWhereAllRowsAreGood()
    {
        using var file = new TemporaryFile("text,number\na,1\n");

        Assert.Equal(0, Dataset<Note>.FromCsv(file.Path, new CsvOptions { BadRows = BadRowPolicy.Skip }).SkippedRows.Count);
        Assert.Equal(0, Dataset<Note>.FromRows([new("a", 1)]).SkippedRows.Count);
    }

    [Theory]
    [InlineData("text,number\na,1\nb,2\n")]
    [InlineData("text,number\nb,1\n")]
    public void NoticesAFileThatChangedBetweenPasses(string text)
    {
        using var file = new TemporaryFile("text,number\na,1\n");
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, Streaming);
        Assert.Equal(1, data.Count());
        File.WriteAllText(file.Path, text);
        File.SetLastWriteTimeUtc(file.Path, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        DataFormatException problem = Assert.Throws<DataFormatException>(() => data.Rows.Count());

        Assert.Equal($"{file.Path}: the file changed since the data set was made from it, so its splits no longer hold; make the data set again, or read a copy", problem.Message);
        Assert.Equal(file.Path, problem.File);
    }

    [Fact]
    public void HoldsASmallFileOnceRead()
    {
        using var file = new TemporaryFile("text,number\na,1\nb,2\n");
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path);
        Note first = data.Rows.First();
        File.WriteAllText(file.Path, "gone");

        Assert.Same(first, data.Rows.First());
        Assert.Equal(2, data.Count());
    }

    [Fact]
    public void StreamsALargeFileInBoundedMemory()
    {
        using var file = new TemporaryFile("");
        using (var writer = new StreamWriter(file.Path))
        {
            writer.WriteLine("text,number");
            string padding = new('x', 200);
            for (int i = 0; i < 200_000; i++) writer.WriteLine($"{padding}{i},{i}");
        }
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, Streaming);
        long before = GC.GetTotalMemory(forceFullCollection: true), most = 0, count = 0;

        foreach (Note _ in data.Rows)
        {
            if (++count % 50_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        // The rows would take 80 MB; one batch, the buffer and the pool stay below one. Other tests of the process hold some meanwhile.
        Assert.Equal(200_000, count);
        Assert.True(most < 20 << 20, $"{most} bytes are held");
    }

    [Fact]
    public void AllocatesNothingPerNumericCell()
    {
        using var file = new TemporaryFile("a,b,c,d,e,f,g\n" + string.Concat(Enumerable.Range(0, 20_000).Select(static i =>
            $"{i},-{i}.25,{i}e-3,{(i % 2 == 0 ? "yes" : "F")},{(DayOfWeek)(i % 7)},2012-08-09 13:45:{i % 60:00},{(i % 3 == 0 ? "" : "0.1")}\n")));
        Dataset<Cells> data = Dataset<Cells>.FromCsv(file.Path, Streaming);
        Assert.Equal((20_000, 0), Warm(data));
    }

    [Fact]
    public void AllocatesNothingForCategoriesItKnows()
    {
        string[] categories = ["Private", "Self-emp-not-inc", "München", "?", "a text of exactly 32 bytes here."];
        using var file = new TemporaryFile("text\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{categories[i % 5]}\n")));
        Dataset<Category> data = Dataset<Category>.FromCsv(file.Path, Streaming);
        Assert.Equal((20_000, 0), Warm(data));
    }

    [Fact]
    public void EnumeratesGivenRowsOnEachPass()
    {
        int passes = 0;
        Dataset<Note> data = Dataset<Note>.FromRows(Sequence());

        Assert.Equal(10_000, data.Count());
        Assert.Equal(10_000, data.Count());
        Assert.Equal(10_000, data.Rows.Count());
        Assert.Equal(2, passes);

        IEnumerable<Note> Sequence()
        {
            passes++;
            for (int i = 0; i < 10_000; i++) yield return new Note("a", i);
        }
    }

    [Fact]
    public void NoticesASequenceThatGivesOtherRows()
    {
        int length = 3;
        Dataset<Note> data = Dataset<Note>.FromRows(Sequence());
        Assert.Equal(3, data.Count());
        length = 2;

        Assert.Equal(
            "the sequence for Dataset<Note>.FromRows gave 3 rows on an earlier pass and 2 now; it is enumerated once per pass, so make it a list, or a query that always gives the same rows",
            Assert.Throws<InvalidOperationException>(() => data.Rows.Count()).Message);

        IEnumerable<Note> Sequence()
        {
            for (int i = 0; i < length; i++) yield return new Note("a", i);
        }
    }

    [Fact]
    public void RefusesRowsThatAreNull() => Assert.Equal(
        "row 1 of the sequence for Dataset<Note>.FromRows is null; leave it out",
        Assert.Throws<InvalidOperationException>(static () => Dataset<Note>.FromRows([new("a", 1), null!]).Count()).Message);

    [Fact]
    public void StopsWhenCancelled()
    {
        using var file = new TemporaryFile("text,number\na,1\n");
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => Dataset<Note>.FromCsv(file.Path).Count(cancelled));
        Assert.Throws<OperationCanceledException>(() => Dataset<Note>.FromCsv(file.Path, Streaming).Count(cancelled));
        Assert.Throws<OperationCanceledException>(() => Dataset<Note>.FromRows([new("a", 1)]).Count(cancelled));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 30)]
    public void NumbersRowsTheSameOnEveryPass(long hold)
    {
        using var file = new TemporaryFile("text,number\n" + string.Concat(Enumerable.Range(0, 10_000).Select(static i => $"a,{i}\n")));
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, new CsvOptions { HoldBytes = hold });

        Parallel.For(0, 4, _ =>
        {
            long next = 0;
            foreach (RowBatch<Note> batch in data.Source.Batches(CancellationToken.None))
            {
                Assert.InRange(batch.Count, 1, RowBatch<Note>.Size);
                for (int i = 0; i < batch.Count; i++, next++) Assert.Equal((next, (int?)next), (batch.Number(i), batch.Rows[i].Number));
            }
            Assert.Equal(10_000, next);
        });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(1 << 30, 1)]
    public void HashesTextsWhereTheyAreAskedFor(long hold, int threads)
    {
        using var file = new TemporaryFile("text,number\n" + string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"a,{i % 10_000}\n")));
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, new CsvOptions { HoldBytes = hold });
        using var team = new Team(threads);
        var texts = new List<ulong>();
        foreach (RowBatch<Note> batch in data.Source.Batches(CancellationToken.None, team, texts: true)) texts.AddRange(batch.Texts);

        Assert.Equal(10_000, texts.Distinct().Count());
        Assert.Equal(texts.Take(10_000), texts.Skip(10_000));
        // What is held is hashed once, for whoever asks later.
        foreach (RowBatch<Note> batch in data.Source.Batches(CancellationToken.None, team)) Assert.Equal(hold == 0, batch.Texts.IsEmpty);
    }

    /// <summary>The rows of a warm pass, and the fewest bytes of three.</summary>
    private static (long Rows, long Bytes) Warm<TRow>(Dataset<TRow> data) where TRow : IRow<TRow> =>
        Enumerable.Range(0, 4).Select(_ => AfterTheFirstBatch(data)).Skip(1).MinBy(static pass => pass.Bytes);

    /// <summary>The rows of a pass, and the bytes that this thread allocated for all but the first batch.</summary>
    private static (long Rows, long Bytes) AfterTheFirstBatch<TRow>(Dataset<TRow> data) where TRow : IRow<TRow>
    {
        long rows = 0, first = 0, last = 0;
        using var alone = new Team(1);
        foreach (RowBatch<TRow> batch in data.Source.Batches(CancellationToken.None, alone))
        {
            rows += batch.Count;
            last = GC.GetAllocatedBytesForCurrentThread();
            if (first == 0) first = last;
        }
        return (rows, last - first);
    }

    private readonly record struct Cells(long A, double B, float C, bool D, DayOfWeek E, DateTime F, float? G) : IRow<Cells>
    {
        public static DatasetSchema Schema { get; } = Schemas.Of("Cells", [.. "abcdefg".Select(static c => ($"{c}", $"{char.ToUpperInvariant(c)}", ""))]);

        public static Cells Read(ref FieldReader f) => new(
            f.Number<long>(0), f.Number<double>(1), f.Number<float>(2), f.Flag(3), f.Enumeration<DayOfWeek>(4), f.DateTime(5), f.NumberOrNull<float>(6));

        public static void Hash(Cells row, ref RowHash hash) => hash.Add(row.A);
    }

    private readonly record struct Category(string Text) : IRow<Category>
    {
        public static DatasetSchema Schema { get; } = Schemas.Of("Category", ("text", "Text", "string"));

        public static Category Read(ref FieldReader fields) => new(fields.Text(0));

        public static void Hash(Category row, ref RowHash hash) => hash.Add(row.Text);
    }
}
