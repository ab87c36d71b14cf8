namespace MlDsl.Tests.Data;

/// <summary>Other spellings of values, and texts that stand in several columns.</summary>
public sealed class SpellingTests
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Days = new Dictionary<string, IReadOnlyDictionary<string, string>>
    {
        ["text"] = new Dictionary<string, string> { ["Mo"] = "Monday", ["lundi"] = "Monday", ["?"] = "" },
        ["number"] = new Dictionary<string, string> { ["one"] = "1", ["dozen"] = "12" },
    };

    [Fact]
    public void ReadsOtherSpellings()
    {
        using var file = new TemporaryFile("text,number\nMo,one\nlundi,dozen\nMonday,3\nmo,\n\"?\",4\n");
        using var json = new TemporaryFile("{\"text\":\"Mo\",\"number\":\"one\"}\n{\"text\":\"lundi\",\"number\":\"dozen\"}\n{\"text\":\"Monday\",\"number\":3}\n{\"text\":\"mo\"}\n{\"text\":\"?\",\"number\":4}\n", ".jsonl");
        Note[] expected = [new("Monday", 1), new("Monday", 12), new("Monday", 3), new("mo", null), new("", 4)];
        Assert.Equal(expected, Dataset<Note>.FromCsv(file.Path, new CsvOptions { Spellings = Days }).Rows);
        Assert.Equal(expected, Dataset<Note>.FromJsonLines(json.Path, new JsonLinesOptions { Spellings = Days }).Rows);
    }

    [Fact]
    public void LooksBehindTheConverter()
    {
        using var file = new TemporaryFile("text,number\nMO,1\nx,2\n");
        var options = new CsvOptions
        {
            Spellings = Days,
            Converters = new Dictionary<string, Func<string, string?>> { ["text"] = static t => t == "x" ? null : t[..1] + t[1..].ToLowerInvariant() },
        };
        Assert.Equal([new Note("Monday", 1), new Note(null, 2)], Dataset<Note>.FromCsv(file.Path, options).Rows);
    }

    [Fact]
    public void PutsATextTogether()
    {
        var parts = new Dictionary<string, IReadOnlyList<string>> { ["text"] = ["day", "Hour"] };
        using var file = new TemporaryFile("hour,number,day\n7,1,2024-05-01\n,2,\n\"8,5\",3,\"a \"\"b\"\"\"\n");
        Assert.Equal([new Note("2024-05-01 7", 1), new Note(null, 2), new Note("a \"b\" 8,5", 3)], Dataset<Note>.FromCsv(file.Path, new CsvOptions { Parts = parts }).Rows);
        using var json = new TemporaryFile("{\"hour\":7,\"number\":1,\"day\":\"2024-05-01\"}\n{\"number\":2}\n", ".jsonl");
        Assert.Equal([new Note("2024-05-01 7", 1), new Note(null, 2)], Dataset<Note>.FromJsonLines(json.Path, new JsonLinesOptions { Parts = parts }).Rows);
    }

    [Fact]
    public void ATimeOfTwoColumnsIsOneTime()
    {
        var options = new CsvOptions
        {
            Parts = new Dictionary<string, IReadOnlyList<string>> { ["when"] = ["day", "hour"] },
            ColumnTimes = new Dictionary<string, TimeFormat> { ["when"] = new() { Formats = ["yyyy-MM-dd H"] } },
        };
        DatasetSchema schema = Schemas.Of("Probe", ("when", "When", "DateTime"));
        Assert.Equal(new DateTime(2024, 5, 1, 7, 0, 0), Read("2024-05-01,7", static (ref FieldReader f) => f.DateTime(0)));
        DataFormatException wrong = Assert.Throws<DataFormatException>(() => Read("2024-05-01,25", static (ref FieldReader f) => f.DateTime(0)));
        Assert.Equal((2, 1), (wrong.Line, wrong.Column));
        Assert.Contains("'2024-05-01 25' is not a date and time in column 'when' (Probe.When); CsvOptions.ColumnTimes[\"when\"] has 'yyyy-MM-dd H'", wrong.Message, StringComparison.Ordinal);
        DataFormatException absent = Assert.Throws<DataFormatException>(() => Read("2024-05-01,", static (ref FieldReader f) => f.DateTime(0)));
        Assert.Equal("probe.csv, line 2, column 12: one of the parts is missing in column 'when' (Probe.When); give all of them or none", absent.Message);
        Assert.Contains("the value is missing in column 'when'", Assert.Throws<DataFormatException>(() => Read(",", static (ref FieldReader f) => f.DateTime(0))).Message, StringComparison.Ordinal);

        DateTime Read(string record, Fields.Reading<DateTime> read)
        {
            using var records = new CsvRecords(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("day,hour\n" + record)), "probe.csv", options);
            CsvBinding binding = CsvBinding.Read(records, schema, options);
            Assert.True(records.Read());
            var reader = new FieldReader(records, new CsvFields(schema, binding, options));
            return read(ref reader);
        }
    }

    [Fact]
    public void AnEmptyPartThatIsNotMissingKeepsItsPlace()
    {
        var parts = new Dictionary<string, IReadOnlyList<string>> { ["text"] = ["day", "hour"] };
        using var file = new TemporaryFile("day,hour,number\n,7,1\n");
        using var json = new TemporaryFile("{\"day\":\"\",\"hour\":7,\"number\":1}\n", ".jsonl");
        Assert.Equal([new Note(" 7", 1)], Dataset<Note>.FromCsv(file.Path, new CsvOptions { Parts = parts, Missing = [] }).Rows);
        Assert.Equal([new Note(" 7", 1)], Dataset<Note>.FromJsonLines(json.Path, new JsonLinesOptions { Parts = parts }).Rows);
    }

    [Fact]
    public void SpellsNumbersOfRecordsAsTheirText()
    {
        var spelled = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["text"] = new Dictionary<string, string> { ["1"] = "yes" }, ["number"] = new Dictionary<string, string> { ["1"] = "12" } };
        using var file = new TemporaryFile("text,number\n1,1\n");
        using var json = new TemporaryFile("{\"text\":1,\"number\":1}\n", ".jsonl");
        Assert.Equal([new Note("yes", 12)], Dataset<Note>.FromCsv(file.Path, new CsvOptions { Spellings = spelled }).Rows);
        Assert.Equal([new Note("yes", 12)], Dataset<Note>.FromJsonLines(json.Path, new JsonLinesOptions { Spellings = spelled }).Rows);
    }

    [Fact]
    public void NamesThePartThatIsNotUtf8()
    {
        var options = new CsvOptions { Parts = new Dictionary<string, IReadOnlyList<string>> { ["text"] = ["day", "hour"] } };
        using var file = new TemporaryFile([.. "day,hour,number\nab,"u8, 0xE4, .. ",1\n"u8]);
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path, options).Count());
        Assert.Equal((2, 4, "Text"), (problem.Line, problem.Column, problem.Member));
    }

    [Fact]
    public void SomePartsOfARecordAreAnError()
    {
        using var json = new TemporaryFile("{\"hour\":7,\"number\":1}\n", ".jsonl");
        var options = new JsonLinesOptions { Parts = new Dictionary<string, IReadOnlyList<string>> { ["text"] = ["day", "hour"] } };
        Assert.Contains("one of the parts is missing in column 'text'", Assert.Throws<DataFormatException>(() => Dataset<Note>.FromJsonLines(json.Path, options).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAPartThatTheHeaderLacks()
    {
        using var file = new TemporaryFile("day,hours,number\na,1,1\n");
        var options = new CsvOptions { Parts = new Dictionary<string, IReadOnlyList<string>> { ["text"] = ["day", "hour"] } };
        Assert.Contains(
            "the header has no column 'hour' for 'Note.Text'; the nearest is 'hours'", Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChecksTheOptions()
    {
        DatasetSchema schema = Note.Schema;
        Refuses(new CsvOptions { Parts = Parts("text", "day") }, "must have two names or more");
        Refuses(new CsvOptions { Parts = Parts("text", "day", "") }, "none of them empty");
        Refuses(new CsvOptions { Parts = Parts("txt", "day", "hour") }, "CsvOptions.Parts must name columns of 'Note', which has no 'txt'; the nearest is 'text'");
        Refuses(new CsvOptions { Parts = Parts("text", "day", "hour"), HasHeader = false }, "must be empty where HasHeader is false");
        Refuses(new CsvOptions { Parts = Parts("text", "day", "hour"), Aliases = new Dictionary<string, string> { ["text"] = "t" } }, "CsvOptions.Aliases must not name 'text'");
        Refuses(new CsvOptions { Spellings = null! }, "CsvOptions.Spellings must be a dictionary");
        Refuses(new CsvOptions { Spellings = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["text"] = new Dictionary<string, string> { ["a"] = null! } } }, "must not have null, which it has for 'a'");

        void Refuses(CsvOptions options, string message) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => options.Validate("probe.csv", schema)).Message, StringComparison.Ordinal);

        static Dictionary<string, IReadOnlyList<string>> Parts(string column, params string[] parts) => new() { [column] = parts };
    }
}
