using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators.MlNet;

/// <summary>ML.NET's predictors that are neither sums of weights nor trees, against closed forms.</summary>
public sealed class MlNetPredictorTests
{
    // Two classes with 3 and 1 rows of two features: P(class) · Π P(feature | class), of which presence is what counts.
    [Fact]
    public void NaiveBayesAddsLogarithmsOfWhatIsThere()
    {
        double[] presence = [0.5, 0.25, 0.1, 0.8], absence = [.. presence.Select(static p => 1 - p)];
        var operation = new NaiveBayesScores(
            new Tensor<double>([Math.Log(0.75), Math.Log(0.25)], 2), new Tensor<double>([Math.Log(absence[0] * absence[1]), Math.Log(absence[2] * absence[3])], 2),
            new Tensor<double>([.. presence.Select(static p => Math.Log(p))], 2, 2), new Tensor<double>([.. absence.Select(static p => Math.Log(p))], 2, 2));
        var y = new Tensor<float>();
        operation.Run(new Tensor<float>([1f, 0f, -1f, float.NaN], 2, 2), y);
        double[] expected = [0.75 * 0.5 * 0.75, 0.25 * 0.1 * 0.2, 0.75 * 0.5 * 0.25, 0.25 * 0.9 * 0.8];
        Assert.Equal([.. expected.Select(static p => (float)Math.Log(p))], y.Values.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    // Of probabilities that fit together, pᵢⱼ = pᵢ + pⱼ, coupling gives those of the classes.
    [Fact]
    public void PairsThatFitTogetherGiveTheirClasses()
    {
        double[] p = [0.5, 0.3, 0.2];
        var y = new Tensor<float>();
        new PairShares(3).Run(new Tensor<float>([.. new[] { p[0], p[0] + p[1], p[1], p[0] + p[2], p[1] + p[2], p[2] }.Select(static one => (float)one)], 1, 6), y);
        Assert.Equal([0.5f, 0.3f, 0.2f], y.Values.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void APairIsNoLessProbableThanItsParts()
    {
        var y = new Tensor<float>();
        new PairShares(2).Run(new Tensor<float>([0.4f, 0.1f, 0.6f, 0f, 0f, 0f], 2, 3), y);

        // Both parts alone weigh all of their pair, which is the larger of them.
        double first = 0.4 / 0.6, all = first + 1;
        Assert.Equal([(float)(first / all), (float)(1 / all), 0f, 0f], y.Values.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    // Lists are filled up to a multiple of four, of which whole groups of eight have a part.
    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 5)]
    [InlineData(8, 8)]
    [InlineData(9, 8)]
    [InlineData(13, 13)]
    [InlineData(20, 16)]
    public void FieldsMultiplyTheirFactors(int depth, int counted)
    {
        const int Features = 3, Fields = 2;
        var random = new Random(3);
        float[] weights = [0.5f, -1f, 2f], factors = [.. Enumerable.Range(0, Features * Fields * depth).Select(_ => (float)random.NextDouble() - 0.5f)], x = [1f, 2f, -3f];
        long[] fields = [0, 0, 1];
        var y = new Tensor<float>();
        new FieldFactors(fields, weights, new Tensor<float>(factors, Features, Fields, depth)).Run(new Tensor<float>(x, 1, Features), y);
        double expected = Enumerable.Range(0, Features).Sum(j => (double)weights[j] * x[j]);
        for (int j = 0; j < Features; j++)
            for (int k = j + 1; k < Features; k++)
                expected += Enumerable.Range(0, counted).Sum(i => (double)factors[(((j * Fields) + (int)fields[k]) * depth) + i] * factors[(((k * Fields) + (int)fields[j]) * depth) + i]) * x[j] * x[k];
        Assert.Equal((float)expected, y.Values[0], 1e-4f);
    }

    [Fact]
    public void ARowMayBeDividedByItsLength()
    {
        var y = new Tensor<float>();
        new FieldFactors([0, 0], [1f, 10f], new Tensor<float>([0f, 0f], 2, 1, 1), isNormalized: 1).Run(new Tensor<float>([3f, 4f, 0f, 0f], 2, 2), y);
        Assert.Equal([0.6f + 8f, 0f], y.Values.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    [Fact]
    public void WhatASubspaceDoesNotHoldIsADistance()
    {
        var y = new Tensor<float>();
        new SubspaceDistance([1f, 1f], new Tensor<float>([1f, 0f], 1, 2)).Run(new Tensor<float>([4f, 5f, 9f, 1f], 2, 2), y);
        Assert.Equal([0.8f, 0f], y.Values.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void ASigmoidIsSteadyAtItsEnds()
    {
        var y = new Tensor<float>();
        new SteadySigmoid().Run(new Tensor<float>([-200f, 0f, 200f, 1f, float.NaN], 5, 1), y);
        Assert.Equal([0f, 0.5f, 1f, (float)(1 / (1 + Math.Exp(-1))), float.NaN], y.Values.ToArray(), static (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        Assert.Contains("no double-precision numbers", Assert.Throws<OperatorException>(static () => new NaiveBayesScores(new Tensor<float>([1f], 1), new Tensor<double>([1], 1), new Tensor<double>([1], 1, 1), new Tensor<double>([1], 1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("0 classes", Assert.Throws<OperatorException>(static () => new PairShares(0)).Message, StringComparison.Ordinal);
        Assert.Contains("none of its 1 fields", Assert.Throws<OperatorException>(static () => new FieldFactors([1], [1f], new Tensor<float>([1f], 1, 1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("another shape", Assert.Throws<OperatorException>(static () => new SubspaceDistance([1f], new Tensor<float>([1f, 2f], 1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("[N, 3] is expected", Assert.Throws<OperatorException>(static () => new PairShares(2).Run(new Tensor<float>([1f], 1, 1), new Tensor<float>())).Message, StringComparison.Ordinal);
    }
}
