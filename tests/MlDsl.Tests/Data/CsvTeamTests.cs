using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Tests.Data;

/// <summary>A file read on several threads gives what one thread gives: rows, numbers, what is skipped, and the first error.</summary>
public sealed class CsvTeamTests
{
    private static readonly CsvOptions Streaming = new() { HoldBytes = 0 };

    [Theory]
    [InlineData(null, false, '"')]
    [InlineData("#", true, '"')]
    [InlineData("//", false, null)]
    public void ChunksHoldTheRecordsOfTheFile(string? comment, bool trim, char? quote)
    {
        var options = new CsvOptions { Comment = comment, Trim = trim, Quote = quote };
        Gen<string> texts = Gen.ArrayOf(Gen.Elements("a", "b", "\"", "\"\"", ",\"", "\",", ",", "\n", "\r\n", "\n\n", " ", "#", "//", "ä", "\t")).Select(string.Concat);
        Prop.ForAll(Arb.From(texts), text =>
        {
            foreach (string start in new[] { "", "\uFEFF" })
            {
                byte[] bytes = Encoding.UTF8.GetBytes(start + text);
                string expected = Records([new CsvRecords(new MemoryStream(bytes), "probe.csv", options)]);
                for (int size = 1; size < bytes.Length + 2; size += 1 + (size / 4))
                {
                    var chunks = new CsvChunks(new MemoryStream(bytes), "probe.csv", options, size);
                    Assert.Equal(expected, Records(chunks.Read().Select(c => new CsvRecords(c, "probe.csv", options))));
                }
            }
        }).Check(Draws.Of());
    }

