using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators.MlNet;

/// <summary>ML.NET's arithmetic against closed forms and published values; against ML.NET itself it is held elsewhere, model by model.</summary>
public sealed class MlNetOperatorTests
{
    private const long AllBits = 31, Mask = (1L << 31) - 1;

    // Published values of MurmurHash3_x86_32.
    [Theory]
    [InlineData("test", 0u, 0xba6bd213u)]
    [InlineData("Hello, world!", 0u, 0xc0363e43u)]
    [InlineData("test", 0x9747b28cu, 0x704b81dcu)]
    [InlineData("  Hello, world! ", 0x9747b28cu, 0x24884cbau)]
    public void TextsHaveTheHashOfTheirBytes(string text, uint seed, uint hash) => Assert.Equal((hash & Mask) + 1, Hashed(new Tensor<string>([text], 1, 1), new ValueHash<string>(AllBits, seed)));

    [Fact]
    public void WhatIsMissingHasNoHash()
    {
        Assert.Equal(0, Hashed(new Tensor<string>([""], 1, 1), new ValueHash<string>(8, 1)));
        Assert.Equal(0, Hashed(new Tensor<float>([float.NaN], 1, 1), new ValueHash<float>(8, 1)));
        Assert.Equal(0, Hashed(new Tensor<long>([0L], 1, 1), new ValueHash<long>(8, 1, isKey: 1)));
        Assert.Equal(Hashed(new Tensor<float>([0f], 1, 1), new ValueHash<float>(8, 1)), Hashed(new Tensor<float>([-0f], 1, 1), new ValueHash<float>(8, 1)));
    }

    [Fact]
    public void ProbabilitiesAreLogistic()
    {
        var y = new Tensor<float>();
        new CalibratedProbability(-2, 0.5).Run(new Tensor<float>([0f, 3f, float.NaN], 3, 1), y);
        Assert.Equal([(float)(1 / (1 + Math.Exp(0.5))), (float)(1 / (1 + Math.Exp(-5.5))), float.NaN], y.Values.ToArray());
    }

    [Fact]
    public void IsotonicProbabilitiesAreStraightBetweenPieces()
    {
        var y = new Tensor<float>();
        new IsotonicProbability([0f, 2f], [1f, 3f], [0.2f, 0.6f]).Run(new Tensor<float>([-1f, 0.5f, 1.5f, 2.5f, 9f], 5, 1), y);
        Assert.Equal([0.2f, 0.2f, 0.4f, 0.6f, 0.6f], y.Values.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-6f);
        new IsotonicProbability([], [], []).Run(new Tensor<float>([1f], 1, 1), y);
        Assert.Equal((float)1e-15, y.Values[0]);
    }

    [Fact]
    public void BinnedProbabilitiesAreOpenAtBothEnds()
    {
        var y = new Tensor<float>();
        new BinnedProbability(-1, 0.5f, [0.1f, 0.4f, 0.9f]).Run(new Tensor<float>([-8f, -0.75f, -0.25f, 7f], 4, 1), y);
        Assert.Equal([0.1f, 0.1f, 0.4f, 0.9f], y.Values.ToArray());
    }

    [Theory]
    [InlineData("MaximumEntropy")]
    [InlineData("ShareOfExponentials")]
    public void SharesOfExponentialsAreASoftmax(string function)
    {
        double[] scores = [1.5, -2, 0.25];
        double sum = scores.Sum(Math.Exp);
        var y = new Tensor<float>();
        new ClassShares(function).Run(new Tensor<float>([1.5f, -2f, 0.25f], 1, 3), y);
        for (int k = 0; k < 3; k++) Assert.Equal(Math.Exp(scores[k]) / sum, y.Values[k], 1e-6);
    }

