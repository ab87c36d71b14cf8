namespace MlDsl.Tests.Data;

/// <summary>The advice fits the cause: each look of a text, each role, each way in which a header is none.</summary>
public sealed class HintTests
{
    private static DatasetSchema Schema(ColumnRole role = ColumnRole.None, string kind = "", string type = "float") => new(
        "Probe", [new("a", "A", type, role, kind, false), new("b", "B", "float", ColumnRole.None, "", false)], []);

    private static string WayOut(string field, CsvOptions? options = null, DatasetSchema? schema = null)
    {
        string message = Fields.Refuse(field + ",1", static (ref FieldReader f) => f.Number<float>(0), options, schema ?? Schema()).Message;
        return message[(message.IndexOf("); ", StringComparison.Ordinal) + 3)..];
    }

    [Theory]
    [InlineData(ColumnRole.Label, "fill it, or leave the row out: a row without a label teaches nothing; BadRowPolicy.Skip leaves such rows out and counts them")]
    [InlineData(ColumnRole.Group, "fill it, or leave the row out: splits keep a group's rows together, so each row needs one; BadRowPolicy.Skip leaves such rows out and counts them")]
    [InlineData(ColumnRole.EventTime, "fill it, or leave the row out: splits follow the time, so each row needs one; BadRowPolicy.Skip leaves such rows out and counts them")]
    [InlineData(ColumnRole.Weight, "fill it (1 counts once), or leave the row out; BadRowPolicy.Skip leaves such rows out and counts them")]
    [InlineData(ColumnRole.Id, "fill it, or declare the property as 'float?'")]
    [InlineData(ColumnRole.Sensitive, "fill it, or declare the property as 'float?'")]
    [InlineData(ColumnRole.None, "fill it, or declare the property as 'float?'")]
    public void SaysWhatARoleAllowsForAMissingValue(ColumnRole role, string wayOut) => Assert.Equal(wayOut, WayOut("", null, Schema(role)));

    [Fact]
    public void SaysThatANullableNumberNeedsImpute() =>
        Assert.Equal("fill it, or declare the property as 'float?' and set Impute on its [Numeric]", WayOut("", null, Schema(kind: "Numeric(Scale=None)")));

