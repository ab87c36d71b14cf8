namespace MlDsl.Training.Tests;

public class WolfeSearchTests
{
    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(1)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void AnyFirstLengthEndsWhereBothConditionsHold(double scale)
    {
        // log(1 + exp(x − 3)) − 0.3·x: nearly straight on both sides of its minimum.
        var bowl = new Bowl(
            static point => Math.Max(point[0] - 3, 0) + Math.Log(1 + Math.Exp(-Math.Abs(point[0] - 3))) - (0.3 * point[0]),
            static point => [(1 / (1 + Math.Exp(3 - point[0]))) - 0.3]);
        (Iterate from, Iterate to, bool moved) = Search(bowl, -10, scale);
        Assert.True(moved);
        double slope = from.Gradient[0];
        Assert.True(to.Value <= from.Value + (1e-4 * slope * (to.Point[0] - from.Point[0])));
        Assert.True(Math.Abs(to.Gradient[0]) <= 0.9 * Math.Abs(slope));
        Assert.InRange(bowl.Passes, 2, 20);
    }

    [Fact]
    public void StepsBackFromWhereTheValueIsInfinite()
    {
        var barrier = new Bowl(
            static point => point[0] < 5 ? point[0] - Math.Log(5 - point[0]) - (3 * point[0]) : double.PositiveInfinity,
            static point => [-2 + (1 / (5 - point[0]))]);
        (_, Iterate to, bool moved) = Search(barrier, 0, 1e4);
        Assert.True(moved);
        Assert.InRange(to.Point[0], 0, 5);
    }

    [Fact]
    public void RefusesADirectionThatClimbs() =>
        Assert.False(Search(Bowl.Quadratic([1], [0]), 1, 1).Moved);

    private static (Iterate From, Iterate To, bool Moved) Search(Bowl bowl, double start, double direction)
    {
        Iterate from = new([start]), to = new([0]);
        from.Evaluate(bowl);
        bool moved = new WolfeSearch().Step(bowl, from, from.Gradient, (double[])[direction], to);
        return (from, to, moved);
    }
}
