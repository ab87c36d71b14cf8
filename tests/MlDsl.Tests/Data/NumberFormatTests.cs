using System.Globalization;

namespace MlDsl.Tests.Data;

/// <summary>Numbers as files write them; the values are .NET's own, parsed from the plain form.</summary>
public sealed class NumberFormatTests
{
    private static readonly NumberFormat Money = NumberFormat.DecimalComma with { Symbols = ["€", "EUR", "Fr.", "US$", "$"], Parentheses = true, TrailingSign = true };
    private static readonly NumberFormat Dollars = NumberFormat.DecimalPoint with { Symbols = ["$", "US$"], Parentheses = true };

    [Theory]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("1 234,56", "1234.56")]
    [InlineData("1\u00A0234\u00A0567,5", "1234567.5")]
    [InlineData("1\u202F234,56", "1234.56")]
    [InlineData("1'234,56", "1234.56")]
    [InlineData("1\u2019234,56", "1234.56")]
    [InlineData("-0,5", "-0.5")]
    [InlineData("\u22120,5", "-0.5")]
    [InlineData("+,5", "0.5")]
    [InlineData("12,", "12")]
    [InlineData("1,5e3", "1500")]
    [InlineData("1,5E-07", "1.5e-7")]
    [InlineData("1234567,89", "1234567.89")]
    [InlineData("€ 12,50", "12.50")]
    [InlineData("12,50 €", "12.50")]
    [InlineData("12,50\u00A0€", "12.50")]
    [InlineData("-€ 12,50", "-12.50")]
    [InlineData("€ -12,50", "-12.50")]
    [InlineData("€-1.234", "-1234")]
    [InlineData("Fr. 1'234,05", "1234.05")]
    [InlineData("US$ 3", "3")]
    [InlineData("12,50-", "-12.50")]
    [InlineData("12,50- EUR", "-12.50")]
    [InlineData("(1.234,56)", "-1234.56")]
    [InlineData("€ (1.234,56)", "-1234.56")]
    [InlineData("(1.234,56 €)", "-1234.56")]
    public void ReadsDecimalCommas(string text, string plain) => Reads(text, plain, Money);

    [Theory]
    [InlineData("1,234.56", "1234.56")]
    [InlineData("12,345,678", "12345678")]
    [InlineData("$1,234.56", "1234.56")]
    [InlineData("-$1,234.56", "-1234.56")]
    [InlineData("(1,234.56)", "-1234.56")]
    [InlineData("($1,234.56)", "-1234.56")]
    [InlineData("1234.5", "1234.5")]
    public void ReadsDecimalPointsAndThousands(string text, string plain) => Reads(text, plain, Dollars);

    [Theory]
    [InlineData("12,34,567.5", "1234567.5")]
    [InlineData("1,23,45,678", "12345678")]
    public void ReadsGroupsOfOtherSizes(string text, string plain) => Reads(text, plain, NumberFormat.DecimalPoint with { GroupSizes = [3, 2] });

    [Theory]
    [InlineData("12 %", PercentSign.Hundredths, "0.12")]
    [InlineData("12,5%", PercentSign.Hundredths, "0.125")]
    [InlineData("%12", PercentSign.Hundredths, "0.12")]
    [InlineData("1e3 %", PercentSign.Hundredths, "10")]
    [InlineData("-0,1\u202F%", PercentSign.Hundredths, "-0.001")]
    [InlineData("12", PercentSign.Hundredths, "12")]
    [InlineData("12,5 %", PercentSign.Ignored, "12.5")]
    public void ReadsPercent(string text, PercentSign percent, string plain) => Reads(text, plain, NumberFormat.DecimalComma with { Percent = percent });

    [Theory]
    [InlineData("1_234·5", "1234.5")]
    [InlineData("-1_234_567", "-1234567")]
    [InlineData("·25", "0.25")]
    public void ReadsMarksOfItsOwn(string text, string plain) => Reads(text, plain, new NumberFormat { DecimalSeparator = '·', GroupSeparators = "_" });

    [Theory]
    [InlineData("1.23,4")]
    [InlineData("12.34")]
    [InlineData("1.2345")]
    [InlineData("1.234.56")]
    [InlineData("1.234 567")]
    [InlineData(".234")]
    [InlineData("1,234,5")]
    [InlineData("1,2.345")]
    [InlineData("1..234")]
    [InlineData("€ € 1")]
    [InlineData("€1€")]
    [InlineData("--1")]
    [InlineData("-(1)")]
    [InlineData("(-1)")]
    [InlineData("((1))")]
    [InlineData("12 %")]
    [InlineData("12 kg")]
    [InlineData(",")]
    [InlineData("€")]
    [InlineData("()")]
    [InlineData("1e")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("１２")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    public void RefusesWhatTheFormatDoesNotSay(string text) => Assert.Contains(
        "is not a finite Double in column 'a' (Probe.A); ",
        Fields.Refuse($"\"{text}\",1", static (ref FieldReader f) => f.Number<double>(0), new CsvOptions { Numbers = Money }).Message, StringComparison.Ordinal);

    [Fact]
    public void ReadsIntegersExactly()
    {
        var options = new CsvOptions { Separator = ';', Numbers = NumberFormat.DecimalComma with { Percent = PercentSign.Hundredths } };
        static int First(ref FieldReader f) => f.Number<int>(0);

        Assert.Equal(1234, Read("1.234", options));
        Assert.Equal(1234, Read("1.234,00", options));
        Assert.Equal(3, Read("300 %", options));
        Assert.Contains("it has a fraction", Fields.Refuse("\"1,5\",1", First, new CsvOptions { Numbers = NumberFormat.DecimalComma }).Message, StringComparison.Ordinal);

        static int Read(string text, CsvOptions options) => Fields.Read($"\"{text}\",1", First, options with { Separator = null });
    }

    // What .NET writes in a culture's own format is read back, for cultures that write differently.
    [Theory]
    [InlineData("de-DE")]
    [InlineData("fr-FR")]
    [InlineData("fi-FI")]
    [InlineData("de-CH")]
    [InlineData("en-US")]
    [InlineData("pt-BR")]
    [InlineData("sv-SE")]
    [InlineData("hi-IN")]
    public void ReadsWhatCulturesWrite(string name)
    {
        NumberFormatInfo info = CultureInfo.GetCultureInfo(name).NumberFormat;
        NumberFormat format = (info.NumberDecimalSeparator == "," ? NumberFormat.DecimalComma : NumberFormat.DecimalPoint) with
        {
            GroupSizes = info.NumberGroupSizes,
            Percent = PercentSign.Hundredths,
        };
        var random = new Random(5);
        for (int i = 0; i < 500; i++)
        {
            double value = Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, i % 10), 2);
            Reads(value.ToString("N2", info), value.ToString("R", CultureInfo.InvariantCulture), format);
            Reads(value.ToString("F3", info), value.ToString("R", CultureInfo.InvariantCulture), format);
        }
    }

    [Fact]
    public void FollowsTheColumnBeforeTheFile()
    {
        using var file = new TemporaryFile("text;number\n\"1,5\";1.234\nx;2.345,0\n");
        var options = new CsvOptions { Separator = ';', ColumnNumbers = new Dictionary<string, NumberFormat> { ["number"] = NumberFormat.DecimalComma } };

        Assert.Equal([new Note("1,5", 1234), new Note("x", 2345)], Dataset<Note>.FromCsv(file.Path, options).Rows);
    }

    [Fact]
    public void ConvertsTheTextsOfAColumn()
    {
        using var file = new TemporaryFile("text,number\nA,ca. 7\n,\nb,k. A.\n");
        var options = new CsvOptions
        {
            Converters = new Dictionary<string, Func<string, string?>>
            {
                ["text"] = static t => t.ToLowerInvariant(),
                ["number"] = static t => t == "k. A." ? null : t.Replace("ca. ", "", StringComparison.Ordinal),
            },
        };

        Assert.Equal([new Note("a", 7), new Note(null, null), new Note("b", null)], Dataset<Note>.FromCsv(file.Path, options).Rows);
    }

    [Fact]
    public void NamesThePlaceWhereAConverterThrows()
    {
        using var file = new TemporaryFile("text,number\na,1\nb,x\n");
        var options = new CsvOptions { Converters = new Dictionary<string, Func<string, string?>> { ["number"] = static t => int.Parse(t, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) } };
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromCsv(file.Path, options).Count());

        Assert.StartsWith($"{file.Path}, line 3, column 3: the converter of CsvOptions threw FormatException", problem.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(problem.InnerException);
    }

    public static TheoryData<NumberFormat, string> WrongFormats => new()
    {
        { new() { DecimalSeparator = '-' }, "DecimalSeparator must not be" },
        { new() { GroupSeparators = "." }, "GroupSeparators must not have '.', which stands before the decimals" },
        { new() { GroupSeparators = "0" }, "GroupSeparators must not have digits" },
        { new() { GroupSeparators = null! }, "GroupSeparators must be a text" },
        { new() { GroupSizes = [] }, "GroupSizes must have sizes" },
        { new() { GroupSizes = [3, 0] }, "GroupSizes must have sizes" },
        { new() { Symbols = [""] }, "Symbols must be texts" },
        { new() { Symbols = ["m2"] }, "Symbols must be texts" },
        { new() { Symbols = null! }, "Symbols must be a list" },
        { new() { Percent = (PercentSign)9 }, "Percent must be a member" },
    };

    [Theory]
    [MemberData(nameof(WrongFormats))]
    public void RefusesFormatsThatContradictThemselves(NumberFormat format, string words)
    {
        using var file = new TemporaryFile("text,number\na,1\n");

        Assert.StartsWith("CsvOptions.Numbers." + words, Assert.Throws<ArgumentException>(() => Dataset<Note>.FromCsv(file.Path, new() { Numbers = format })).Message, StringComparison.Ordinal);
        var own = new CsvOptions { ColumnNumbers = new Dictionary<string, NumberFormat> { ["number"] = format } };
        Assert.StartsWith("CsvOptions.ColumnNumbers[\"number\"]." + words, Assert.Throws<ArgumentException>(() => Dataset<Note>.FromCsv(file.Path, own)).Message, StringComparison.Ordinal);
    }

    private static void Reads(string text, string plain, NumberFormat format)
    {
        var options = new CsvOptions { Numbers = format };
        string record = $"\"{text}\",1";

        Assert.Equal(double.Parse(plain, CultureInfo.InvariantCulture), Fields.Read(record, static (ref FieldReader f) => f.Number<double>(0), options));
        Assert.Equal(float.Parse(plain, CultureInfo.InvariantCulture), Fields.Read(record, static (ref FieldReader f) => f.Number<float>(0), options));
        Assert.Equal(decimal.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture), Fields.Read(record, static (ref FieldReader f) => f.NumberOrNull<decimal>(0), options));
    }
}
