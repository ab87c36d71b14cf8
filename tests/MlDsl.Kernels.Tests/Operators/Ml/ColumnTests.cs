using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

public sealed class ColumnTests
{
    [Theory]
    [InlineData(typeof(float))]
    [InlineData(typeof(double))]
    [InlineData(typeof(int))]
    [InlineData(typeof(long))]
    public void ScalerAgrees(Type element) => MlTrial.Compare(
        "Scaler",
        1,
        random =>
        {
            int width = random.Random.Next(1, 6), given = random.Random.Next(3) == 0 ? 1 : width;
            return (
                [OnnxSetting.Of("offset", MlTrial.Singles(random.Random, given)), OnnxSetting.Of("scale", MlTrial.Singles(random.Random, given))],
                [random.Moderate(element, MlTrial.Rows(random.Random, width))]);
        },
        relative: 1e-6,
        absolute: 1e-6);

    [Theory]
    [InlineData("MAX", typeof(float))]
    [InlineData("L1", typeof(float))]
    [InlineData("L2", typeof(float))]
    [InlineData("MAX", typeof(double))]
    [InlineData("L1", typeof(long))]
    [InlineData("L2", typeof(int))]
    public void NormalizerAgrees(string norm, Type element) => MlTrial.Compare(
        "Normalizer",
        1,
        random => ([OnnxSetting.Of("norm", norm)], [random.Of(element, MlTrial.Rows(random.Random, random.Random.Next(1, 6)), static r => r.Next(4) == 0 ? 0 : (r.NextDouble() * 8) - 4)]),
        relative: 1e-6);

    [Fact]
    public void ImputerOfSinglesAgrees() => MlTrial.Compare("Imputer", 1, static random =>
    {
        int width = random.Random.Next(1, 6), given = random.Random.Next(3) == 0 ? 1 : width;
        float replaced = RandomTensors.Pick(random.Random, float.NaN, 1f);
        return (
            [OnnxSetting.Of("imputed_value_floats", MlTrial.Singles(random.Random, given)), OnnxSetting.Of("replaced_value_float", replaced)],
            [random.Of(MlTrial.Rows(random.Random, width), static r => RandomTensors.Pick(r, 1f, float.NaN, 2f, -0f, float.NegativeInfinity))]);
    });

    [Fact]
    public void ImputerOfWholesAgrees() => MlTrial.Compare("Imputer", 1, static random =>
    {
        int width = random.Random.Next(1, 6), given = random.Random.Next(3) == 0 ? 1 : width;
        return (
            [OnnxSetting.Of("imputed_value_int64s", [.. Enumerable.Range(0, given).Select(_ => random.Random.NextInt64())]), OnnxSetting.Of("replaced_value_int64", 1L)],
            [random.Of(MlTrial.Rows(random.Random, width), static r => (long)r.Next(3))]);
    });

    [Fact]
    public void BinarizerAgrees() => MlTrial.Compare("Binarizer", 1, static random =>
        ([OnnxSetting.Of("threshold", RandomTensors.Pick(random.Random, 0f, 0.5f, -1f, 1.5f))], [random.Moderate(typeof(float), MlTrial.Rows(random.Random, random.Random.Next(1, 6)))]));

    [Fact]
    public void FeatureVectorizerPutsColumnsOfAllTypesSideBySide() => MlTrial.Compare("FeatureVectorizer", 1, static random =>
    {
        // The inputs of one node are of one type; graphs of several nodes put the types together.
        int rows = random.Random.Next(1, 4);
        Type element = RandomTensors.Pick(random.Random, typeof(float), typeof(double), typeof(int), typeof(long));
        int[] widths = [.. Enumerable.Range(0, random.Random.Next(1, 4)).Select(_ => random.Random.Next(1, 5))];
        return (
            [OnnxSetting.Of("inputdimensions", [.. widths.Select(static w => (long)w)])],
            [.. widths.Select(width => random.Moderate(element, width % 2 == 0 && random.Random.Next(2) == 0 ? [rows, 2, width / 2] : [rows, width]))]);
    });

    [Theory]
    [InlineData(typeof(float))]
    [InlineData(typeof(long))]
    [InlineData(typeof(string))]
    public void ArrayFeatureExtractorPicksColumns(Type element) => MlTrial.Compare("ArrayFeatureExtractor", 1, random =>
    {
        long[] shape = [.. Enumerable.Range(0, random.Random.Next(1, 4)).Select(_ => (long)random.Random.Next(1, 5))];
        long[] columns = MlTrial.Some(random.Random, 5, _ => (long)random.Random.Next((int)shape[^1]));
        return ([], [random.Of(element, shape, static r => r.Next(-5, 5)), new Tensor<long>(columns, columns.Length)]);
    });

    [Theory]
    [InlineData("Scaler", "the input has 2 columns; it scales 3")]
    [InlineData("Imputer", "the input has 2 columns; it has values for 3")]
    [InlineData("FeatureVectorizer", "it has 1 inputs; inputdimensions speaks of 3")]
    public void RowsThatDoNotFitAreRefused(string name, string reason)
    {
        OnnxSetting[] attributes = name switch
        {
            "Scaler" => [OnnxSetting.Of("offset", 1f, 2f, 3f), OnnxSetting.Of("scale", 1f, 2f, 3f)],
            "Imputer" => [OnnxSetting.Of("imputed_value_floats", 1f, 2f, 3f)],
            _ => [OnnxSetting.Of("inputdimensions", 1L, 2L, 3L)],
        };
        OperatorException e = Assert.Throws<OperatorException>(() => OperatorOracle.Run(OperatorAttribute.Ml, name, 1, attributes, [new Tensor<float>([1f, 2f], 1, 2)]));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnOutsideTheInputIsRefused() => Assert.Contains(
        "column 2 is not among the 2",
        Assert.Throws<OperatorException>(static () => OperatorOracle.Run(OperatorAttribute.Ml, "ArrayFeatureExtractor", 1, [], [new Tensor<float>([1f, 2f], 1, 2), new Tensor<long>([2], 1)])).Message,
        StringComparison.Ordinal);
}
