namespace MlDsl.Training.Tests;

public sealed class MetricTests
{
    [Theory]
    [InlineData(0.696, 0.69, 0.702, "0.696 [0.690, 0.702]")]
    [InlineData(0.0123, 0.01, 0.02, "0.01230 [0.01000, 0.02000]")]
    [InlineData(0.000456, 0.0004, 0.0005, "0.0004560 [0.0004000, 0.0005000]")]
    [InlineData(0.00000123, 0.000001, 0.000002, "1.23E-6 [1.00E-6, 2.00E-6]")]
    [InlineData(-12.5, -13, -12, "-12.500 [-13.000, -12.000]")]
    [InlineData(12345.67, 12000, 13000, "12345.7 [12000.0, 13000.0]")]
    [InlineData(0, -0.5, 0.5, "0.000 [-0.500, 0.500]")]
    [InlineData(0.5, double.NaN, double.NaN, "0.500")]
    [InlineData(double.NaN, double.NaN, double.NaN, "undefined")]
    public void TextShowsTheValueAndItsInterval(double value, double low, double high, string text) =>
        Culture.Finnish(() => Assert.Equal(text, new Metric(value, low, high).ToString()));

    [Fact]
    public void UndefinedMetricsAreEqual()
    {
        Assert.False(Metric.Undefined.IsDefined);
        Assert.False(Metric.Undefined.HasInterval);
        Assert.Equal(Metric.Undefined, new Metric(double.NaN, double.NaN, double.NaN));
    }

    [Fact]
    public void AColumnsImportanceNamesTheColumn() => Culture.Finnish(static () =>
        Assert.Equal("Miles 0.412 [0.398, 0.426]", new ColumnImportance("Miles", new Metric(0.412, 0.398, 0.426)).ToString()));
}
