namespace MlDsl.Training.Tests;

public class QuasiNewtonTests
{
    private static readonly LinearRegressionOptions Tight = new() { Tolerance = 1e-8 };

    [Fact]
    public void FindsTheBottomOfALongValley()
    {
        double[] curvature = [.. Enumerable.Range(0, 40).Select(static i => Math.Pow(10, i / 13.0))];
        double[] minimum = [.. Enumerable.Range(0, 40).Select(static i => Math.Sin(i))];
        Bowl bowl = Bowl.Quadratic(curvature, minimum);
        Solution solution = Minimize(bowl, new double[40], new WolfeSearch());
        Assert.True(solution.Converged);
        for (int index = 0; index < 40; index++)
            Assert.Equal(minimum[index], solution.Point[index], 1e-7);
        // The promise of one pass per iteration, about.
        Assert.InRange(bowl.Passes, solution.Iterations, (1.3 * solution.Iterations) + 5);
    }

    [Fact]
    public void AnAbsolutePenaltyShrinksEveryCoordinateByItsStrength()
    {
        double[] minimum = [3, -2, 0.5, -0.25, 0, 4];
        double[] penalty = [1, 1, 1, 0.1, 1, 0];
        Solution solution = Minimize(Bowl.Quadratic([1, 1, 1, 1, 1, 1], minimum), new double[6], new OrthantSearch(penalty));
        double[] expected = [2, -1, 0, -0.15, 0, 4];
        for (int index = 0; index < 6; index++)
            Assert.Equal(expected[index], solution.Point[index], 1e-7);
        Assert.Equal(0, solution.Point[2]);
    }

    [Fact]
    public void AStartThatIsNotFiniteIsRefused()
    {
        var nowhere = new Bowl(static _ => double.NaN, static point => point);
        TrainingException problem = Assert.Throws<TrainingException>(() => Minimize(nowhere, [1], new WolfeSearch()));
        Assert.Contains("before the first step", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhereNoStepHelpsTheStartIsReturnedAsNotConverged(bool penalised)
    {
        // The gradient lies, as it does at the limits of rounding.
        var liar = new Bowl(static point => point[0] * point[0], static point => [-2 * point[0]]);
        Solution solution = Minimize(liar, [1], penalised ? new OrthantSearch([0.1]) : new WolfeSearch());
        Assert.False(solution.Converged);
        // Steps that rounding cannot tell from none are allowed.
        Assert.Equal(1, solution.Point[0], 1e-9);
    }

    private static Solution Minimize(Bowl bowl, double[] start, LineSearch search) =>
        QuasiNewton.Minimize(bowl, start, search, 1, Tight, new TrainingControl());
}
