namespace MlDsl.Training.Tests;

public sealed class EvaluationOptionsTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(19)]
    public void TooFewResamplesAreRefused(int resamples) => Assert.Contains(
        "at least 20 resamples",
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationOptions { Resamples = resamples }).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void ALevelOutsideZeroToOneIsRefused(double level) => Assert.Contains(
        "above 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationOptions { Level = level }).Message);

    [Fact]
    public void NegativeThreadsAreRefused() => Assert.Contains(
        "0 (one on each processor)", Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationOptions { Threads = -1 }).Message);

    [Fact]
    public void SlicesOfNoRowsAreRefused() => Assert.Contains(
        "at least 1 row", Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationOptions { MinSliceRows = 0 }).Message);

    [Fact]
    public void TheBoundsThemselvesAreTaken()
    {
        var options = new EvaluationOptions { Resamples = 20, Threads = 0, MinSliceRows = 1, Level = 0.5, Seed = ulong.MaxValue };
        Assert.Equal((20, 0, 1), (options.Resamples, options.Threads, options.MinSliceRows));
        Assert.Equal((0.5, ulong.MaxValue), (options.Level, options.Seed));
    }

    [Fact]
    public void TheDefaultsAreThoseDocumented()
    {
        EvaluationOptions options = EvaluationOptions.Default;
        Assert.Equal((200, 0.95, 30, 0, 0UL), (options.Resamples, options.Level, options.MinSliceRows, options.Threads, options.Seed));
    }
}
