namespace MlDsl.Training.Tests;

public class LinearOptionsTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void PenaltiesAreFiniteAndNotNegative(double value)
    {
        Refused("L1", () => new LinearRegressionOptions { L1 = value });
        Refused("L2", () => new PoissonRegressionOptions { L2 = value });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void ToleranceIsBetweenZeroAndOne(double value) =>
        Refused("Tolerance", () => new LogisticRegressionOptions { Tolerance = value });

    [Fact]
    public void OtherOptionsAreChecked()
    {
        Refused("MaxIterations", static () => new LinearRegressionOptions { MaxIterations = 0 });
        Refused("ClassWeights", static () => new LogisticRegressionOptions { ClassWeights = (ClassWeights)7 });
        Refused("Threads", static () => new TrainingControl { Threads = -1 });
    }

    [Fact]
    public void OptionsAreComparedByValue() =>
        Assert.Equal(new LogisticRegressionOptions { L2 = 0.5 }, new LogisticRegressionOptions { L2 = 0.25 } with { L2 = 0.5 });

    private static void Refused(string name, Func<object> make) => Assert.Throws<ArgumentOutOfRangeException>(name, make);
}
