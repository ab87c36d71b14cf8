using MlDsl.Testing;

namespace MlDsl.Tests.Data;

public sealed class CsvReadingTests
{
    private static List<Note> Read(string text, CsvOptions? options = null, string extension = ".csv")
    {
        using var file = new TemporaryFile(text, extension);
        return [.. Dataset<Note>.FromCsv(file.Path, options).Rows];
    }

    [Theory]
    [InlineData("text,number\na,1\nb,2\n")]
    [InlineData("text,number\na,1\nb,2")]
    [InlineData("text,number\r\na,1\r\nb,2\r\n")]
    [InlineData("text,number\r\na,1\r\nb,2\r")]
    [InlineData("\uFEFFtext,number\na,1\nb,2\n")]
    [InlineData("\n\ntext,number\n\na,1\n\r\nb,2\n\n\n")]
    [InlineData("number,unused,text\n1,,a\n2,\"x,\ny\",b\n")]
    [InlineData("Number,TEXT\n1,a\n2,b\n")]
    [InlineData("#text,number\na,1\nb,2\n")]
    [InlineData("# Text , Number \na,1\nb,2\n")]
    [InlineData("\"text\",\"number\"\n\"a\",\"1\"\n\"b\",\"2\"")]
    public void ReadsEveryLayoutOfTheSameRows(string text) => Assert.Equal([new Note("a", 1), new Note("b", 2)], Read(text));

    [Fact]
    public void ReadsQuotedFields() => Assert.Equal(
        [new Note("He said \"no\", twice", 1), new Note("two\r\nlines\n", 2), new Note("\"", 3), new Note("", 4), new Note(null, null), new Note("a\"b\"", 5)],
        Read("text,number\n\"He said \"\"no\"\", twice\",1\n\"two\r\nlines\n\",2\n\"\"\"\",\"3\"\n\"\",4\n,\na\"b\",5\n"));

    [Fact]
    public void TakesQuotesAsTheyAreWhereToldSo() =>
        Assert.Equal([new Note("\"a", 1), new Note("b\"\"", 2)], Read("text,number\n\"a,1\nb\"\",2\n", new CsvOptions { Quote = null }));

    [Fact]
    public void TakesAnotherQuoteAndSeparator() =>
        Assert.Equal([new Note("a;'b", 1)], Read("text;number\n'a;''b';1\n", new CsvOptions { Quote = '\'', Separator = ';' }));

    [Theory]
    [InlineData(".tsv")]
    [InlineData(".TAB")]
    public void TakesTabsForTheirExtensions(string extension) =>
        Assert.Equal([new Note("a,b", 1)], Read("text\tnumber\na,b\t1\n", null, extension));

    [Fact]
    public void TakesTheGivenSeparatorBeforeTheExtension() =>
        Assert.Equal([new Note("a\tb", 1)], Read("text,number\na\tb,1\n", new CsvOptions { Separator = ',' }, ".tsv"));

    [Fact]
    public void TrimsWhereToldSo() => Assert.Equal(
        [new Note("a b", 1), new Note(" c ", 2), new Note(null, null)],
        Read("text , number\n  a b\t, 1 \n \" c \" , 2\n  ,  \n", new CsvOptions { Trim = true }));

    [Fact]
    public void KeepsBlanksUnlessTold() => Assert.Equal([new Note(" a ", 1)], Read("text,number\n a ,1\n"));

    [Fact]
    public void LeavesCommentsOut() => Assert.Equal(
        [new Note("a", 1), new Note("/b", 2)],
        Read("// made by hand\n//\ntext,number\na,1\n// \"not a quote\n/b,2\n//the end", new CsvOptions { Comment = "//" }));

    [Fact]
    public void LeavesACommentOutThatIsLongerThanTheBuffer() => Assert.Equal(
        [new Note("a", 1)], Read("//" + new string('x', 300_000) + "\ntext,number\na,1\n", new CsvOptions { Comment = "//" }));

