using System.Globalization;
using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators.MlNet;

/// <summary>ML.NET's conversions, combined hashes and n-grams of keys against closed forms; against ML.NET itself they are held elsewhere, model by model.</summary>
public sealed class MlNetConversionTests
{
    private const long Bits = 20, Seed = 7;

    // Numbers whose digits and powers of ten are exact are the nearest ones, which is what C# reads.
    [Theory]
    [InlineData("0.1")]
    [InlineData("-12.5e3")]
    [InlineData("9007199254740991")]
    [InlineData("123456789e-22")]
    [InlineData("-0")]
    [InlineData("5.")]
    [InlineData(".5 ")]
    public void ExactDigitsAreTheNearestNumber(string text)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(Read<double>(text)));
        Assert.Equal(BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)), BitConverter.SingleToInt32Bits(Read<float>(text)));
    }

    // The powers of ten are to 64 bits, so that hardly any number is another than the nearest, and none is farther than its neighbour.
    [Fact]
    public void OtherNumbersAreAtMostANeighbourOfTheNearest()
    {
        var random = new Random(3);
        int other = 0;
        for (int i = 0; i < 2000; i++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(1, long.MaxValue)}e{random.Next(-330, 300)}");
            double nearest = double.Parse(text, CultureInfo.InvariantCulture), found = Read<double>(text);
            if (found == nearest) continue;
            other++;
            Assert.True(found == Math.BitIncrement(nearest) || found == Math.BitDecrement(nearest), $"{text}: {found:R}");
        }
        Assert.InRange(other, 0, 20);
    }

    [Theory]
    [InlineData("", 0f)]
    [InlineData("  ", 0f)]
    [InlineData(" 7", 7f)]
    [InlineData(" 12", float.NaN)]
    [InlineData("12 ", 12f)]
    [InlineData("12x", float.NaN)]
    [InlineData("1e", float.NaN)]
    [InlineData("1,5", float.NaN)]
    [InlineData("?", float.NaN)]
    [InlineData("-", float.NaN)]
    [InlineData("Infinity", float.PositiveInfinity)]
    [InlineData("-\u221E", float.NegativeInfinity)]
    [InlineData("1e39", float.PositiveInfinity)]
    [InlineData("1e-66", 0f)]
    public void WhatIsNoNumberIsMissing(string text, float expected)
    {
        Assert.Equal(expected, Read<float>(text));
        if (!text.StartsWith("1e", StringComparison.Ordinal)) Assert.Equal(expected, Read<double>(text));
    }

    [Fact]
    public void WholeNumbersAreDigits()
    {
        Assert.Equal((-128, 127, 0), (Read<sbyte>("-128"), Read<sbyte>("127"), Read<sbyte>("")));
        Assert.Equal((long.MinValue, long.MaxValue), (Read<long>("-9223372036854775808"), Read<long>("9223372036854775807")));
        Assert.Equal((255, 0, 0, 0), (Read<byte>("255"), Read<byte>("256"), Read<byte>("-1"), Read<byte>("x")));
        Assert.Equal((ulong.MaxValue, 0UL), (Read<ulong>("18446744073709551615"), Read<ulong>("18446744073709551616")));
    }

    [Theory]
    [InlineData("+5")]
    [InlineData(" 5")]
    [InlineData("128")]
    [InlineData("-129")]
    [InlineData("?")]
    public void ASignedTypeHasNoValueForWhatIsNone(string text) =>
        Assert.Contains($"the text '{text}' is no SByte", Assert.Throws<OperatorException>(() => Read<sbyte>(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("T", true)]
    [InlineData("yEs", true)]
    [InlineData("TRUE", true)]
    [InlineData("+1", true)]
    [InlineData("+", true)]
    [InlineData("on", false)]
    [InlineData("ye\u017F", false)]
    [InlineData("true ", false)]
    [InlineData("", false)]
    public void AYesIsOneOfItsWords(string text, bool expected) => Assert.Equal(expected, Read<bool>(text));

    [Fact]
    public void KeysBeginWithZero()
    {
        var y = new Tensor<long>();
        new KeyOfText(5).Run(new Tensor<string>(["0", "4", "5", "-1", "", "NA"], 6, 1), y);
        Assert.Equal([1L, 5L, 0L, 0L, 0L, 0L], y.Values.ToArray());
        Assert.Throws<OperatorException>(static () => new KeyOfText(0));
    }

    [Fact]
    public void NumbersAreWrittenInTheirDigits()
    {
        Assert.Equal(["1.234568", "NaN", "1E+10"], Written(1.23456789f, float.NaN, 1e10f));
        Assert.Equal(["0.10000000000000001"], Written(0.1));
        Assert.Equal(["True", "False"], Written(true, false));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("sv-SE") { NumberFormat = { NegativeSign = "\u2212" } };
            Assert.Equal(["\u22125"], Written(-5));
            Assert.Equal(["-1.5"], Written(-1.5f));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TheHashOfOneValueIsThatOfARowOfOne()
    {
        Same("naïve ", 0.5f, -0f);
        Same("", 1e-3f, float.NaN);

        static void Same(string text, float number, float zero)
        {
            Assert.Equal(Alone(new Tensor<string>([text], 1, 1), new ValueHash<string>(Bits, Seed)), Combined(new Tensor<string>([text], 1, 1)));
            Assert.Equal(Alone(new Tensor<float>([number], 1, 1), new ValueHash<float>(Bits, Seed)), Combined(new Tensor<float>([number], 1, 1)));
            Assert.Equal(Alone(new Tensor<double>([zero], 1, 1), new ValueHash<double>(Bits, Seed)), Combined(new Tensor<double>([zero], 1, 1)));
            Assert.Equal(Alone(new Tensor<long>([-9], 1, 1), new ValueHash<long>(Bits, Seed)), Combined(new Tensor<long>([-9], 1, 1)));
        }
    }

    // MurmurHash3 of the eight bytes of both numbers, as published for "test" twice.
    [Fact]
    public void AWholeRowHasOneHash()
    {
        uint test = BitConverter.ToUInt32("test"u8);
        var text = new Tensor<long>();
        new ValueHash<string>(31, 0).Run(new Tensor<string>(["testtest"], 1, 1), text);
        var row = new Tensor<long>();
        new CombinedHash<uint>(31, 0).Run(new Tensor<uint>([test, test], 1, 2), row);
        Assert.Equal(text.Values[0], row.Values[0]);
        Assert.Equal(0, Combined(new Tensor<string>(["a", ""], 1, 2)));
        var keys = new Tensor<long>();
        new CombinedHash<long>(Bits, Seed, isKey: 1).Run(new Tensor<long>([1, 2, 1, 0], 2, 2), keys);
        Assert.True(keys.Values[0] > 0 && keys.Values[1] == 0);
        Assert.Throws<OperatorException>(static () => new CombinedHash<float>(32, 0));
    }

    [Fact]
    public void WordsHaveTheHashOfAVectorOfThem()
    {
        var words = new Tensor<long>();
        new WordsHash(["Words 0  "], 0, Bits, Seed).Run(new Tensor<string>(["one two  three", ""], 2, 1), words);
        Assert.Equal(Combined(new Tensor<string>(["one", "two", "three"], 1, 3)), words.Values[0]);
        Assert.Equal((Seed & ((1 << (int)Bits) - 1)) + 1, words.Values[1]);
        Assert.Throws<OperatorException>(static () => new WordsHash(["Words 0  "], 0, 0, 0));
    }

    [Fact]
    public void KeysOfARowAreCountedLikeThoseOfWords()
    {
        string[] terms = ["a", "b"];
        long[] starts = [0, 1, 3, 5], grams = [1, 1, 2, 2, 1];
        var keys = new Tensor<float>();
        new KeyGrams(2, starts, grams, 2, 1, "TFIDF", new Tensor<double>([0.5, 2, 3], 3)).Run(new Tensor<long>([1, 2, 1, 3, 1, 0], 2, 3), keys);
        var words = new Tensor<float>();
        new TextGrams(["Words 0  "], 0, starts, grams, 2, 1, terms, "TFIDF", new Tensor<double>([0.5, 2, 3], 3)).Run(new Tensor<string>(["a b a", "c a c"], 2, 1), words);
        Assert.Equal(words.Values.ToArray(), keys.Values.ToArray());
        Assert.Contains(keys.Values.ToArray(), static count => count > 0);

        new HashedKeyGrams(2, 2, 1, 6, 5, hasAll: 1).Run(new Tensor<long>([1, 2, 1, 3, 1, 0], 2, 3), keys);
        new HashedGrams(["Words 0  "], 0, 2, 1, 6, 5, hasAll: 1, terms: terms).Run(new Tensor<string>(["a b a", "c a c"], 2, 1), words);
        Assert.Equal(words.Values.ToArray(), keys.Values.ToArray());
        Assert.Throws<OperatorException>(static () => new HashedKeyGrams(2, 0, 0, 6, 5));
    }

    [Fact]
    public void ASingleTextIsNormalized()
    {
        var y = new Tensor<string>();
        string[] texts = ["Ein \u00C4rger, 42!", "plain"];
        new NormalizedText("Normalize 1 ").Run(new Tensor<string>(texts, 2, 1), y);
        Assert.Equal(["ein arger ", "plain"], y.Values.ToArray());
        Assert.Same(texts[1], y.Values[1]);
        Assert.Throws<OperatorException>(static () => new NormalizedText("Words 0  "));
    }

    private static T Read<T>(string text)
    {
        var y = new Tensor<T>();
        new NumberOfText<T>().Run(new Tensor<string>([text], 1, 1), y);
        return y.Values[0];
    }

    private static string[] Written<T>(params T[] numbers)
        where T : unmanaged
    {
        var y = new Tensor<string>();
        new TextOfNumber<T>().Run(new Tensor<T>(numbers, numbers.Length, 1), y);
        return y.Values.ToArray();
    }

    private static long Combined<T>(Tensor<T> x)
        where T : notnull
    {
        var y = new Tensor<long>();
        new CombinedHash<T>(Bits, Seed).Run(x, y);
        return y.Values[0];
    }

    private static long Alone<T>(Tensor<T> x, ValueHash<T> hash)
        where T : notnull
    {
        var y = new Tensor<long>();
        hash.Run(x, y);
        return y.Values[0];
    }
}