    [Fact]
    public void NamesTheTextThatMeansMissing() => Assert.Contains(
        "the value is missing ('?' is in CsvOptions.Missing)",
        Fields.Refuse("?,1", static (ref FieldReader f) => f.Number<float>(0), new CsvOptions { Missing = ["?"] }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("x")]
    [InlineData("1.2.3")]
    [InlineData("12 apples")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("１２")]
    [InlineData("1e39")]
    [InlineData("Infinity")]
    [InlineData("\"1,5\"")]
    [InlineData("$5")]
    [InlineData("5%")]
    [InlineData("\"1.5 \"")]
    public void NeverAdvisesMissingForAValueThatIsThere(string field) => Assert.DoesNotContain("CsvOptions.Missing", WayOut(field), StringComparison.Ordinal);

    [Theory]
    [InlineData("NA")]
    [InlineData("#N/A")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("?")]
    public void AdvisesMissingForAWordForNothing(string field)
    {
        Assert.Equal($"if '{field}' stands for a missing value, list it in CsvOptions.Missing and declare the property as 'float?'", WayOut(field));
        Assert.Equal($"if '{field}' stands for a missing value, list it in CsvOptions.Missing", WayOut(field, null, Schema(type: "float?")));
        Assert.Equal($"correct it, or leave the row out (CsvOptions.BadRows): [Label] needs a value in every row", WayOut(field, null, Schema(ColumnRole.Label)));
    }

    [Fact]
    public void AdvisesTheEmptyTextWhereItIsNotListed()
    {
        var options = new CsvOptions { Missing = ["NA"] };

        Assert.Equal("fill it, or declare the property as 'float?', with the empty text in CsvOptions.Missing", WayOut("", options));
        Assert.Equal("fill it, or list the empty text in CsvOptions.Missing", WayOut("", options, Schema(type: "float?")));
    }

    [Theory]
    [InlineData("1.5\u00A0", "U+00A0 (no-break space)", "'1.5<U+00A0>'")]
    [InlineData("\u202F1.5", "U+202F (narrow no-break space)", "'<U+202F>1.5'")]
    [InlineData("\uFEFF1.5", "U+FEFF (byte order mark)", "'<U+FEFF>1.5'")]
    [InlineData("1.5\u200B", "U+200B (zero-width space)", "'1.5<U+200B>'")]
    [InlineData(" 1.5\u2060", "U+2060 (word joiner)", "' 1.5<U+2060>'")]
    public void NamesInvisibleCharactersAtTheEnds(string field, string named, string shown)
    {
        Assert.Equal($"it has {named} at an end, which CsvOptions.Trim does not take: remove it from the file, or by CsvOptions.Converters[\"a\"]", WayOut(field));
        Assert.Contains(shown, Fields.Refuse(field + ",1", static (ref FieldReader f) => f.Number<float>(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AdvisesTrimOnlyWhereItHelps()
    {
        Assert.Equal("leave out the blanks, or set CsvOptions.Trim", WayOut("1.5\t"));
        Assert.Equal("leave out the blanks; CsvOptions.Trim leaves quoted fields as they are, CsvOptions.Converters[\"a\"] need not", WayOut("\" 1.5\"", new CsvOptions { Trim = true }));
    }

    [Theory]
    [InlineData("\"1.234,56\"", "set CsvOptions.Numbers to NumberFormat.DecimalComma")]
    [InlineData("\"1,234.56\"", "set CsvOptions.Numbers to NumberFormat.DecimalPoint")]
    [InlineData("\"1,5\"", "set CsvOptions.Numbers to NumberFormat.DecimalComma")]
    [InlineData("\"1,234\"", "say how the file writes numbers: CsvOptions.Numbers = NumberFormat.DecimalComma reads 1.234, NumberFormat.DecimalPoint reads 1234")]
    [InlineData("\"€ 12,50\"", "set CsvOptions.Numbers to NumberFormat.DecimalComma with Symbols = [\"€\"]")]
    [InlineData("12 %", "set CsvOptions.Numbers to NumberFormat.DecimalPoint or NumberFormat.DecimalComma, as the file's other numbers are written with Percent = PercentSign.Hundredths or Ignored")]
    [InlineData("\"(1,234.56)\"", "set CsvOptions.Numbers to NumberFormat.DecimalPoint with Parentheses = true")]
    [InlineData("\"1.234,5-\"", "set CsvOptions.Numbers to NumberFormat.DecimalComma with TrailingSign = true")]
    public void NamesTheFormat(string field, string wayOut) => Assert.Equal(wayOut, WayOut(field));

    [Fact]
    public void NamesTheFormatThatIsSet() => Assert.Equal(
        "it does not fit the format in CsvOptions.Numbers (',' before the decimals, nothing between groups): correct it, or give the column a format in CsvOptions.ColumnNumbers",
        WayOut("1.5", new CsvOptions { Numbers = new() { DecimalSeparator = ',' } }));

    [Theory]
    [InlineData("\uFEFF\uFEFFtext,number\na,1\n", "it has '<U+FEFF>text' with U+FEFF (byte order mark), which cannot be seen; remove that character from the file, or name the column with [Column(\"…\")] or CsvOptions.Aliases")]
    [InlineData("te\u200Bxt,number\na,1\n", "it has 'te<U+200B>xt' with U+200B (zero-width space), which cannot be seen; remove that character from the file, or name the column with [Column(\"…\")] or CsvOptions.Aliases")]
    [InlineData("text;number\na;1\n", "the whole header is one column; is the separator ';'? Then set CsvOptions.Separator to it")]
    [InlineData("text\tnumber\na\t1\n", "the whole header is one column; is the separator a tab ('\\t')? Then set CsvOptions.Separator to it")]
    [InlineData("\"text\"|\"number\"\n", null)]
    public void SaysWhatTheHeaderIs(string text, string? words)
    {
        using var file = new TemporaryFile(text);
        string message = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path)).Message;
        if (words is not null) Assert.Equal($"{file.Path}, line 1, column 1: the header has no column 'text' for 'Note.Text'; {words}", message);
        else Assert.Contains("text follows a closing quote", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sep=,\ntext,number\na,1\n", "'sep=,', is", "set CsvOptions.Comment to \"sep=\"")]
    [InlineData("sep=;\r\ntext;number\r\na;1\r\n", "'sep=;', is", "set CsvOptions.Comment to \"sep=\" and CsvOptions.Separator to ';'")]
    [InlineData("SEP=\t\ntext\tnumber\na\t1\n", "'SEP=<U+0009>', is", "set CsvOptions.Comment to \"SEP=\" and CsvOptions.Separator to a tab ('\\t')")]
    public void KnowsExcelsFirstLine(string text, string line, string wayOut)
    {
        using var file = new TemporaryFile(text);
        string message = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path)).Message;

        Assert.Equal($"{file.Path}, line 1, column 1: the first line, {line} Excel's word for the separator and no header; {wayOut}", message);
        char separator = text[4];
        Assert.Equal([new Note("a", 1)], Dataset<Note>.FromCsv(file.Path, new() { Comment = text[..4], Separator = separator }).Rows);
    }

    [Fact]
    public void KnowsTheSeparatorOfRecordsWithoutAHeader()
    {
        using var file = new TemporaryFile("a;1\nb;2\n");

        Assert.EndsWith(
            "the record has 1 fields, not 2 as 'Note' declares columns; set CsvOptions.Separator to ';', by which it has 2",
            Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path, new() { HasHeader = false }).Count()).Message, StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> OtherFiles => new()
    {
        { [0xFF, 0xFE, 0, 0, (byte)'t', 0, 0, 0], "UTF-32, not UTF-8; save it as UTF-8" },
        { [.. "PK\u0003\u0004"u8], "a zip archive or an Excel workbook (.xlsx), not text; save it as CSV in UTF-8" },
        { [0x1F, 0x8B, 8, 0], "compressed by gzip, not text; unpack it first" },
        { [.. "PAR1"u8, 0, 1], "a Parquet file, not text; write it as CSV in UTF-8" },
    };

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void KnowsFilesThatAreNoText(byte[] bytes, string what)
    {
        using var file = new TemporaryFile(bytes);

        Assert.Equal($"{file.Path}: the file is {what}", Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path)).Message);
    }

    [Fact]
    public void NamesNulBytes()
    {
        using var header = new TemporaryFile(System.Text.Encoding.Unicode.GetBytes("text,number\na,1\n"));
        using var field = new TemporaryFile("text,number\na,1\0\n");

        Assert.Equal(
            $"{header.Path}, line 1, column 1: the header holds a NUL byte; remove it; a file with a NUL beside every letter is UTF-16: save it as UTF-8",
            Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(header.Path)).Message);
        Assert.StartsWith(
            $"{field.Path}, line 2, column 3: '1<U+0000>' is not a finite Int32 in column 'number' (Note.Number); it has U+0000 (NUL) at an end",
            Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(field.Path).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesTheLineWhereAQuoteWasOpened()
    {
        using var file = new TemporaryFile("text,number\n\"a,1\nb,2\nc \"x,3\n");

        Assert.Contains(
            "line 4, column 4: text follows a closing quote of a field that was opened on line 2 or later",
            Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path).Count()).Message, StringComparison.Ordinal);
    }
}