    [Fact]
    public void BindsByOrderWithoutAHeader() => Assert.Equal([new Note("a", 1), new Note("b", 2)], Read("a,1\nb,2\n", new CsvOptions { HasHeader = false }));

    [Fact]
    public void FollowsAliases() => Assert.Equal(
        [new Note("a", 2)],
        Read("text,Betrag,number\na,2,3\n", new CsvOptions { Aliases = new Dictionary<string, string> { ["number"] = "Betrag" } }));

    [Fact]
    public void PrefersTheExactNameOverAnotherCase() => Assert.Equal([new Note("b", 1)], Read("TEXT,text,number\na,b,1\n"));

    [Fact]
    public void ReadsFieldsLongerThanTheBuffer()
    {
        string text = string.Join("\n", Enumerable.Range(0, 40_000).Select(static i => $"line \"{i}\", ä"));

        Assert.Equal([new Note("a", 1), new Note(text, 2), new Note("b", 3)], Read($"text,number\na,1\n\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",2\nb,3\n"));
    }

    [Fact]
    public void ReadsTheSameWhateverTheBuffer()
    {
        var options = new CsvOptions { Comment = "#", Trim = true };
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes("#c\ntext,number\n\"a \"\"q\"\"\r\n\", 1\r\n\n# comment\n ä,\"2\"\r\n\"\",\n\"last\",4");
        string[][] expected = [["text", "number"], ["a \"q\"\r\n", "1"], ["ä", "2"], ["", ""], ["last", "4"]];
        for (int capacity = 4; capacity < bytes.Length + 2; capacity++)
        {
            using var records = new CsvRecords(new MemoryStream(bytes), "probe.csv", options, capacity);
            var all = new List<string[]>();
            while (records.Read()) all.Add([.. Enumerable.Range(0, records.Count).Select(i => System.Text.Encoding.UTF8.GetString(records.Text(i)))]);
            Assert.Equal(expected, all);
        }
    }

    [FactWith("breast-cancer.tsv")]
    public void ReadsTheBreastCancerFile()
    {
        var options = new CsvOptions { Comment = "//", HasHeader = false, Missing = ["?"] };

        List<Tumour> rows = [.. Dataset<Tumour>.FromCsv(TestData.File("breast-cancer.tsv"), options).Rows];

        Assert.Equal((699, 241, 16), (rows.Count, rows.Count(static r => r.Malignant), rows.Count(static r => r.BareNuclei is null)));
    }

    [FactWith("detox.tsv")]
    public void ReadsTheDetoxFile()
    {
        List<Comment> rows = [.. Dataset<Comment>.FromCsv(TestData.File("detox.tsv")).Rows];

        Assert.Equal(249, rows.Count);
        Assert.StartsWith("::No, I won't unrevert your edits!\" \"sounds", rows[10].Text, StringComparison.Ordinal);
    }

    private sealed record Comment(bool Toxic, string Text) : IRow<Comment>
    {
        public static DatasetSchema Schema { get; } = Schemas.Of("Comment", ("Sentiment", "Toxic", "bool"), ("SentimentText", "Text", "string"));

        public static Comment Read(ref FieldReader fields) => new(fields.Flag(0), fields.Text(1));

        public static void Hash(Comment row, ref RowHash hash) => hash.Add(row.Text);
    }

    private sealed record Tumour(bool Malignant, int? BareNuclei) : IRow<Tumour>
    {
        public static DatasetSchema Schema { get; } = Schemas.Of("Tumour", [.. Enumerable.Range(0, 10).Select(static i => ($"c{i}", $"C{i}", "int?"))]);

        public static Tumour Read(ref FieldReader fields) => new(fields.Flag(0), fields.NumberOrNull<int>(6));

        public static void Hash(Tumour row, ref RowHash hash) => hash.Add(row.Malignant);
    }
}
