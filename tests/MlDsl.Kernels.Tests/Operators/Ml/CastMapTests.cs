using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

public sealed class CastMapTests
{
    private static readonly string[] Texts =
    [
        "1", "-0", "+2", " 3", "\t4", "3 ", "1.5", "1.5x", "12abc", "1,5", "1e3", "1e", "1e+", "-2.5e-3", "5.", "010", "16777217", "33554435", "0.1", "9223372036854775807",
        "1.00000005960464477539062500000000000000000000001", "1.000000059604644775390625", "3.4028235e38", "1.17549435e-38", "1\0002", "0e999", "-0e-50", "0e99999999999999999999",
    ];

    [Theory]
    [InlineData("TO_FLOAT")]
    [InlineData("TO_STRING")]
    [InlineData("TO_INT64")]
    public void NumbersAreCast(string castTo) => MlTrial.Compare("CastMap", 1, random => (Attributes(random.Random, castTo), [Map(random.Random, () => Number(random.Random))]));

    [Theory]
    [InlineData("TO_FLOAT")]
    [InlineData("TO_STRING")]
    [InlineData("TO_INT64")]
    public void TextsAreCast(string castTo) => MlTrial.Compare("CastMap", 1, random => (Attributes(random.Random, castTo), [Map(random.Random, () => RandomTensors.Pick(random.Random, Texts))]));

    [Theory]
    [InlineData("inf", true)]
    [InlineData("-INFINITY", true)]
    [InlineData("nan(1)", true)]
    [InlineData("+nan", true)]
    [InlineData(".5", true)]
    [InlineData("", false)]
    [InlineData("abc", false)]
    [InlineData(".", false)]
    [InlineData("-", false)]
    [InlineData("--1", false)]
    [InlineData("\u00a05", false)]
    [InlineData("1e40", false)]
    [InlineData("3.4028236e38", false)]
    [InlineData("1e-40", false)]
    [InlineData("1e-50", false)]
    [InlineData("1e-99999999999999999999", false)]
    [InlineData("0x1A", true)]
    [InlineData("-0X1p+3z", true)]
    [InlineData("0x", true)]
    [InlineData("-0x.", true)]
    [InlineData("0xp3", true)]
    [InlineData("0x1p+", true)]
    [InlineData("0x.8", true)]
    [InlineData("0x1.8.8", true)]
    [InlineData("0x1.000001p0", true)]
    [InlineData("0x1.0000010000000001p0", true)]
    [InlineData("0x1.00000100000000000000001p0", true)]
    [InlineData("0x1.000003p0", true)]
    [InlineData("0x123456789abcdef0123456789p-40", true)]
    [InlineData("0x00000000000000000000.0000000000000000000000008p100", true)]
    [InlineData("0x0p999999999999", true)]
    [InlineData("0x1.fffffep127", true)]
    [InlineData("0x1p-149", true)]
    [InlineData("0x1.8p-127", true)]
    [InlineData("0x1.ffffffp127", false)]
    [InlineData("0x1p128", false)]
    [InlineData("0x1p99999999999999999999", false)]
    [InlineData("0x1p-150", false)]
    [InlineData("0x1.8p-149", false)]
    [InlineData("0x1p-99999999999999999999", false)]
    [InlineData("0x1.ffffffp-127", true)]
    [InlineData("0x1.fffffefp-127", false)]
    [InlineData("0x1.fffffe8p-127", false)]
    [InlineData("1.17549429e-38", false)]
    [InlineData("1.17549432e-38", true)]
    public void AFloatIsReadOrRefusedAsOnnxRuntimeDoesIt(string text, bool isNumber) => AssertText(text, "TO_FLOAT", isNumber);

