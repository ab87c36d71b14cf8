using System.Globalization;

namespace MlDsl.Tests.Data;

public sealed class FieldReaderTests
{
    private const string Correct = "correct it, or convert it by CsvOptions.Converters[\"a\"]";

    private enum Colour
    {
        Red = 1,
        Green = 2,
        Türkis = 7,
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-17", -17)]
    [InlineData("+5", 5)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("\"12\"", 12)]
    [InlineData("1.0", 1)]
    [InlineData("1.", 1)]
    [InlineData("-12.000", -12)]
    [InlineData("1e3", 1000)]
    [InlineData("2.50E+1", 25)]
    [InlineData("1200e-2", 12)]
    [InlineData("0.0", 0)]
    [InlineData("-0", 0)]
    [InlineData("0e99999", 0)]
    [InlineData("0.00000000000000000000000000001e29", 1)]
    [InlineData("2147483647.00", int.MaxValue)]
    public void ReadsIntegers(string text, int value) =>
        Assert.Equal(value, Fields.Read(text + ",1", static (ref FieldReader f) => f.Number<int>(0)));

    [Theory]
    [InlineData("2147483648", "it is beyond the range of Int32: correct it, or declare a wider type")]
    [InlineData("1e10", "it is beyond the range of Int32: correct it, or declare a wider type")]
    [InlineData("1.5", "it has a fraction: declare the property as 'float' or 'double', or correct it")]
    [InlineData("1e-3", "it has a fraction: declare the property as 'float' or 'double', or correct it")]
    [InlineData("1..2", Correct)]
    [InlineData("1:2", Correct)]
    [InlineData("1/2", Correct)]
    [InlineData("12x", Correct)]
    [InlineData("1e", Correct)]
    [InlineData("-", "if '-' stands for a missing value, list it in CsvOptions.Missing and declare the property as 'float?'")]
    [InlineData("0x10", "write it in decimal digits alone, or convert it by CsvOptions.Converters[\"a\"]")]
    [InlineData("1_000", "write it in decimal digits alone, or convert it by CsvOptions.Converters[\"a\"]")]
    [InlineData("１２", "'１' (U+FF11) is no digit from 0 to 9: write those, or convert it by CsvOptions.Converters[\"a\"]")]
    [InlineData("1,000", "say how the file writes numbers: CsvOptions.Numbers = NumberFormat.DecimalComma reads 1, NumberFormat.DecimalPoint reads 1000")]
    public void RefusesWhatIsNoInteger(string text, string wayOut)
    {
        DataFormatException problem = Fields.Refuse($"\"{text}\",1", static (ref FieldReader f) => f.Number<int>(0));

        Assert.Equal($"probe.csv, line 2, column 1: '{text}' is not a finite Int32 in column 'a' (Probe.A); {wayOut}", problem.Message);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-∞")]
    [InlineData("1e39")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1..")]
    [InlineData("1:2")]
    [InlineData("1/2")]
    [InlineData("±1")]
    [InlineData("1e")]
    [InlineData("(1)")]
    [InlineData("--1")]
    public void RefusesWhatIsNoFiniteNumber(string text)
    {
        var options = new CsvOptions { Missing = [] };

        Assert.Contains("is not a finite Single", Fields.Refuse($"{text},1", static (ref FieldReader f) => f.Number<float>(0), options).Message, StringComparison.Ordinal);
        Assert.Contains("is not a finite Single", Fields.Refuse($"{text},1", static (ref FieldReader f) => f.NumberOrNull<float>(0), options).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadsEveryNumberType()
    {
        Assert.Equal(255, Fields.Read("255,1", static (ref FieldReader f) => f.Number<byte>(0)));
        Assert.Equal((sbyte)-128, Fields.Read("-128,1", static (ref FieldReader f) => f.Number<sbyte>(0)));
        Assert.Equal((short)-5, Fields.Read("-5,1", static (ref FieldReader f) => f.Number<short>(0)));
        Assert.Equal(65535, Fields.Read("65535,1", static (ref FieldReader f) => f.Number<ushort>(0)));
        Assert.Equal(uint.MaxValue, Fields.Read("4294967295,1", static (ref FieldReader f) => f.Number<uint>(0)));
        Assert.Equal(long.MinValue, Fields.Read("-9223372036854775808,1", static (ref FieldReader f) => f.Number<long>(0)));
        Assert.Equal(ulong.MaxValue, Fields.Read("18446744073709551615,1", static (ref FieldReader f) => f.Number<ulong>(0)));
        Assert.Equal(1.25m, Fields.Read("1.25,1", static (ref FieldReader f) => f.Number<decimal>(0)));
        Assert.Equal((Half)0.5, Fields.Read("0.5,1", static (ref FieldReader f) => f.Number<Half>(0)));
        Assert.Contains("is not a finite Byte", Fields.Refuse("256,1", static (ref FieldReader f) => f.Number<byte>(0)).Message, StringComparison.Ordinal);
    }

    // A float holds integers up to 2²⁴, a double up to 2⁵³; beyond, the nearest one is taken, to even in the middle (IEEE 754).
    [Theory]
    [InlineData("16777217", 16777216f, 16777217d)]
    [InlineData("16777219", 16777220f, 16777219d)]
    [InlineData("9007199254740993", 9007199254740992f, 9007199254740992d)]
    [InlineData("9223372036854775807", 9223372036854775808f, 9223372036854775808d)]
    public void RoundsLongIntegersToTheNearest(string text, float single, double twice)
    {
        Assert.Equal(single, Fields.Read(text + ",1", static (ref FieldReader f) => f.Number<float>(0)));
        Assert.Equal(twice, Fields.Read(text + ",1", static (ref FieldReader f) => f.Number<double>(0)));
        Assert.Equal(long.Parse(text, CultureInfo.InvariantCulture), Fields.Read(text + ",1", static (ref FieldReader f) => f.Number<long>(0)));
    }

    [Fact]
    public void RoundsAsTheFrameworkDoes()
    {
        var random = new Random(1);
        string[] hard = ["16777217", "16777219.0000001", "9007199254740993", "0.1", "1e22", "1e23", "1e-22", "-0", "-0.0", "3.4028235e38", "1.17549435e-38", "1e-45", "0.500000059604644775390625", "123456789012345678", "1234567890.12345678", "16777216", "16777217", "99999999", "9999999.", ".1234567", "1.234567", "12345.67", "0", "5.", "00000000"];
        IEnumerable<string> texts = hard.Concat(Enumerable.Range(0, 20_000).Select(i => (i % 4) switch
        {
            0 => (random.NextDouble() * 1000).ToString("F" + (i % 9), CultureInfo.InvariantCulture),
            1 => BitConverter.Int64BitsToDouble(random.NextInt64()).ToString("R", CultureInfo.InvariantCulture),
            2 => BitConverter.Int32BitsToSingle(random.Next()).ToString("R", CultureInfo.InvariantCulture),
            // The middle between two floats, written in full: the hardest to round.
            _ => ((double)(float)random.Next(1 << 24, 1 << 30) + (1 << random.Next(0, 6))).ToString(CultureInfo.InvariantCulture),
        }));

        foreach (string text in texts)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text + "12345678.90123456");
            ReadOnlySpan<byte> padded = bytes.AsSpan(0, bytes.Length - PaddedNumber.Reach);
            bool single = NumberText.TryReadPadded(padded, out float narrow), twice = NumberText.TryReadPadded(padded, out double wide);
            float expectedNarrow = float.Parse(text, CultureInfo.InvariantCulture);
            double expectedWide = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.Equal(float.IsFinite(expectedNarrow), single);
            Assert.Equal(double.IsFinite(expectedWide), twice);
            if (single) Assert.Equal(BitConverter.SingleToInt32Bits(expectedNarrow), BitConverter.SingleToInt32Bits(narrow));
            if (twice) Assert.Equal(BitConverter.DoubleToInt64Bits(expectedWide), BitConverter.DoubleToInt64Bits(wide));
        }
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("Yes", true)]
    [InlineData("no", false)]
    [InlineData("T", true)]
    [InlineData("f", false)]
    [InlineData("Y", true)]
    [InlineData("n", false)]
    [InlineData("ON", true)]
    [InlineData("off", false)]
    [InlineData("1.0", true)]
    [InlineData("0.00", false)]
    public void ReadsFlags(string text, bool value)
    {
        Assert.Equal(value, Fields.Read(text + ",1", static (ref FieldReader f) => f.Flag(0)));
        Assert.Equal(value, Fields.Read(text + ",1", static (ref FieldReader f) => f.FlagOrNull(0)));
    }

    [Theory]
    [InlineData("ja", true)]
    [InlineData("NEIN", false)]
    [InlineData("ДА", true)]
    [InlineData("yes", null)]
    [InlineData("1.0", null)]
    public void ReadsFlagsOfOtherTexts(string text, bool? value)
    {
        var options = new CsvOptions { TrueTexts = ["Ja", "да"], FalseTexts = ["Nein", "нет"] };

        if (value is { } flag) Assert.Equal(flag, Fields.Read(text + ",1", static (ref FieldReader f) => f.Flag(0), options));
        else Assert.Contains("write Ja, да or Nein, нет", Fields.Refuse(text + ",1", static (ref FieldReader f) => f.Flag(0), options).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesOtherFlags()
    {
        DataFormatException problem = Fields.Refuse("1,2", static (ref FieldReader f) => f.Flag(1));

        Assert.Equal("probe.csv, line 2, column 3: '2' is not a flag in column 'b' (Probe.B); write true, t, yes, y, on, 1 or false, f, no, n, off, 0, or set CsvOptions.TrueTexts and FalseTexts", problem.Message);
        Assert.Equal(("probe.csv", 2L, 3, "B"), (problem.File, problem.Line, problem.Column, problem.Member));
    }

    [Theory]
    [InlineData("Red", 1)]
    [InlineData("gREEN", 2)]
    [InlineData("2", 2)]
    [InlineData("2.0", 2)]
    [InlineData("Türkis", 7)]
    [InlineData("TÜRKIS", 7)]
    public void ReadsEnums(string text, int value) =>
        Assert.Equal(value, Fields.Read(text + ",1", static (ref FieldReader f) => (int)f.Enumeration<Colour>(0)));

    [Theory]
    [InlineData("3")]
    [InlineData("Blue")]
    [InlineData("Red Green")]
    public void RefusesOtherMembers(string text) => Assert.Equal(
        $"probe.csv, line 2, column 1: '{text}' is no member of Colour in column 'a' (Probe.A); it has Red, Green, Türkis",
        Fields.Refuse(text + ",1", static (ref FieldReader f) => f.EnumerationOrNull<Colour>(0)).Message);

    [Theory]
    [InlineData("?")]
    [InlineData("\"?\"")]
    [InlineData("")]
    [InlineData("\"\"")]
    public void GivesNullForMissingValues(string text)
    {
        var options = new CsvOptions { Missing = ["", "?"] };
        string record = text + ",1";

        Assert.Null(Fields.Read(record, static (ref FieldReader f) => f.NumberOrNull<double>(0), options));
        Assert.Null(Fields.Read(record, static (ref FieldReader f) => f.FlagOrNull(0), options));
        Assert.Null(Fields.Read(record, static (ref FieldReader f) => f.EnumerationOrNull<Colour>(0), options));
        Assert.Null(Fields.Read(record, static (ref FieldReader f) => f.DateTimeOrNull(0), options));
        Assert.Null(Fields.Read(record, static (ref FieldReader f) => f.DateTimeOffsetOrNull(0), options));
        Assert.Null(Fields.Read(record, static (ref FieldReader f) => f.DateOnlyOrNull(0), options));
    }

    [Fact]
    public void TellsAnEmptyTextFromAMissingOne()
    {
        Assert.Null(Fields.Read(",1", static (ref FieldReader f) => f.TextOrNull(0)));
        Assert.Equal("", Fields.Read("\"\",1", static (ref FieldReader f) => f.Text(0)));
        Assert.Equal("", Fields.Read(",1", static (ref FieldReader f) => f.Text(0), new CsvOptions { Missing = ["NA"] }));
    }

    [Fact]
    public void RefusesAMissingValueWhereNoneIsDeclared()
    {
        string[] messages =
        [
            Fields.Refuse("7,", static (ref FieldReader f) => f.Number<float>(1)).Message,
            Fields.Refuse("7,", static (ref FieldReader f) => f.Text(1)).Message,
            Fields.Refuse("7,", static (ref FieldReader f) => f.Flag(1)).Message,
            Fields.Refuse("7,", static (ref FieldReader f) => f.Enumeration<Colour>(1)).Message,
            Fields.Refuse("7,", static (ref FieldReader f) => f.DateTime(1)).Message,
            Fields.Refuse("7,", static (ref FieldReader f) => f.DateTimeOffset(1)).Message,
            Fields.Refuse("7,", static (ref FieldReader f) => f.DateOnly(1)).Message,
        ];

        Assert.All(messages, static m => Assert.Equal("probe.csv, line 2, column 3: the value is missing in column 'b' (Probe.B); fill it, or declare the property as 'float?'", m));
    }

    [Fact]
    public void NamesTheWayOutForBlanks() =>
        Assert.EndsWith("leave out the blanks, or set CsvOptions.Trim", Fields.Refuse(" 1,2", static (ref FieldReader f) => f.Number<int>(0)).Message, StringComparison.Ordinal);

    [Fact]
    public void SharesShortTextsAndBoundsThePool()
    {
        var pool = new TextPool();
        byte[] text = "Married"u8.ToArray();
        string first = pool.Get(text)!;
        Assert.Same(first, pool.Get(text));
        for (int i = 0; i < 100_000; i++) Assert.Equal($"category {i}", pool.Get(System.Text.Encoding.UTF8.GetBytes($"category {i}")));
        Assert.Equal(first, pool.Get(text));
        Assert.Null(pool.Get([0xC3]));
        Assert.Null(pool.Get([.. new byte[40], 0xFF]));
    }

    // Texts whose bytes are each other's begin, that differ in one byte of eight, and more than the four of one place.
    [Fact]
    public void KnowsShortTextsByTheirBytes()
    {
        var pool = new TextPool();
        string[] texts =
        [
            "a", "a\0", "a\0\0", "ab", "abcdefgh", "abcdefg", "Abcdefgh", "abcdefgH", "ä", "aä", "\u00e4\u00e4\u00e4\u00e4",
            .. Enumerable.Range(0, 5000).Select(static i => i.ToString(CultureInfo.InvariantCulture)),
        ];
        int known = 0;
        foreach (string text in texts)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text), padded = [.. bytes, .. "behind the text"u8];
            Assert.Null(TextPool.Known(ref pool.First, padded.AsSpan(0, bytes.Length)));
            string read = pool.Get(bytes)!;
            Assert.Equal(text, read);
            Assert.Same(read, TextPool.Known(ref pool.First, padded.AsSpan(0, bytes.Length)));
        }
        foreach (string text in texts)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text), padded = [.. bytes, .. new byte[8]];
            string? same = TextPool.Known(ref pool.First, padded.AsSpan(0, bytes.Length));
            if (same is null) continue;
            Assert.Equal(text, same);
            known++;
        }
        // Bounded: some had to go.
        Assert.InRange(known, 1000, 2048);
        Assert.Null(TextPool.Known(ref pool.First, new byte[16].AsSpan(0, 0)));
        Assert.Null(TextPool.Known(ref pool.First, new byte[32].AsSpan(0, 9)));
    }

