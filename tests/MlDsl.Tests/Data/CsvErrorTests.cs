namespace MlDsl.Tests.Data;

/// <summary>Each thing that can be wrong with a file, with the place it is told for.</summary>
public sealed class CsvErrorTests
{
    private static void Refuses(string text, CsvOptions? options, long line, int column, string? member, string words) =>
        Refuses(System.Text.Encoding.UTF8.GetBytes(text), options, line, column, member, words);

    private static void Refuses(byte[] bytes, CsvOptions? options, long line, int column, string? member, string words)
    {
        using var file = new TemporaryFile(bytes);
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path, options).Count());
        string place = line == 0 ? file.Path : $"{file.Path}, line {line}, column {column}";
        Assert.Equal($"{place}: {words}", problem.Message);
        Assert.Equal((file.Path, line, column, member), (problem.File, problem.Line, problem.Column, problem.Member));
    }

    [Theory]
    [InlineData("text,numbre\na,1\n", 1, 1, "Number", "the header has no column 'number' for 'Note.Number'; the nearest is 'numbre'; name the column with [Column(\"…\")] or CsvOptions.Aliases")]
    [InlineData("\nx,y\na,1\n", 2, 1, "Text", "the header has no column 'text' for 'Note.Text'; it has 'x', 'y'; name the column with [Column(\"…\")] or CsvOptions.Aliases")]
    [InlineData("text,number,text\na,1,b\n", 1, 13, "Text", "the header has the column 'text' for 'Note.Text' 2 times; rename all but one, or choose one with CsvOptions.Aliases")]
    [InlineData("Text,TEXT,number\na,1,b\n", 1, 6, "Text", "the header has the column 'TEXT' for 'Note.Text' 2 times; rename all but one, or choose one with CsvOptions.Aliases")]
    [InlineData("text,number\ra,1\r", 1, 6, null, "lines end in a carriage return alone; write line feeds (LF or CR LF)")]
    [InlineData("text,number\na,1\nb,2,3\n", 3, 5, null, "the record has 3 fields, not 2 as the header names; quote fields that hold the separator, or set CsvOptions.Separator")]
    [InlineData("text,number\na,1\nbcd\n", 3, 4, null, "the record has 1 fields, not 2 as the header names; add the missing fields, or set CsvOptions.Separator")]
    [InlineData("text,number\na,1\n\"b,2\nc,3\n", 3, 1, null, "a quoted field is never closed; close it, or set CsvOptions.Quote to null where quotes mean themselves")]
    [InlineData("text,number\n\"a\"b,1\n", 2, 4, null, "text follows a closing quote; double the quotes inside a quoted field, or set CsvOptions.Quote to null where quotes mean themselves")]
    [InlineData("text,number\n\"a\nä\",\"x\"\n", 3, 4, "Number", "'x' is not a finite Int32 in column 'number' (Note.Number); correct it, or convert it by CsvOptions.Converters[\"number\"]")]
    [InlineData("text,number\n\"a \"\"\n\"\"b\",x\n", 3, 6, "Number", "'x' is not a finite Int32 in column 'number' (Note.Number); correct it, or convert it by CsvOptions.Converters[\"number\"]")]
    [InlineData("text,number\nä,1\nüü, 2\n", 3, 4, "Number", "' 2' is not a finite Int32 in column 'number' (Note.Number); leave out the blanks, or set CsvOptions.Trim")]
    [InlineData("", 0, 0, null, "the file is empty; it needs a header with the columns of 'Note', or CsvOptions.HasHeader = false and rows")]
    [InlineData("\n\n\n", 0, 0, null, "the file is empty; it needs a header with the columns of 'Note', or CsvOptions.HasHeader = false and rows")]
    public void NamesTheThingThePlaceAndTheWayOut(string text, long line, int column, string? member, string words) =>
        Refuses(text, null, line, column, member, words);

    [Fact]
    public void CountsCommentsAndBlankLinesAsLines() => Refuses(
        "// a\n\ntext,number\n// b\n\r\na,x\n", new CsvOptions { Comment = "//" }, 6, 3, "Number",
        "'x' is not a finite Int32 in column 'number' (Note.Number); correct it, or convert it by CsvOptions.Converters[\"number\"]");

    [Fact]
    public void RefusesAnotherCaseWhereToldSo() => Refuses(
        "Text,number\na,1\n", new CsvOptions { IgnoreCase = false }, 1, 1, "Text",
        "the header has no column 'text' for 'Note.Text'; the nearest is 'Text'; name the column with [Column(\"…\")] or CsvOptions.Aliases");

    [Fact]
    public void RefusesAnAliasThatIsNotThere() => Refuses(
        "text,number\na,1\n", new CsvOptions { Aliases = new Dictionary<string, string> { ["number"] = "amount" } }, 1, 1, "Number",
        "the header has no column 'amount' for 'Note.Number'; it has 'text', 'number'; name the column with [Column(\"…\")] or CsvOptions.Aliases");

    [Fact]
    public void RefusesOtherWidthsWithoutAHeader() => Refuses(
        "a,1\nb,2,3\n", new CsvOptions { HasHeader = false }, 2, 5, null,
        "the record has 3 fields, not 2 as 'Note' declares columns; quote fields that hold the separator, or set CsvOptions.Separator");

    [Fact]
    public void RefusesAnEmptyFileWithoutAHeader() =>
        Refuses("", new CsvOptions { HasHeader = false }, 0, 0, null, "the file is empty; it needs rows of 'Note'");

    [Fact]
    public void RefusesTextThatIsNotUtf8() => Refuses(
        [.. "text,number\na,1\ncaf"u8, 0xE9, .. ",2\n"u8], null, 3, 1, "Text", "the text is not UTF-8 (byte 0xE9, 'é' in Latin-1, the field's byte 4) in column 'text' (Note.Text); save the file as UTF-8");

    [Fact]
    public void RefusesAHeaderThatIsNotUtf8() =>
        Refuses([.. "text,number,caf"u8, 0xE9, .. "\na,1,2\n"u8], null, 1, 13, null, "the header is not UTF-8 (byte 0xE9, 'é' in Latin-1, the field's byte 4); save the file as UTF-8");

    [Fact]
    public void RefusesUtf16() => Refuses(
        [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes("text,number\na,1\n")], null, 0, 0, null,
        "the file is UTF-16, not UTF-8; save it as UTF-8");

    [Fact]
    public void RefusesRecordsOverTheLimit() => Refuses(
        "text,number\na,1\n\"" + new string('x', 5000), new CsvOptions { MaxRecordBytes = 2048 }, 3, 1, null,
        "a record of more than 2048 bytes begins; close its quote, or raise CsvOptions.MaxRecordBytes");

    [Fact]
    public void RefusesAFileThatIsNotThere()
    {
        FileNotFoundException problem = Assert.Throws<FileNotFoundException>(static () => Dataset<Note>.FromCsv("no/such.csv"));

        Assert.Equal($"'no/such.csv' does not exist (looked for '{Path.GetFullPath("no/such.csv")}'); relative paths start at the current directory", problem.Message);
        Assert.Equal("no/such.csv", problem.FileName);
    }

    public static TheoryData<CsvOptions, string> WrongOptions => new()
    {
        { new() { Separator = '\n' }, "Separator" },
        { new() { Separator = '·' }, "Separator" },
        { new() { Quote = ',' }, "Quote" },
        { new() { Quote = '“' }, "Quote" },
        { new() { Comment = "" }, "Comment" },
        { new() { HoldBytes = -1 }, "HoldBytes" },
        { new() { MaxRecordBytes = 0 }, "MaxRecordBytes" },
        { new() { Missing = null! }, "Missing" },
        { new() { Aliases = null! }, "Aliases" },
        { new() { Missing = ["", null!] }, "Missing" },
        { new() { TrueTexts = null! }, "TrueTexts" },
        { new() { FalseTexts = [null!] }, "FalseTexts" },
        { new() { TrueTexts = ["A"], FalseTexts = ["a"] }, "FalseTexts" },
        { new() { Separator = '\0' }, "Separator" },
        { new() { Comment = "a\nb" }, "Comment" },
        { new() { BadRows = (BadRowPolicy)7 }, "BadRows" },
        { new() { DateFormat = "" }, "DateFormat" },
        { new() { DateFormat = "%" }, "DateFormat" },
        { new() { Aliases = new Dictionary<string, string> { ["numbre"] = "x" } }, "Aliases" },
        { new() { Aliases = new Dictionary<string, string> { ["number"] = null! } }, "Aliases" },
        { new() { Converters = new Dictionary<string, Func<string, string?>> { ["Text"] = static t => t } }, "Converters" },
        { new() { Converters = null! }, "Converters" },
        { new() { ColumnNumbers = new Dictionary<string, NumberFormat> { ["x"] = NumberFormat.Plain } }, "ColumnNumbers" },
        { new() { Numbers = null! }, "Numbers" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void RefusesOptionsOutOfRange(CsvOptions options, string name)
    {
        using var file = new TemporaryFile("text,number\na,1\n");
        ArgumentException problem = Assert.Throws<ArgumentException>(() => Dataset<Note>.FromCsv(file.Path, options));
        Assert.StartsWith($"CsvOptions.{name} must ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesTheNearestColumnForAnOption()
    {
        using var file = new TemporaryFile("text,number\na,1\n");
        var options = new CsvOptions { Converters = new Dictionary<string, Func<string, string?>> { ["numbre"] = static t => t } };

        Assert.Equal(
            "CsvOptions.Converters must name columns of 'Note', which has no 'numbre'; the nearest is 'number'",
            Assert.Throws<ArgumentException>(() => Dataset<Note>.FromCsv(file.Path, options)).Message);
    }
}