    [Fact]
    public void SharesOfASumLeaveOutWhatIsNegativeOrMissing()
    {
        var y = new Tensor<float>();
        new ClassShares("ShareOfSum").Run(new Tensor<float>([0.2f, -1f, 0.6f, 0f, 0f, 0f], 2, 3), y);
        Assert.Equal([0.25f, 0f, 0.75f, 0f, 0f, 0f], y.Values.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Throws<OperatorException>(static () => new ClassShares("Softmax"));
    }

    [Fact]
    public void TheHighestOfWhatIsKnownHasAKey()
    {
        var y = new Tensor<long>();
        new HighestKey().Run(new Tensor<float>([1f, 3f, 3f, float.NaN, -1f, float.NaN, float.NaN, float.NaN, float.NaN], 3, 3), y);
        Assert.Equal([2L, 2L, 0L], y.Values.ToArray());
    }

    [Fact]
    public void BinsAreBetweenZeroAndOne()
    {
        var y = new Tensor<float>();
        new BinPlace<float>(new Tensor<float>([-1f, 1f, float.PositiveInfinity, 5f, float.PositiveInfinity], 5), [0, 3]).Run(new Tensor<float>([-2f, 5f, 1f, 6f, float.NaN, 9f], 3, 2), y);
        Assert.Equal([0f, 0f, 0.5f, 1f, float.NaN, 1f], y.Values.ToArray());
    }

    [Fact]
    public void AShareOfADamagedMeanIsNaN()
    {
        var y = new Tensor<float>();
        new NormalShare<float>(new Tensor<float>([float.NaN], 1), new Tensor<float>([1f], 1)).Run(new Tensor<float>([2f], 1, 1), y);
        Assert.True(float.IsNaN(y.Values[0]));
    }

    [Fact]
    public void HalfOfANormalDistributionIsBelowItsMean()
    {
        var y = new Tensor<double>();
        new NormalShare<double>(new Tensor<double>([2.0], 1), new Tensor<double>([3.0], 1)).Run(new Tensor<double>([2.0, 5.0, -1.0, double.NaN], 4, 1), y);
        Assert.Equal([0.5, 0.841344746, 0.158655254, 0], y.Values.ToArray(), static (a, b) => Math.Abs(a - b) < 2e-4);
    }

    [Fact]
    public void WordsAndTheirPairsAreCounted()
    {
        string[] terms = ["a", "b", "c"];
        var grams = new TextGrams(["Normalize 25 ", "Words 0  ,"], 0, [0, 1, 2, 4, 6], [1, 2, 1, 2, 1, 3], 2, 0, terms);
        var y = new Tensor<float>();
        grams.Run(new Tensor<string>(["A b,a  c", "nothing here", ""], 3, 1), y);
        Assert.Equal([2f, 1f, 1f, 1f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f], y.Values.ToArray());
    }

    [Fact]
    public void KeysMayBeLeftOutOfAnNGram()
    {
        var grams = new TextGrams(["Words 0  "], 0, [0, 2], [1, 2], 2, 2, ["a", "b"]);
        var y = new Tensor<float>();
        grams.Run(new Tensor<string>(["a b", "a x b", "a x x b", "a x x x b"], 4, 1), y);
        Assert.Equal([1f, 1f, 1f, 0f], y.Values.ToArray());
    }

    [Fact]
    public void CharactersAreMarkedAndWeighted()
    {
        var grams = new TextGrams(["Characters 96 "], 0, [0, 2, 4], [2, 'x', 'y', 3], 2, 0, weighting: "TFIDF", frequencies: new Tensor<double>([0.5, 2], 2));
        var y = new Tensor<float>();
        grams.Run(new Tensor<string>(["xy", "yx"], 2, 1), y);
        Assert.Equal([0.5f, 2f, 0f, 0f], y.Values.ToArray());
    }

    [Theory]
    [InlineData("L2", 0, 0.6f)]
    [InlineData("L1", 0, 3f / 7)]
    [InlineData("Infinity", 0, 0.75f)]
    [InlineData("L2", 1, -0.70710678f)]
    [InlineData("Deviation", 1, -1f)]
    public void RowsAreDividedByTheirNorm(string norm, long subtractsMean, float first)
    {
        var y = new Tensor<float>();
        new ContrastNormalizer(norm, 1, subtractsMean).Run(new Tensor<float>([3f, 4f], 1, 2), y);
        Assert.Equal(first, y.Values[0], 1e-6f);
    }

    [Fact]
    public void DistancesAreSquared()
    {
        var y = new Tensor<float>();
        new SquaredDistances(new Tensor<float>([0f, 0f, 3f, 4f], 2, 2)).Run(new Tensor<float>([3f, 0f], 1, 2), y);
        Assert.Equal([9f, 16f], y.Values.ToArray());
    }

    private static long Hashed<T>(Tensor<T> x, ValueHash<T> hash)
        where T : notnull
    {
        var y = new Tensor<long>();
        hash.Run(x, y);
        return y.Values[0];
    }
}
