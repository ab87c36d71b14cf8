using System.Globalization;

namespace MlDsl.Onnx.Tests;

/// <summary>Every element type goes in and comes out bit for bit, through both the bound and the shape-per-call path.</summary>
public sealed class ElementTypeTests
{
    [Fact] public void Float() => RoundTrip<float>(OnnxElementType.Float, [1.5f, -0f, float.NaN, float.MaxValue]);

    [Fact] public void Double() => RoundTrip<double>(OnnxElementType.Double, [1.5, -0.0, double.NaN, double.Epsilon]);

    [Fact] public void Float16() => RoundTrip<Half>(OnnxElementType.Float16, [(Half)1.5f, Half.NaN, Half.MaxValue, Half.Epsilon]);

    [Fact] public void BFloat16() => RoundTrip<BFloat16>(OnnxElementType.BFloat16, [(BFloat16)1.5f, new(0x7FC0), new(0xFFFF), new(1)]);

    [Fact] public void SByte() => RoundTrip<sbyte>(OnnxElementType.Int8, [sbyte.MinValue, -1, 0, sbyte.MaxValue]);

    [Fact] public void Byte() => RoundTrip<byte>(OnnxElementType.UInt8, [0, 1, 128, 255]);

    [Fact] public void Int16() => RoundTrip<short>(OnnxElementType.Int16, [short.MinValue, -1, 0, short.MaxValue]);

    [Fact] public void UInt16() => RoundTrip<ushort>(OnnxElementType.UInt16, [0, 1, 2, ushort.MaxValue]);

    [Fact] public void Int32() => RoundTrip<int>(OnnxElementType.Int32, [int.MinValue, -1, 0, int.MaxValue]);

    [Fact] public void UInt32() => RoundTrip<uint>(OnnxElementType.UInt32, [0, 1, 2, uint.MaxValue]);

    [Fact] public void Int64() => RoundTrip<long>(OnnxElementType.Int64, [long.MinValue, -1, 0, long.MaxValue]);

    [Fact] public void UInt64() => RoundTrip<ulong>(OnnxElementType.UInt64, [0, 1, 2, ulong.MaxValue]);

    [Fact] public void Bool() => RoundTrip<bool>(OnnxElementType.Bool, [true, false, false, true]);

    [Theory]
    [InlineData(OnnxElementType.Float8E4M3FN)]
    [InlineData(OnnxElementType.Float8E4M3FNUZ)]
    [InlineData(OnnxElementType.Float8E5M2)]
    [InlineData(OnnxElementType.Float8E5M2FNUZ)]
    public void EightBitFloatsAreBytes(OnnxElementType element) => RoundTrip<byte>(element, [0x38, 0xB8, 0x01, 0x7E]);

