using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

public sealed class PowerTests
{
    /// <summary>λ of PowerTransformer (scikit-learn 1.2.1).</summary>
    [Theory]
    [InlineData(new[] { 0.5f, 2, 3.25f, -1.5f, 10, 4, 4, 7.75f, -3, 120 }, 0.254745356)]
    [InlineData(new[] { 9.9f, 9.5f, 9, 8.7f, 8, 7, 5, 2, 9.8f, 9.7f }, 3.013939675)]
    [InlineData(new[] { -100f, -30, -7, -2, -1, -0.5f, 0, 0.1f, 0.3f, -15 }, 2.280869207)]
    public void FindsTheExponentThatPowerTransformerFinds(float[] values, double lambda) => Assert.Equal(lambda, Fit(values).Lambda, 1e-5);

    [Theory]
    [InlineData(0, 1.5)]
    [InlineData(2, 1.5)]
    [InlineData(-1.5, -0.25)]
    [InlineData(0.5, -3)]
    [InlineData(0, 1e-9)]
    [InlineData(1, 1e-9)]
    public void TransformsByTheDefinition(double lambda, double value)
    {
        // The four cases of the paper; near 0 every exponent leaves the value as it is.
        double expected = Math.Abs(value) < 1e-8 ? value
            : value >= 0 ? lambda == 0 ? Math.Log(value + 1) : (Math.Pow(value + 1, lambda) - 1) / lambda
            : lambda == 2 ? -Math.Log(1 - value) : -(Math.Pow(1 - value, 2 - lambda) - 1) / (2 - lambda);
        Assert.Equal(1, YeoJohnson.Transform(value, lambda) / expected, 1e-8);
    }

    [Theory]
    // Skewed to the left around 10⁶: the exponent reaches its bound, and (10⁶)⁸ is beyond float.
    [InlineData(new[] { 999_000f, 1_000_000, 1_000_010, 1_000_012, 1_000_013, 1_000_014, 1_000_014, 1_000_015 })]
    // Skewed to the right: exponents far below 0 would make all values equal in double.
    [InlineData(new[] { 1_000_000f, 1_000_001, 1_000_002, 1_000_003, 1_000_003, 1_000_005, 1_000_020, 1_001_000 })]
    [InlineData(new[] { -1_000_000f, -1_000_001, -1_000_002, -1_000_003, -1_000_003, -1_000_005, -1_000_020, -1_001_000 })]
    [InlineData(new[] { float.MinValue, float.MaxValue, 0, 1e37f })]
    [InlineData(new[] { 16_777_216f, 16_777_217, 16_777_218 })]
    [InlineData(new[] { 1e-30f, 2e-30f, 5e-30f })]
    public void StandardizesFarFromZeroToo(float[] values)
    {
        NumericEncoding encoding = Fit(values);
        float[] row = [.. values.Select(v => Row(encoding, v)[0])];
        Assert.Equal(0, row.Average(), 1e-4);
        Assert.Equal(1, row.Average(static v => v * v), 1e-4);
        // What differs stays different, in the same order.
        float[] sorted = [.. values.Order().Distinct().Select(v => Row(encoding, v)[0])];
        for (int i = 1; i < sorted.Length; i++) Assert.True(sorted[i] > sorted[i - 1]);
        Assert.True(float.IsFinite(Row(encoding, float.MaxValue)[0]) && float.IsFinite(Row(encoding, float.MinValue)[0]));
    }

    [Theory]
    [InlineData(57f, 58f, 59f)]
    [InlineData(-59f, -58f, -57f)]
    [InlineData(1000f, 1001f, 1003f)]
    public void AnotherLibrarysLastDigitsDoNotShow(float low, float middle, float high)
    {
        NumericEncoding encoding = Fit([low, low, middle, middle, middle, high]);
        foreach (float value in new[] { low, middle, high })
        {
            // The definition by powers instead of logarithms.
            double power = value >= 0 ? encoding.Lambda : 2 - encoding.Lambda;
            double transformed = Math.Sign(value) * (Math.Pow(1 + Math.Abs((double)value), power) - 1) / power;
            Assert.Equal((transformed - encoding.Offset) * encoding.Factor, Row(encoding, value)[0], 2.5e-7);
        }
    }

    [Fact]
    public void AgreesWithLogarithmsForLogNormalValues()
    {
        // ln(1 + x) normal, at its quantiles: the exponent is 0.
        float[] values = [.. Enumerable.Range(1, 999).Select(static i => (float)Math.Exp(5 + Quantile(i / 1000.0)) - 1)];
        Assert.Equal(0, Fit(values).Lambda, 1e-3);
    }

    private static NumericEncoding Fit(float[] values) =>
        Learn(new NumericOptions { Scale = Scale.Power }, [.. values.Select(static v => (float?)v)]);

    /// <summary>The quantile of the standard normal distribution, by bisection of Simpson's rule over its density.</summary>
    private static double Quantile(double share)
    {
        double low = -9, high = 9;
        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            if (0.5 + Area(middle) < share) low = middle;
            else high = middle;
        }
        return low;
    }

    private static double Area(double to)
    {
        double sum = 0, step = to / 64;
        for (int i = 0; i < 64; i++)
        {
            double at = i * step;
            sum += (Density(at) + 4 * Density(at + step / 2) + Density(at + step)) * step / 6;
        }
        return sum;
    }

    private static double Density(double at) => Math.Exp(-at * at / 2) / Math.Sqrt(2 * Math.PI);
}
