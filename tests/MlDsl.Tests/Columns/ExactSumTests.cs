using System.Numerics;
using MlDsl.Columns;

namespace MlDsl.Tests.Columns;

public sealed class ExactSumTests
{
    [Theory]
    [InlineData(new[] { 1e308, 1e308, -1e308, -1e308, 5e-324 }, 5e-324)]
    [InlineData(new[] { 1e16, 1, -1e16 }, 1)]
    [InlineData(new[] { 0.1, 0.2, -0.3 }, 2.7755575615628914E-17)]
    [InlineData(new[] { 1, 1.1102230246251565E-16, 4.9406564584124654E-324 }, 1.0000000000000002)]
    [InlineData(new[] { 1, 1.1102230246251565E-16 }, 1)]
    [InlineData(new[] { -3.5, -0.0, 0.0 }, -3.5)]
    [InlineData(new double[0], 0)]
    public void RoundsOnce(double[] values, double expected)
    {
        // The first two sums are those of Python's math.fsum; the fourth is half a unit and a little more, which rounds up, not to even.
        ExactSum sum = new();
        foreach (double value in values) sum.Add(value);
        Assert.Equal(expected, sum.Round());
    }

    [Fact]
    public void AgreesWithRationalArithmetic()
    {
        Random random = new(1);
        ExactSum sum = new();
        BigInteger exact = 0;
        for (int i = 0; i < 20_000; i++)
        {
            // An integer times a power of two from 2⁻¹⁰⁰ to 2¹⁰⁰.
            long mantissa = random.NextInt64(-1L << 53, 1L << 53);
            int exponent = random.Next(-100, 101);
            sum.Add(Math.ScaleB(mantissa, exponent));
            exact += (BigInteger)mantissa << (exponent + 100);
        }
        Assert.Equal(exact << (-ExactSum.Scale - 100), sum.ToInteger());
    }

    [Theory]
    [InlineData(0.1, 1_000_003)]
    [InlineData(-12345.678, long.MaxValue)]
    [InlineData(float.Epsilon, 7)]
    public void AddsAValueManyTimes(double value, long times)
    {
        ExactSum once = new(), many = new();
        once.Add(value);
        many.Add(value, times);
        Assert.Equal(once.ToInteger() * times, many.ToInteger());
    }

    [Fact]
    public void GivesTheExactMeanAndDeviation()
    {
        // Catastrophic for the textbook formula in double: the deviation of 2^24, 2^24 + 2, 2^24 + 4 is √(8/3).
        Moments moments = new();
        foreach (float value in (float[])[16777216f, 16777218f, 16777220f]) moments.Add(value);
        Assert.Equal(16777218, moments.Mean());
        Assert.Equal(Math.Sqrt(8.0 / 3), moments.Deviation());
    }
}
