using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Tests.Data;

/// <summary>
/// Records that are found in an index of many are those that are scanned one by one. Trimming knows no index, and where there is nothing to trim both read the same.
/// </summary>
public sealed class CsvIndexTests
{
    [Theory]
    [InlineData(null, '"')]
    [InlineData("#", '"')]
    [InlineData("//", null)]
    public void FindsTheRecordsOfAScan(string? comment, char? quote)
    {
        var options = new CsvOptions { Comment = comment, Quote = quote };
        // Stretches without quotes are long enough to be more than a block of 64 bytes.
        Gen<string> texts = Gen.ArrayOf(Gen.Elements(
            "a", "b,", "\"", "\"\"", ",\"", "\",", ",", "\n", "\r\n", "\n\n", "\r", "#", "//", "ä", new string('x', 63), new string(',', 70), "1,2\n3,4\r\n5,6\n", new string('y', 200) + "\n", new string('\n', 9), "z\n1\n"))
            .Select(string.Concat);
        Prop.ForAll(Arb.From(texts), text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            string expected = Records(bytes, options with { Trim = true }, 1 << 16);
            foreach (int capacity in new[] { 1, 7, 64, 100, 1 << 16 }) Assert.Equal(expected, Records(bytes, options, capacity));
        }).Check(Draws.Of());
    }

    // The mark of a comment comes in parts where little is read at once.
    [Theory]
    [InlineData("\n//\",\nab,")]
    [InlineData("//a\n//b\nc")]
    [InlineData("a\n/b\n/")]
    [InlineData("a\n//")]
    public void KnowsACommentWhoseMarkComesInParts(string text)
    {
        var options = new CsvOptions { Comment = "//", Quote = null };
        string[] expected = [.. text.Split('\n').Where(static line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))];
        foreach (int capacity in new[] { 1, 2, 3, 64 })
        {
            using var records = new CsvRecords(new MemoryStream(Encoding.UTF8.GetBytes(text)), "probe.csv", options, capacity);
            List<string> read = [];
            while (records.Read()) read.Add(Encoding.UTF8.GetString(records.Record));
            Assert.Equal(expected, read);
        }
    }

    [Fact]
    public void FindsRecordsOfMoreFieldsThanItHasRoomFor()
    {
        string wide = string.Join(',', Enumerable.Range(0, 10_000));
        byte[] bytes = Encoding.UTF8.GetBytes($"{wide}\n1,2\r\n{wide}\r\n");
        Assert.Equal(Records(bytes, new CsvOptions { Trim = true }, 1 << 16), Records(bytes, new CsvOptions(), 1 << 16));
        Assert.Equal(Records(bytes, new CsvOptions { Trim = true }, 1 << 16), Records(bytes, new CsvOptions(), 100));
    }

    [Fact]
    public void EqualTextsHaveOneHashAndOthersNone()
    {
        var random = new Random(3);
        var hashes = new Dictionary<ulong, string>();
        for (int i = 0; i < 100_000; i++)
        {
            var text = new byte[random.Next(1, 100)];
            for (int at = 0; at < text.Length; at++) text[at] = (byte)('0' + random.Next(2));
            byte[] moved = [1, .. text, 2];
            ulong hash = RecordHash.Of(text);
            Assert.Equal(hash, RecordHash.Of(moved.AsSpan(1, text.Length)));
            string shown = Encoding.ASCII.GetString(text);
            Assert.Equal(shown, hashes.GetValueOrDefault(hash, shown));
            hashes[hash] = shown;
        }
        Assert.NotEqual(RecordHash.Of("a"u8), RecordHash.Of("a\0"u8));
    }

    [Theory]
    [InlineData("-999", false)]
    [InlineData("NA", true)]
    public void AMissingWordThatIsANumberIsMissing(string word, bool isPlain)
    {
        using var file = new TemporaryFile($"text,number\na,1\nb,{word}\nc,-1\n");
        var options = new CsvOptions { Missing = ["", word] };

        Assert.Equal([new Note("a", 1), new Note("b", null), new Note("c", -1)], Dataset<Note>.FromCsv(file.Path, options).Rows);
        Assert.Equal(isPlain ? 0 : -1, new CsvFields(Schemas.Of("Probe", ("a", "A", "float")), new CsvBinding([0], 1, null), options).PlainNumbers.Single());
    }

    private static string Records(byte[] bytes, CsvOptions options, int capacity)
    {
        var all = new StringBuilder();
        try
        {
            using var records = new CsvRecords(new MemoryStream(bytes), "probe.csv", options, capacity);
            while (records.Read())
            {
                all.Append(records.Line).Append(':').Append(Encoding.UTF8.GetString(records.Record)).Append(records.Stray >= 0 ? '!' : ' ');
                for (int i = 0; i < records.Count; i++) all.Append('[').Append(Encoding.UTF8.GetString(records.Text(i))).Append(records.Fields[i].Quoted ? "]q" : "]");
                all.Append(records.Error(records.Fields[^1].Start, "p", "w").Message).Append('\n');
            }
        }
        catch (DataFormatException problem)
        {
            all.Append(problem.Message);
        }
        return all.ToString();
    }
}
