using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace MlDsl.Tests.Data;

/// <summary>Numbers that are read all digits at once are .NET's own, whatever stands behind them.</summary>
public sealed class PaddedNumberTests
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private static readonly string[] Behind = ["", "0123456789012345678901234567890123456789", "........................................", "-----------------------------------------", ",1,2,3"];

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("5.")]
    [InlineData("-.5")]
    [InlineData("00000000000000.1")]
    [InlineData("9999999999999999")]
    [InlineData("9007199254740991")]
    [InlineData("9007199254740993")]
    [InlineData("16777216")]
    [InlineData("16777217")]
    [InlineData("16777219.0")]
    [InlineData("0.1000000014901161")]
    [InlineData("-0.12345678901234567")]
    [InlineData("0.1234567890123456789")]
    [InlineData("0.123456789012345678901")]
    [InlineData("123456789012345.6789")]
    [InlineData("1234567890123456789")]
    [InlineData("2147483647")]
    [InlineData("-2147483648")]
    [InlineData("2147483648")]
    [InlineData("1.0")]
    public void ReadsWhatDotNetReads(string text) => Compare(text);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("--1")]
    [InlineData("-+1")]
    [InlineData("1-")]
    [InlineData("1..2")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("1:2")]
    [InlineData("1/2")]
    [InlineData("0x12")]
    [InlineData("٣")]
    [InlineData("1234567890123456.")]
    [InlineData("123456789012345a.1")]
    [InlineData("0.12345678901234x6")]
    [InlineData("0.1234567890123456x")]
    [InlineData("0.1234567890123456.1")]
    public void LeavesTheRest(string text)
    {
        foreach (string behind in Behind)
        {
            Assert.False(PaddedNumber.TryRead(Padded(text, behind), out float _));
            Assert.False(PaddedNumber.TryRead(Padded(text, behind), out double _));
            Assert.False(PaddedNumber.TryRead(Padded(text, behind), out int _));
            Assert.False(PaddedNumber.TryRead(Padded(text, behind), out long _));
        }
    }

    [Fact]
    public void AgreesOnNumbersOfEveryLengthAndPlaceOfThePoint()
    {
        var random = new Random(17);
        for (int i = 0; i < 200_000; i++)
        {
            int digits = 1 + random.Next(20), point = random.Next(digits + 3);
            var text = new StringBuilder(random.Next(2) == 0 ? "-" : "");
            for (int at = 0; at < digits; at++)
            {
                if (at == point) text.Append('.');
                text.Append((char)('0' + (random.Next(4) == 0 ? 0 : random.Next(10))));
            }
            Compare(text.ToString());
        }
    }

    // Whatever has up to four characters: what is a number and what is not, and what stands behind it is not its own.
    [Fact]
    public void ReadsEveryShortTextThatIsDigitsWithAPoint()
    {
        const string Characters = "0159.-+e,: /";
        var texts = new List<string> { "" };
        for (int from = 0, length = 1; length <= 4; length++)
        {
            int to = texts.Count;
            for (; from < to; from++) texts.AddRange(Characters.Select(c => texts[from] + c));
        }
        int read = 0;
        foreach (string text in texts)
        {
            bool isNumber = System.Text.RegularExpressions.Regex.IsMatch(text, @"^-?([0-9]+\.?[0-9]*|\.[0-9]+)$"), isWhole = isNumber && !text.Contains('.', StringComparison.Ordinal);
            Assert.Equal(isNumber, PaddedNumber.TryRead(Padded(text, "1.5-"), out float single));
            Assert.Equal(isNumber, PaddedNumber.TryRead(Padded(text, "..9"), out double wide));
            Assert.Equal(isWhole, PaddedNumber.TryRead(Padded(text, "00"), out int integer));
            Assert.Equal(isWhole, PaddedNumber.TryRead(Padded(text, "-"), out long longer));
            if (!isNumber) continue;
            read++;
            Assert.Equal(BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)), BitConverter.SingleToInt32Bits(single));
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(wide));
            if (isWhole) Assert.Equal((long.Parse(text, CultureInfo.InvariantCulture), longer), (longer, (long)integer));
        }
        Assert.Equal(1 + 12 + 144 + 1728 + 20_736, texts.Count);
        // Of up to four characters behind a sign or not: digits, and one place more for each place of a point beside a digit.
        Assert.Equal(Numbers(1) + Numbers(2) + Numbers(3) + Numbers(4) + Numbers(1) + Numbers(2) + Numbers(3), read);

        static int Numbers(int length) => (int)(Math.Pow(4, length) + (length > 1 ? length * Math.Pow(4, length - 1) : 0));
    }

    // Between two floats lies a decimal number exactly: there and next to it rounding twice would go wrong. Of floats from 2¹⁰ to 2²³ it has 14 decimals at most.
    [Fact]
    public void AgreesBesideThePointsBetweenFloats()
    {
        var random = new Random(23);
        int known = 0;
        for (int i = 0; i < 20_000; i++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(0x4480_0000, 0x4B00_0000));
            double middle = ((double)value + MathF.BitIncrement(value)) / 2;
            decimal exact = decimal.Parse(middle.ToString("F14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            Assert.Equal(middle, double.Parse(exact.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
            foreach (decimal step in new[] { 0m, 1e-14m, -1e-14m, 1e-10m, -1e-10m, 1e-6m, -1e-6m })
            {
                string text = (exact + step).ToString("0.##############", CultureInfo.InvariantCulture);
                Compare(text);
                known += PaddedNumber.TryRead(Padded(text, ""), out float _) ? 1 : 0;
            }
        }
        // Only what is nearest to such a point is left to the general way.
        if (Sse41.IsSupported) Assert.InRange(known, 20_000 * 2, 20_000 * 7);
    }

    [Fact]
    public void ReadsMostOfWhatFilesHold()
    {
        if (!Sse41.IsSupported) return;
        var random = new Random(31);
        for (int i = 0; i < 10_000; i++)
        {
            string text = ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(7))).ToString("F" + random.Next(9), CultureInfo.InvariantCulture);
            Assert.True(PaddedNumber.TryRead(Padded(text, "1.-"), out float single), text);
            Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), single);
            Assert.True(PaddedNumber.TryRead(Padded(text, "1.-"), out double wide), text);
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), wide);
        }
        foreach (string text in new[] { "1", "-1", "0.5", "-12345.678", "123456789.123456", "-0.123456789012345", "0.12345678901234567" })
            Assert.True(PaddedNumber.TryRead(Padded(text, ""), out float _), text);
        foreach (string text in new[] { "1", "-1", "1234567890123456" }) Assert.True(PaddedNumber.TryRead(Padded(text, ""), out long _), text);
    }

    private static void Compare(string text)
    {
        foreach (string behind in Behind)
        {
            Same<float>(text, behind, static v => BitConverter.SingleToInt32Bits(v));
            Same<double>(text, behind, static v => BitConverter.DoubleToInt64Bits(v));
            Same<int>(text, behind, static v => v);
            Same<long>(text, behind, static v => v);
        }
    }

    private static void Same<T>(string text, string behind, Func<T, long> bits) where T : struct, INumberBase<T>
    {
        if (!PaddedNumber.TryRead(Padded(text, behind), out T value)) return;
        Assert.True(T.TryParse(text, Styles, CultureInfo.InvariantCulture, out T expected), text);
        Assert.True(bits(expected) == bits(value), $"{text}: {value} is not {expected}");
    }

    private static ReadOnlySpan<byte> Padded(string text, string behind)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        var bytes = new byte[length + 64];
        Encoding.UTF8.GetBytes(text + behind).CopyTo(bytes, 0);
        return bytes.AsSpan(0, length);
    }
}