    [Fact]
    public void ARecordBeyondTheLimitIsRefusedAsOnOneThread()
    {
        var options = new CsvOptions { MaxRecordBytes = 1024 };
        foreach (int length in new[] { 900, 1010, 1020, 1021, 1022, 1023, 1024, 1025, 3000 })
        {
            foreach (string end in new[] { "", "\n", "\nc,3\n" })
            {
                foreach (string field in new[] { new string('x', length), $"\"{new string('\n', length)}\"", $"\"{new string('y', length)}" })
                {
                    byte[] bytes = Encoding.UTF8.GetBytes($"a,1\n{field}{end}");
                    string expected = Records([new CsvRecords(new MemoryStream(bytes), "probe.csv", options)]);
                    foreach (int size in new[] { 64, 1024, 1 << 16 })
                    {
                        var chunks = new CsvChunks(new MemoryStream(bytes), "probe.csv", options, size);
                        Assert.Equal(expected, Records(chunks.Read().Select(c => new CsvRecords(c, "probe.csv", options))));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void RowsAndTheirNumbersAreTheSame(int threads)
    {
        using var file = new TemporaryFile("text,number\n" + string.Concat(Enumerable.Range(0, 60_000).Select(static i =>
            i % 1000 == 7 ? $"\"a \"\"{i}\"\"\n,\n{new string('z', i / 10)}\",{i}\n" : $"t{i % 50},{(i % 9 == 0 ? "" : i)}\r\n")));
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, Streaming);
        Assert.Equal(Rows(data, 1), Rows(data, threads));
        Assert.Equal(60_000, data.Count());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void TheFirstErrorOfTheFileIsThrown(int threads)
    {
        using var file = new TemporaryFile("text,number\n" + string.Concat(Enumerable.Range(0, 60_000).Select(static i =>
            i is 40_000 or 40_001 or 59_000 ? $"bad,x{i}\n" : i == 20_000 ? "\"two\nlines\",5\n" : $"t,{i}\n")));
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, Streaming);
        DataFormatException one = Assert.Throws<DataFormatException>(() => Rows(data, 1)), many = Assert.Throws<DataFormatException>(() => Rows(data, threads));
        Assert.Equal((one.Message, one.Line, one.Column, one.Member), (many.Message, many.Line, many.Column, many.Member));
        Assert.Equal(40_003, many.Line);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void WhatIsSkippedIsTheSame(int threads)
    {
        using var file = new TemporaryFile("text,number\n" + string.Concat(Enumerable.Range(0, 60_000).Select(static i => i % 4000 == 3999 ? $"bad,x{i}\n" : $"t,{i}\n")));
        (SkippedRows one, SkippedRows many) = (Skipped(1), Skipped(threads));
        Assert.Equal(15, many.Count);
        Assert.Equal(SkippedRows.Kept, many.First.Count);
        Assert.Equal(one.First.Select(static e => e.Message), many.First.Select(static e => e.Message));

        SkippedRows Skipped(int count)
        {
            Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, Streaming with { BadRows = BadRowPolicy.Skip });
            Rows(data, count);
            return data.SkippedRows;
        }
    }

    [Theory]
    [InlineData(BadRowPolicy.Throw)]
    [InlineData(BadRowPolicy.Skip)]
    public void TimesAreHeldAgainstTheFirstOfTheFile(BadRowPolicy policy)
    {
        // The second half is in UTC: each chunk of it agrees with itself.
        using var file = new TemporaryFile("id,when\n" + string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i},2024-01-02T03:04:05{(i < 10_000 ? "" : "Z")}\n")));
        (string one, string many) = (Outcome(1), Outcome(4));
        Assert.Equal(one, many);
        Assert.Contains(policy == BadRowPolicy.Throw ? "line 10002" : "10000 rows, 10000 skipped", many, StringComparison.Ordinal);

        string Outcome(int threads)
        {
            Dataset<Tick> data = Dataset<Tick>.FromCsv(file.Path, Streaming with { BadRows = policy });
            try
            {
                int rows = Rows(data, threads).Count;
                return $"{rows} rows, {data.SkippedRows.Count} skipped; {string.Join("\n", data.SkippedRows.First.Select(static e => e.Message))}";
            }
            catch (DataFormatException problem)
            {
                return problem.Message;
            }
        }
    }

    [Fact]
    public void AnEarlyEndAndACancellationStopTheThreads()
    {
        using var file = new TemporaryFile("text,number\n" + string.Concat(Enumerable.Range(0, 60_000).Select(static i => $"t,{i}\n")));
        Dataset<Note> data = Dataset<Note>.FromCsv(file.Path, Streaming);
        Assert.Equal(3, data.Rows.Take(3).Count());
        using var source = new CancellationTokenSource();
        using var team = new Team(3);
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (RowBatch<Note> _ in data.Source.Batches(source.Token, team)) source.Cancel();
        });
        Assert.Equal(60_000, Rows(data, 3).Count);
    }

    private static List<(long Number, TRow Row)> Rows<TRow>(Dataset<TRow> data, int threads) where TRow : IRow<TRow>
    {
        using var team = new Team(threads);
        var rows = new List<(long, TRow)>();
        foreach (RowBatch<TRow> batch in data.Source.Batches(CancellationToken.None, team))
            for (int i = 0; i < batch.Count; i++) rows.Add((batch.Number(i), batch.Rows[i]));
        return rows;
    }

    /// <summary>All records with their lines, and the error that ends them.</summary>
    private static string Records(IEnumerable<CsvRecords> readers)
    {
        var all = new StringBuilder();
        try
        {
            foreach (CsvRecords records in readers)
            {
                while (records.Read())
                {
                    all.Append(records.Line).Append(records.Stray >= 0 ? '!' : ':');
                    for (int i = 0; i < records.Count; i++) all.Append('[').Append(Encoding.UTF8.GetString(records.Text(i))).Append(']');
                }
            }
        }
        catch (DataFormatException problem)
        {
            all.Append(problem.Message);
        }
        return all.ToString();
    }

    private sealed record Tick(int Id, DateTime When) : IRow<Tick>
    {
        public static DatasetSchema Schema { get; } = new(
            "Tick", [new("id", "Id", "int", ColumnRole.None, "", true), new("when", "When", "DateTime", ColumnRole.EventTime, "", true)], []);

        public static Tick Read(ref FieldReader fields) => new(fields.Number<int>(0), fields.DateTime(1));

        public static void Hash(Tick row, ref RowHash hash) => hash.Add(row.When);
    }
}
