namespace MlDsl.Tests.Data;

/// <summary>Rows of files of separated values, JSON lines and typed records are the same rows.</summary>
public sealed class RecordTests
{
    private static readonly Guid Key = new("01234567-89ab-cdef-0123-456789abcdef");

    private static readonly Sample First = new(
        "blue, \"dark\"", -7, 0.1f, 1e-300, 12.340m, true, Day.Tuesday, new DateTime(2024, 5, 1, 13, 45, 0), new DateTimeOffset(2024, 5, 1, 13, 45, 0, TimeSpan.FromHours(2)),
        new DateOnly(2024, 2, 29), new TimeOnly(13, 45), new TimeSpan(1, 2, 30, 0), Key, 'x', 9007199254740993, null);

    private static readonly Sample Second = First with { Text = "Grün 😀", Count = int.MaxValue, Share = 16777217f, Price = 0.1000000000000000055511151231m, Flag = false, Day = Day.Monday, Maybe = null, Note = "" };

    private const string Csv = """"
        text,count,share,wide,price,flag,day,moment,seen,date,clock,length,key,mark,maybe,note
        "blue, ""dark""",-7,0.1,1e-300,12.340,true,Tuesday,2024-05-01T13:45:00,2024-05-01T13:45:00+02:00,2024-02-29,13:45,1.02:30:00,01234567-89ab-cdef-0123-456789abcdef,x,9007199254740993,
        Grün 😀,2147483647,16777217,1e-300,0.1000000000000000055511151231,no,0,2024-05-01 13:45,2024-05-01T13:45:00+02:00,2024-02-29,13:45:00,1.02:30:00,0123456789abcdef0123456789abcdef,x,,""
        """";

    private const string Json = """
        {"text":"blue, \"dark\"","count":-7,"share":0.1,"wide":1e-300,"price":12.340,"flag":true,"day":"Tuesday","moment":"2024-05-01T13:45:00","seen":"2024-05-01T13:45:00+02:00","date":"2024-02-29","clock":"13:45","length":"1.02:30:00","key":"01234567-89ab-cdef-0123-456789abcdef","mark":"x","maybe":9007199254740993,"other":{"text":[1]}}