    [Theory]
    [InlineData("0x1A", true)]
    [InlineData("1e40", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("", false)]
    [InlineData(".5", false)]
    [InlineData("inf", false)]
    [InlineData("+", false)]
    [InlineData("9223372036854775808", false)]
    [InlineData("-9223372036854775809", false)]
    public void AWholeNumberIsReadOrRefusedAsOnnxRuntimeDoesIt(string text, bool isNumber) => AssertText(text, "TO_INT64", isNumber);

    [Fact]
    public void AttributesThatAreLeftOutHaveTheirDefaults()
    {
        Assert.True(OperatorOracle.Agrees(OperatorAttribute.Ml, "CastMap", 1, [], [MapValues.Of([5L, -1L, 2L], static () => 2f)]));
        Assert.True(OperatorOracle.Agrees(OperatorAttribute.Ml, "CastMap", 1, [OnnxSetting.Of("map_form", "SPARSE")], [MapValues.Of([5L, 0L, 2L], static () => 2f)]));
    }

    [Fact]
    public void ASparseMapHasNoNegativeKeys()
    {
        OnnxSetting[] attributes = [OnnxSetting.Of("map_form", "SPARSE"), OnnxSetting.Of("max_map", 4L)];
        Tensor map = MapValues.Of([1L, -3L], static () => 2f);
        Assert.Contains("its map has the key -3", Assert.Throws<OperatorException>(() => OperatorOracle.Run(OperatorAttribute.Ml, "CastMap", 1, attributes, [map])).Message, StringComparison.Ordinal);
    }

    private static void AssertText(string text, string castTo, bool isNumber)
    {
        OnnxSetting[] attributes = [OnnxSetting.Of("cast_to", castTo), OnnxSetting.Of("map_form", "DENSE")];
        Tensor[] map = [MapValues.Of([7L], () => text)];
        if (isNumber) Assert.True(OperatorOracle.Agrees(OperatorAttribute.Ml, "CastMap", 1, attributes, map));
        else Assert.Contains($"the value of the key 7: '{text}' is no number", Assert.Throws<OperatorException>(() => OperatorOracle.Run(OperatorAttribute.Ml, "CastMap", 1, attributes, map)).Message, StringComparison.Ordinal);
        if (!isNumber) Assert.True(RuntimeRefuses(text, castTo));
    }

    private static bool RuntimeRefuses(string text, string castTo)
    {
        byte[] file = new OnnxGraphBuilder("cast").Opset(OperatorAttribute.Ml, 1)
            .Input(OnnxValueInfo.Map("x", OnnxElementType.Int64, OnnxElementType.String))
            .Output(OnnxValueInfo.TensorOfAnyRank("y", castTo == "TO_FLOAT" ? OnnxElementType.Float : OnnxElementType.Int64))
            .Node(OperatorAttribute.Ml, "CastMap", ["x"], ["y"], OnnxSetting.Of("cast_to", castTo), OnnxSetting.Of("map_form", "DENSE"))
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "cast");
        using OnnxBinding call = session.Rent();
        call.SetMap(0, new Dictionary<long, string> { [7] = text }, "x");
        return Record.Exception(() => call.Run()) is OnnxRuntimeException;
    }

    private static OnnxSetting[] Attributes(Random random, string castTo)
    {
        if (random.Next(2) == 0) return [OnnxSetting.Of("cast_to", castTo), OnnxSetting.Of("map_form", "DENSE")];
        return [OnnxSetting.Of("cast_to", castTo), OnnxSetting.Of("map_form", "SPARSE"), OnnxSetting.Of("max_map", (long)random.Next(1, 12))];
    }

    // Keys in any order, some beyond what a sparse map takes.
    private static Tensor<KeyValuePair<long, T>> Map<T>(Random random, Func<T> value) =>
        MapValues.Of(MlTrial.Some(random, 10, _ => random.Next(6) == 0 ? random.NextInt64() : random.Next(12)).Skip(random.Next(8) == 0 ? 10 : 0), value);

    // Ties of six digits among them.
    private static float Number(Random random) => RandomTensors.Pick(
        random, 0f, -0f, 1.5f, -1.9f, 1e10f, 3.4e38f, 1e-8f, -1e-8f, 9.3e18f, -1e19f, float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity,
        (random.Next(-100_000, 100_000) + 0.5f) / 64, ((2 * random.Next(-9999, 9999)) + 1) / 128f, (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 12))));
}
