using MathNet.Numerics;

namespace MlDsl.Training.Tests;

public class NormalEquationsTests
{
    [Fact]
    public void SolvesWhatIsPositiveDefinite()
    {
        double[] solution = NormalEquations.Solve([1, 0.5, 0.5, 1], [2, 1.75]);
        Assert.Equal(1.5, solution[0], 1e-12);
        Assert.Equal(1, solution[1], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 - 1e-12)]
    public void SharesTheWeightAmongEqualFeatures(double correlation)
    {
        double[] solution = NormalEquations.Solve([1, correlation, correlation, 1], [1, 1]);
        Assert.Equal(0.5, solution[0], 1e-6);
        Assert.Equal(0.5, solution[1], 1e-6);
    }

    [Fact]
    public void TheThreadsOfTheFactorisationChangeNoBit()
    {
        const int Size = 300;
        double[] matrix = [.. Enumerable.Range(0, Size * Size).Select(static i => Math.Exp(-0.3 * Math.Abs((i / Size) - (i % Size))))];
        double[] right = [.. Enumerable.Range(0, Size).Select(static i => Math.Cos(i))];
        int before = Control.MaxDegreeOfParallelism;
        try
        {
            Control.MaxDegreeOfParallelism = 1;
            double[] one = NormalEquations.Solve([.. matrix], right);
            Control.MaxDegreeOfParallelism = 8;
            Assert.Equal(one, NormalEquations.Solve([.. matrix], right));
        }
        finally
        {
            Control.MaxDegreeOfParallelism = before;
        }
    }

    [Fact]
    public void RefusesWhatIsNoProductMatrix()
    {
        TrainingException problem = Assert.Throws<TrainingException>(() => NormalEquations.Solve([1, 2, 2, 1], [1, 1]));
        Assert.Contains("raise L2", problem.Message, StringComparison.Ordinal);
    }
}