        {"note":"","mark":"\u0078","key":"0123456789abcdef0123456789abcdef","length":"PT26H30M","clock":"13:45:00","date":"2024-02-29","seen":"2024-05-01T11:45:00Z","moment":"2024-05-01 13:45","day":0,"flag":0,"price":0.1000000000000000055511151231,"wide":1e-300,"share":16777217,"COUNT":2147483647.0,"te\u0078t":"Gr\u00fcn \ud83d\ude00","maybe":null}
        """;

    [Fact]
    public void RowsAreThoseOfAFileOfSeparatedValues()
    {
        using var csv = new TemporaryFile(Csv);
        using var json = new TemporaryFile("\uFEFF" + Json + "\r\n", ".jsonl");
        Sample[] rows = [First, Second];
        Assert.Equal(rows, Dataset<Sample>.FromCsv(csv.Path).Rows);
        Dataset<Sample> lines = Dataset<Sample>.FromJsonLines(json.Path);
        // The offset is not the same where the time is written in UTC; the moment is.
        Assert.Equal(rows, lines.Rows);
        Assert.Equal(2, lines.Count());
        Assert.Equal(rows, Dataset<Sample>.FromJsonLines(json.Path, new JsonLinesOptions { HoldBytes = 0 }).Rows);
    }

    [Fact]
    public void ValuesWithTypesAreTheSameRows()
    {
        object?[] first =
        [
            "blue, \"dark\"", -7, 0.1f, 1e-300, 12.340m, true, "Tuesday", new DateTime(2024, 5, 1, 13, 45, 0), new DateTimeOffset(2024, 5, 1, 13, 45, 0, TimeSpan.FromHours(2)),
            new DateOnly(2024, 2, 29), new TimeOnly(13, 45), new TimeSpan(1, 2, 30, 0), Key, "x", 9007199254740993L, null,
        ];
        object?[] second =
        [
            "Grün 😀", (double)int.MaxValue, 16777217L, "1e-300", 0.1000000000000000055511151231m, 0, (byte)0, "2024-05-01 13:45", "2024-05-01T13:45:00+02:00",
            new DateTime(2024, 2, 29), new TimeSpan(13, 45, 0), "PT26H30M", Key.ToString(), 'x', DBNull.Value, "",
        ];
        Assert.Equal([First, Second], Sample.Of(first, second).Rows);
    }

    [Theory]
    [InlineData("a text that is no number", 1, "one")]
    [InlineData("an integer with a fraction", 1, 1.5)]
    [InlineData("beyond int", 1, 2147483648L)]
    [InlineData("beyond int as a double", 1, 2147483648.0)]
    [InlineData("beyond int without a sign", 1, ulong.MaxValue)]
    [InlineData("infinite", 2, double.PositiveInfinity)]
    [InlineData("not a number", 3, double.NaN)]
    [InlineData("beyond float", 2, 1e39)]
    [InlineData("a flag as a number", 1, true)]
    [InlineData("a number as a flag", 5, 2)]
    [InlineData("a fraction as a flag", 5, 0.5)]
    [InlineData("a number as a text", 0, 0.5)]
    [InlineData("a flag as a text", 0, true)]
    [InlineData("no member", 6, 2)]
    [InlineData("a number as a time", 7, 1700000000L)]
    [InlineData("a number as a date", 9, 20240229)]
    [InlineData("a time beyond a day", 10, "25:00")]
    [InlineData("a number as a duration", 11, 5)]
    [InlineData("no identifier", 12, "x")]
    [InlineData("two characters", 13, "xy")]
    [InlineData("bytes", 0, new byte[] { 1 })]
    public void ValuesThatDoNotFitAreNamed(string what, int column, object value)
    {
        object?[] record = ["a", 1, 1f, 1.0, 1m, true, "Monday", DateTime.UnixEpoch, DateTimeOffset.UnixEpoch, new DateOnly(2024, 1, 1), new TimeOnly(1, 0), TimeSpan.Zero, Key, "x", 1L, "n"];
        Assert.Single(Sample.Of(record).Rows);
        object?[] wrong = [.. record];
        wrong[column] = value;
        var problem = Assert.Throws<DataFormatException>(() => Sample.Of(record, wrong).Count());
        ColumnSchema named = Sample.Schema.Columns[column];
        // The first record is what it should be: the place is the second's.
        Assert.True(problem.Message.StartsWith("the query, row 2: '", StringComparison.Ordinal), $"{what}: {problem.Message}");
        Assert.Contains($"in column '{named.Name}' (Sample.{named.Member}); ", problem.Message, StringComparison.Ordinal);
        Assert.Equal(named.Member, problem.Member);
    }

    [Fact]
    public void MissingValuesAreNamedOrNull()
    {
        object?[] record = ["a", null, 1f, 1.0, 1m, true, "Monday", DateTime.UnixEpoch, DateTimeOffset.UnixEpoch, new DateOnly(2024, 1, 1), new TimeOnly(1, 0), TimeSpan.Zero, Key, "x", double.NaN, "NA"];
        Assert.Contains("row 1: the value is missing in column 'count' (Sample.Count); fill it, or declare the property as 'int?'", Assert.Throws<DataFormatException>(() => Sample.Of(record).Count()).Message, StringComparison.Ordinal);
        record[1] = 1;
        Assert.Contains("set NaNIsMissing", Assert.Throws<DataFormatException>(() => Sample.Of(record).Count()).Message, StringComparison.Ordinal);
        Dataset<Sample> lenient = Dataset<Sample>.FromQuery(() => Sample.Table(Sample.Schema, record).CreateDataReader(), new QueryOptions { NaNIsMissing = true, Missing = ["NA"] });
        Sample row = Assert.Single(lenient.Rows);
        Assert.Null(row.Maybe);
        Assert.Null(row.Note);
    }

    [Fact]
    public void BadRecordsAreLeftOutAndCounted()
    {
        object?[] good = ["a", 1, 1f, 1.0, 1m, true, "Monday", DateTime.UnixEpoch, DateTimeOffset.UnixEpoch, new DateOnly(2024, 1, 1), new TimeOnly(1, 0), TimeSpan.Zero, Key, "x", 1L, "n"];
        object?[] bad = [.. good];
        bad[1] = "one";
        Dataset<Sample> rows = Dataset<Sample>.FromQuery(
            () => Sample.Table(Sample.Schema, good, bad, good).CreateDataReader(), new QueryOptions { Name = "the orders", BadRows = BadRowPolicy.Skip });
        Assert.Equal(2, rows.Count());
        Assert.Equal(1, rows.SkippedRows.Count);
        Assert.StartsWith("the orders, row 2: 'one' is not a finite Int32 in column 'count'", rows.SkippedRows.First[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VectorsAreListsOrFieldsOfTheirOwn()
    {
        using var json = new TemporaryFile("""
            {"values":[1,2.5,null],"counts":[null,3],"when":"2024-01-01"}
            {"values":["1","2",3],"when":"2024-01-02"}
            """, ".jsonl");
        Signal[] rows = [.. Dataset<Signal>.FromJsonLines(json.Path).Rows];
        Assert.Equal([1f, 2.5f, float.NaN], rows[0].Values);
        Assert.Equal([null, 3], rows[0].Counts!);
        Assert.Equal([1f, 2f, 3f], rows[1].Values);
        Assert.Null(rows[1].Counts);

        var table = new System.Data.DataTable();
        foreach (string name in new[] { "values_2", "values_1", "values_3", "counts", "when" }) table.Columns.Add(name, typeof(object));
        table.Rows.Add(2, 1, 3, new[] { 4, 5 }, new DateTime(2024, 1, 1));
        Signal row = Assert.Single(Dataset<Signal>.FromQuery(table.CreateDataReader).Rows);
        Assert.Equal([1f, 2f, 3f], row.Values);
        Assert.Equal([4, 5], row.Counts!);
    }

    [Theory]
    [InlineData("""{"values":[1,2],"when":"2024-01-01"}""", "the list has 2 elements, not 3")]
    [InlineData("""{"values":3,"when":"2024-01-01"}""", "'3' is no list of numbers")]
    [InlineData("""{"values":[1,"x",3],"when":"2024-01-01"}""", "'x' is not a finite Single in column 'values' (Signal.Values[1])")]
    [InlineData("""{"values":[1,[2],3],"when":"2024-01-01"}""", "'a list of lists' is not a finite Single")]
    [InlineData("""{"values":[1,2,3],"counts":[1,2.5],"when":"2024-01-01"}""", "'2.5' is not a finite Int32 in column 'counts' (Signal.Counts[1])")]
    [InlineData("""{"values":[1,2,3],"when":"2024-01-01T00:00:00Z"}""", "the event time is in UTC and that of line 1 without a zone")]
    [InlineData("""{"values":[1,2,3]}""", "the value is missing (the object has no 'when') in column 'when' (Signal.When); fill it, or leave the row out: splits follow the time")]
    [InlineData("""{"values":[1,2,3],"whem":"2024-01-01"}""", "the object has no 'when'; the nearest is 'whem'")]
    [InlineData("""{"values":[1,2,3],"when":"2024-01-01","when":"2024-01-02"}""", "the object has 'when' twice")]
    [InlineData("""{"values":[1,2,3],"when":"2024-01-01" """, "it is no JSON")]
    [InlineData("""{"values":[1,2,3],"when":"2024-01-01"} {}""", "it is no JSON")]
    [InlineData("""[1,2,3]""", "it is no object; each line holds one object")]
    [InlineData("""{"values":[1,2,3],"when":{"year":2024}}""", "'an object' is not a date and time")]
    [InlineData("""{"values":[1,2,3],"when":"\ud800"}""", "half a surrogate pair")]
    [InlineData("null", "it is no object")]
    public void LinesThatAreNoRowsAreNamed(string line, string message)
    {
        using var json = new TemporaryFile("{\"values\":[1,2,3],\"when\":\"2023-12-31\"}\n\n" + line, ".jsonl");
        var problem = Assert.Throws<DataFormatException>(() => Dataset<Signal>.FromJsonLines(json.Path).Count());
        Assert.StartsWith($"{json.Path}, line 3: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((json.Path, 3), (problem.File, problem.Line));
    }

    [Fact]
    public void ALineThatIsTooLongIsNamed()
    {
        using var json = new TemporaryFile("{\"text\":\"a\",\"number\":1}\n{\"text\":\"" + new string('b', 200_000) + "\",\"number\":2}", ".jsonl");
        Assert.Equal([1, 2], Dataset<Note>.FromJsonLines(json.Path).Rows.Select(static n => n.Number!.Value));
        var problem = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromJsonLines(json.Path, new JsonLinesOptions { MaxLineBytes = 2000 }).Count());
        Assert.Contains("(2): the line is longer than 2000 bytes", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongFilesAreReadWhole()
    {
        var random = new Random(7);
        string[] texts = [.. Enumerable.Range(0, 20_000).Select(_ => new string((char)('a' + random.Next(26)), random.Next(1, 60)))];
        using var json = new TemporaryFile(string.Concat(texts.Select((t, i) => $"{{\"text\":\"{t}\",\"number\":{i}}}{(i % 3 == 0 ? "\r\n" : "\n")}")), ".jsonl");
        Dataset<Note> notes = Dataset<Note>.FromJsonLines(json.Path, new JsonLinesOptions { HoldBytes = 0 });
        Assert.Equal(texts.Select((t, i) => new Note(t, i)), notes.Rows);
        File.AppendAllText(json.Path, "{\"text\":\"more\"}\n");
        Assert.Contains("the records changed", Assert.Throws<DataFormatException>(() => notes.Rows.Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no field 'number' for 'Note.Number'; the nearest is 'nomber'", "text", "nomber")]
    [InlineData("there are 2 fields 'number' for 'Note.Number'", "text", "NUMBER", "Number")]
    public void FieldsThatAreNoColumnsAreNamed(string message, params string[] names)
    {
        Dataset<Note> notes = Dataset<Note>.FromRecords(new Records(names, [[.. names.Select(static _ => (object?)null)]]));
        Assert.Contains(message, Assert.Throws<DataFormatException>(() => notes.Count()).Message, StringComparison.Ordinal);
    }
}
