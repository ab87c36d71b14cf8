using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

public sealed class EncoderTests
{
    [Theory]
    [InlineData("string", "int64")]
    [InlineData("string", "float")]
    [InlineData("string", "string")]
    [InlineData("int64", "string")]
    [InlineData("int64", "float")]
    [InlineData("int64", "int64")]
    [InlineData("float", "string")]
    [InlineData("float", "int64")]
    [InlineData("float", "float")]
    public void LabelEncoderLooksUpWhatOnnxRuntimeLooksUp(string key, string value) => MlTrial.Compare("LabelEncoder", key == "float" ? 4 : 2, random =>
    {
        int count = random.Random.Next(1, 8);
        List<OnnxSetting> attributes = [Keys(random, "keys", key, count), Values(random.Random, value, count)];
        if (random.Random.Next(2) == 0) attributes.Add(Default(value));
        return ([.. attributes], [Input(random, key)]);
    });

    [Fact]
    public void LabelEncoderOfVersionOneKnowsBothDirections()
    {
        MlTrial.Compare("LabelEncoder", 1, static random => ([OnnxSetting.Of("classes_strings", "a", "b", "ab"), OnnxSetting.Of("default_int64", 7L)], [Input(random, "string")]));
        MlTrial.Compare("LabelEncoder", 1, static random => ([OnnxSetting.Of("classes_strings", "a", "b", "ab"), OnnxSetting.Of("default_string", "?")], [Input(random, "int64")]));
    }

    [Theory]
    [InlineData("string")]
    [InlineData("int64")]
    public void CategoryMapperKnowsBothDirections(string from) => MlTrial.Compare("CategoryMapper", 1, random => (
        [
            OnnxSetting.Of("cats_strings", "a", "b", "ab", "ä"),
            OnnxSetting.Of("cats_int64s", [.. Enumerable.Range(0, 4).Select(_ => (long)random.Random.Next(-4, 4))]),
            from == "string" ? OnnxSetting.Of("default_int64", -9L) : OnnxSetting.Of("default_string", "none"),
        ],
        [Input(random, from)]));

    [Theory]
    [InlineData(typeof(long))]
    [InlineData(typeof(float))]
    [InlineData(typeof(double))]
    [InlineData(typeof(string))]
    public void OneHotEncoderSetsThePositionOfTheCategory(Type element) => MlTrial.Compare("OneHotEncoder", 1, random =>
    {
        OnnxSetting categories = element == typeof(string)
            ? OnnxSetting.Of("cats_strings", MlTrial.Some(random.Random, 5, _ => RandomTensors.Pick(random.Random, "", "a", "b", "ä", "ab")))
            : OnnxSetting.Of("cats_int64s", MlTrial.Some(random.Random, 5, _ => (long)random.Random.Next(-3, 4)));
        return ([categories, OnnxSetting.Of("zeros", 1L)], [random.Of(element, random.Shape(3), static r => (r.NextDouble() * 8) - 4)]);
    });

    [Fact]
    public void AnUnknownCategoryIsAnErrorWhereZerosAreNot()
    {
        OperatorException e = Assert.Throws<OperatorException>(() => OperatorOracle.Run(
            OperatorAttribute.Ml, "OneHotEncoder", 1, [OnnxSetting.Of("cats_strings", ["a"]), OnnxSetting.Of("zeros", 0L)], [new Tensor<string>(["b"], 1)]));
        Assert.Contains("'b' is none of its categories", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keys_strings", "it has 1 keys and 2 values")]
    [InlineData("keys_int64s", "it has no keys of String")]
    public void AnEncoderThatCannotBeIsRefused(string keys, string reason)
    {
        OnnxSetting given = keys == "keys_strings" ? OnnxSetting.Of(keys, ["a"]) : OnnxSetting.Of(keys, 1L, 2L);
        var e = Assert.Throws<MlDsl.Compiler.Catalog.UnsupportedException>(() => OperatorOracle.Bind(
            OperatorAttribute.Ml, "LabelEncoder", 2, [given, OnnxSetting.Of("values_int64s", 1L, 2L)], [new Tensor<string>(["b"], 1)]));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    private static Tensor Input(RandomTensors random, string element) => element switch
    {
        "string" => random.Of(random.Shape(), static r => RandomTensors.Pick(r, "", "a", "b", "ä", "ab", "c")),
        "int64" => random.Of(random.Shape(), static r => (long)r.Next(-4, 5)),
        _ => random.Of(random.Shape(), static r => RandomTensors.Pick(r, 1f, 2f, 0f, -0f, float.NaN, 2.5f, float.PositiveInfinity)),
    };

    private static OnnxSetting Keys(RandomTensors random, string name, string element, int count) => element switch
    {
        "string" => OnnxSetting.Of($"{name}_strings", [.. Distinct(count, i => new[] { "", "a", "b", "ä", "ab", "x", "y", "z" }[i])]),
        "int64" => OnnxSetting.Of($"{name}_int64s", [.. Distinct(count, i => (long)(i - random.Random.Next(1)))]),
        _ => OnnxSetting.Of($"{name}_floats", [.. Distinct(count, i => new[] { 1f, 2f, 0f, float.NaN, 2.5f, 7f, 8f, 9f }[i])]),
    };

    private static OnnxSetting Values(Random random, string element, int count) => element switch
    {
        "string" => OnnxSetting.Of("values_strings", MlTrial.Labels(random, count)),
        "int64" => OnnxSetting.Of("values_int64s", [.. Enumerable.Range(0, count).Select(_ => random.NextInt64())]),
        _ => OnnxSetting.Of("values_floats", MlTrial.Singles(random, count)),
    };

    private static OnnxSetting Default(string element) => element switch
    {
        "string" => OnnxSetting.Of("default_string", "other"),
        "int64" => OnnxSetting.Of("default_int64", -5L),
        _ => OnnxSetting.Of("default_float", -2.5f),
    };

    private static IEnumerable<T> Distinct<T>(int count, Func<int, T> make) => Enumerable.Range(0, count).Select(make);
}
