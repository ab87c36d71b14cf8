using System.Globalization;
using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Every pair of element types converts as ONNX Runtime converts it.</summary>
public sealed class CastTests
{
    public static TheoryData<string> Types => [.. RandomTensors.Types.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryPairAgrees(string from)
    {
        var random = new RandomTensors(31);
        foreach (string to in RandomTensors.Types.Keys)
        {
            for (int trial = 0; trial < 6; trial++)
            {
                long[] shape = random.Shape();
                Tensor input = RandomTensors.Types[from] switch
                {
                    { } type when type == typeof(string) => random.Of(shape, static r => Number(r)),

                    // What no integer holds depends on the place of the number in the vector registers of ONNX Runtime.
                    { } type when to is nameof(UInt32) or nameof(UInt64) => random.Of(type, shape, static r => RandomTensors.Pick(r, 0, 1.5, 7, 100)),
                    { } type => random.Any(type, shape),
                };
                Assert.True(OperatorOracle.Agrees("", "Cast", 13, [OnnxSetting.Of("to", (long)Element(to))], [input]), $"{from} to {to}");
            }
        }
    }

    [Fact]
    public void TheTargetMayBeShownByAValue()
    {
        var input = new Tensor<float>([1.7f, -2.2f], 2);
        Assert.True(OperatorOracle.Agrees("", "CastLike", 15, [], [input, new Tensor<long>([5])]));
        Assert.True(OperatorOracle.Agrees("", "CastLike", 15, [], [input, new Tensor<string>(["x"])]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1e400")]
    [InlineData("0x1A")]
    [InlineData("-")]
    public void TextThatIsNoNumberIsRefused(string text)
    {
        OperatorException refused = Assert.Throws<OperatorException>(() => new Cast<string, float> { Node = "fare (Cast)" }.Run(new Tensor<string>([text]), new Tensor<float>()));
        Assert.Equal($"fare (Cast): '{text}' is no number of the type it is cast to", refused.Message);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-")]
    [InlineData("true")]
    public void TextThatIsNoIntegerIsRefused(string text) =>
        Assert.Throws<OperatorException>(() => new Cast<string, long>().Run(new Tensor<string>([text]), new Tensor<long>()));

    private static string Number(Random random) => RandomTensors.Pick(
        random, random.Next(-300, 300).ToString(CultureInfo.InvariantCulture), (random.NextDouble() * 100).ToString("R", CultureInfo.InvariantCulture), " 12", "+7", "1e3", "12.9x", "0", "-0", "5.", "1e", "1e+");

    private static OnnxElementType Element(string type) => type switch
    {
        nameof(Single) => OnnxElementType.Float,
        nameof(Half) => OnnxElementType.Float16,
        nameof(SByte) => OnnxElementType.Int8,
        nameof(Byte) => OnnxElementType.UInt8,
        nameof(Boolean) => OnnxElementType.Bool,
        _ => Enum.Parse<OnnxElementType>(type),
    };
}