    [Fact]
    public void AValueThatMayBeMissingIsTheValue()
    {
        foreach (float value in new[] { 0f, -0f, 1.5f, float.NaN, float.NegativeInfinity, float.Epsilon, BitConverter.Int32BitsToSingle(0x7FC1_2345) })
            Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(Nullables.Of(value)!.Value));
        foreach (double value in new[] { 0.0, -0.0, 1.5, double.NaN, double.MinValue, double.Epsilon, BitConverter.Int64BitsToDouble(0x7FF8_0000_0001_2345) })
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Nullables.Of(value)!.Value));
        foreach (int value in new[] { 0, 1, -1, int.MinValue, int.MaxValue }) Assert.Equal((int?)value, Nullables.Of(value));
        foreach (long value in new[] { 0, 1, -1, long.MinValue, long.MaxValue }) Assert.Equal((long?)value, Nullables.Of(value));
        Assert.Equal(((short?)-3, (byte?)200, (decimal?)1.25m, (Half?)(Half)0.5), (Nullables.Of((short)-3), Nullables.Of((byte)200), Nullables.Of(1.25m), Nullables.Of((Half)0.5)));
        Assert.Equal((-7, 2.5f, -7L, 2.5), (
            Fields.Read("-7,1", static (ref FieldReader f) => f.NumberOrNull<int>(0)), Fields.Read("2.5,1", static (ref FieldReader f) => f.NumberOrNull<float>(0)),
            Fields.Read("-7,1", static (ref FieldReader f) => f.NumberOrNull<long>(0)), Fields.Read("\"2.5\",1", static (ref FieldReader f) => f.NumberOrNull<double>(0))));
    }

    [Fact]
    public void IgnoresTheCurrentCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
        try
        {
            Assert.Equal(-1.5, Fields.Read("-1.5,1", static (ref FieldReader f) => f.Number<double>(0)));
            Assert.Equal(-1.5m, Fields.Read("-1.5,1", static (ref FieldReader f) => f.Number<decimal>(0)));
            Assert.Equal(new DateTime(2012, 8, 9), Fields.Read("2012-08-09,1", static (ref FieldReader f) => f.DateTime(0)));
            Assert.Contains("'2,5' is not a finite Double", Fields.Refuse("\"2,5\",1", static (ref FieldReader f) => f.Number<double>(0)).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
