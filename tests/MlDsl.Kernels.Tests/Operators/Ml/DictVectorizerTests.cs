using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

public sealed class DictVectorizerTests
{
    // Of keys and of words of vocabularies: few, so that they meet.
    private static readonly string[] Texts = ["", "a", "b", "ab", "ä", "日本", "A", "a ", "😀"];
    private static readonly long[] Wholes = [0, 1, -1, 2, 7, long.MaxValue, long.MinValue, 1L << 40];

    [Theory]
    [InlineData(typeof(float))]
    [InlineData(typeof(double))]
    [InlineData(typeof(long))]
    public void TextsFindTheirPlaces(Type value) => MlTrial.Compare("DictVectorizer", 1, random => (
        [OnnxSetting.Of("string_vocabulary", Vocabulary(random.Random, Texts))], [Map(random.Random, Texts, value)]));

    [Theory]
    [InlineData(typeof(float))]
    [InlineData(typeof(double))]
    [InlineData(typeof(string))]
    public void NumbersFindTheirPlaces(Type value) => MlTrial.Compare("DictVectorizer", 1, random => (
        [OnnxSetting.Of("int64_vocabulary", Vocabulary(random.Random, Wholes))], [Map(random.Random, Wholes, value)]));

    [Fact]
    public void AKeyThatIsNotThereGivesNothing()
    {
        Tensor found = OperatorOracle.Run(OperatorAttribute.Ml, "DictVectorizer", 1, [OnnxSetting.Of("string_vocabulary", "a", "b", "a", "c")], [MapValues.Of(["q", "a", "c"], static () => 2f)])[0];
        Assert.Equal([2f, 0f, 2f, 2f], ((Tensor<float>)found).Values.ToArray());
        Assert.Equal([1L, 4L], found.Shape.ToArray());
    }

    [Fact]
    public void AnEmptyListBesideTheOtherOneIsNone() => Assert.True(OperatorOracle.Agrees(
        OperatorAttribute.Ml, "DictVectorizer", 1, [OnnxSetting.Of("string_vocabulary", Array.Empty<string>()), OnnxSetting.Of("int64_vocabulary", 5L, 6L)], [MapValues.Of([6L], static () => 2f)]));

    private static T[] Vocabulary<T>(Random random, T[] words) => [.. Enumerable.Range(0, random.Next(0, 7)).Select(_ => RandomTensors.Pick(random, words))];

    private static Tensor Map<T>(Random random, T[] words, Type value)
    {
        T[] keys = MlTrial.Some(random, 8, _ => RandomTensors.Pick(random, words));
        if (random.Next(10) == 0) keys = [];
        if (value == typeof(float)) return MapValues.Of(keys, () => RandomTensors.Pick(random, 1.5f, -0f, float.NaN, float.PositiveInfinity, (float)random.NextDouble()));
        if (value == typeof(double)) return MapValues.Of(keys, () => RandomTensors.Pick(random, -1.5, -0.0, double.NaN, 1e300, random.NextDouble()));
        return value == typeof(long) ? MapValues.Of(keys, random.NextInt64) : MapValues.Of(keys, () => RandomTensors.Pick(random, Texts));
    }
}
