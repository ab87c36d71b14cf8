using System.Reflection;

namespace MlDsl.Training.Tests;

public sealed class ScoreTests
{
    [Theory]
    [InlineData(-0.0001f)]
    [InlineData(1.0001f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AProbabilityOutsideZeroToOneIsRefused(float value)
    {
        Assert.Contains("from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Probability(value)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => (Probability)value);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.25f)]
    [InlineData(1f)]
    public void AProbabilityKeepsItsValue(float value)
    {
        Assert.Equal(value, (float)(Probability)value);
        Assert.Equal(new Probability(value), Probability.Unchecked(value));
    }

    [Fact]
    public void ScoresKeepTheirValueAndCompare()
    {
        Score low = new(-2.5f), high = (Score)3f;
        Assert.Equal(-2.5f, (float)low);
        Assert.True(low < high && high > low && low <= high && high >= low);
        Assert.False(low > high || high < low);
        Assert.Equal([low, high], new[] { high, low }.Order());
    }

    [Fact]
    public void ProbabilitiesCompare()
    {
        Probability low = new(0.25f), high = new(0.75f);
        Assert.True(low < high && high > low && low <= high && high >= low);
        Assert.False(low > high || high < low);
        Assert.Equal([low, high], new[] { high, low }.Order());
    }

    [Theory]
    [InlineData(typeof(Score))]
    [InlineData(typeof(Probability))]
    [InlineData(typeof(BinaryPrediction))]
    [InlineData(typeof(Metric))]
    public void NothingConvertsImplicitly(Type type) =>
        Assert.DoesNotContain(type.GetMethods(BindingFlags.Static | BindingFlags.Public), static method => method.Name == "op_Implicit");

    [Fact]
    public void TextIsTheSameInEveryCulture() => Culture.Finnish(static () =>
    {
        Assert.Equal("-1.5", new Score(-1.5f).ToString());
        Assert.Equal("0.25", new Probability(0.25f).ToString());
        Assert.Equal("True (probability 0.75, score 1.5)", new BinaryPrediction(new Score(1.5f), new Probability(0.75f), true).ToString());
    });
}