    [Theory]
    [InlineData(OnnxElementType.UInt4)]
    [InlineData(OnnxElementType.Int4)]
    public void FourBitIntegersAreTwoToAByte(OnnxElementType element)
    {
        // The runtime has no Identity of these, but casts them.
        byte[] file = new OnnxGraphBuilder("cast")
            .IrVersion(10)
            .Opset("", 21)
            .Input(OnnxValueInfo.Tensor("x", element, 3))
            .Output(OnnxValueInfo.Tensor("y", element, 3))
            .Node("Cast", ["x"], ["wide"], OnnxSetting.Of("to", (long)OnnxElementType.Int32))
            .Node("Cast", ["wide"], ["y"], OnnxSetting.Of("to", (long)element))
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "cast");
        using OnnxBinding call = session.Rent();
        call.SetInput<byte>(0, [0x21, 0x03]);
        call.Run();
        Assert.Equal([0x21, 0x03], call.Output<byte>(0).ToArray());
        Assert.Equal([3], call.OutputShape(0).ToArray());
    }

    [Fact]
    public void StringsSurviveZeroCharactersAndSurrogates()
    {
        string[] texts = ["", "naïve", "a\0b", "🙂"];
        using OnnxSession session = OnnxSession.Load(Models.Identity(OnnxElementType.String), "text");
        using OnnxBinding call = session.Rent();
        call.SetText(0, texts);
        call.Run();
        var copy = new string[4];
        call.CopyOutputText(0, copy);
        Assert.Equal(texts, copy);
        Assert.Equal("🙂", call.OutputText(0, 3));
    }

    [Fact]
    public void ARepeatedStringIsTheSameObject()
    {
        using OnnxSession session = OnnxSession.Load(Models.Identity(OnnxElementType.String), "text");
        string first = Echo(session, "tomato");
        Assert.Same(first, Echo(session, new string("tomato")));
        Assert.Equal("potato", Echo(session, "potato"));
        Assert.Equal(new string('x', 1000), Echo(session, new string('x', 1000)));
    }

    [Fact]
    public void BFloat16RoundsToEvenAndKeepsNaN()
    {
        Assert.Equal(0x3F80, ((BFloat16)1f).Bits);
        Assert.Equal(0x3F80, ((BFloat16)BitConverter.UInt32BitsToSingle(0x3F808000)).Bits);
        Assert.Equal(0x3F82, ((BFloat16)BitConverter.UInt32BitsToSingle(0x3F818000)).Bits);
        Assert.Equal(0x7F80, ((BFloat16)float.MaxValue).Bits);
        Assert.True(float.IsNaN((BFloat16)BitConverter.UInt32BitsToSingle(0x7F800001)));
        Assert.True(float.IsNaN((BFloat16)BitConverter.UInt32BitsToSingle(0xFFFFFFFF)));
        Assert.Equal(1.5f.ToString(CultureInfo.InvariantCulture), MlDsl.BFloat16.FromSingle(1.5f).ToString());
    }

    [Fact]
    public void AnotherTypeIsRefusedByName()
    {
        using OnnxSession session = OnnxSession.Load(Models.Identity(OnnxElementType.Int64), "numbers");
        using OnnxBinding call = session.Rent();
        var error = Assert.Throws<ArgumentException>(() => call.SetInput<int>(0, [1, 2, 3, 4]));
        Assert.Equal("numbers: the input 'x: int64[4]' takes long, not int", error.Message);
        Assert.Throws<ArgumentException>(() => call.SetText(0, ["a", "b", "c", "d"]));
        Assert.Throws<ArgumentException>(() => call.SetInput<decimal>(0, [1, 2, 3, 4]));
        call.SetInput<long>(0, [1, 2, 3, 4]);
        call.Run();
        error = Assert.Throws<ArgumentException>(() => { call.Output<float>(0); });
        Assert.Equal("numbers: the output 'y: int64[4]' gives long, not float", error.Message);
        Assert.Throws<ArgumentException>(() => call.OutputText(0, 0));
    }

    private static string Echo(OnnxSession session, string text)
    {
        using OnnxBinding call = session.Rent();
        for (int i = 0; i < 4; i++) call.SetText(0, i, text);
        call.Run();
        return call.OutputText(0, 2);
    }

    private static void RoundTrip<T>(OnnxElementType element, T[] elements)
        where T : unmanaged
    {
        using (OnnxSession session = OnnxSession.Load(Models.Identity(element), "fixed"))
        {
            using OnnxBinding call = session.Rent();
            call.SetInput<T>(0, elements);
            call.Run();
            AssertSameBits(elements, call.Output<T>(0));
        }
        using (OnnxSession session = OnnxSession.Load(Models.Identity(element, "a", "b"), "open"))
        {
            using OnnxBinding call = session.Rent();
            call.SetInput<T>(0, elements, [2, 2]);
            call.Run();
            AssertSameBits(elements, call.Output<T>(0));
            Assert.Equal([2, 2], call.OutputShape(0).ToArray());
        }
    }

    private static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged =>
        Assert.Equal(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected).ToArray(),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(actual).ToArray());
}
