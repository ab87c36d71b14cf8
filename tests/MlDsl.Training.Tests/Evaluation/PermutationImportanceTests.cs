namespace MlDsl.Training.Tests;

public sealed class PermutationImportanceTests
{
    private const int Rows = 2000;
    private static readonly string[] Names = ["noise", "weak", "strong"];
    private static readonly float[][] Columns = [.. Names.Select(static (_, i) => Uniform(new Random(i + 1)))];

    // The label is 1 × weak + 3 × strong, which the model knows exactly.
    private static readonly float[] Labels = [.. Enumerable.Range(0, Rows).Select(static row => Columns[1][row] + (3 * Columns[2][row]))];

    [Fact]
    public void ColumnsAreRankedByWhatTheModelLosesWithoutThem()
    {
        // Shuffling a column of weight a and variance 1/12 makes an error of variance 2 a² / 12: RMSE 0.408 a. Tolerance 3 %.
        IReadOnlyList<ColumnImportance> importances = Measure(new() { Repeats = 10 });
        Assert.Equal(["strong", "weak", "noise"], importances.Select(static importance => importance.Column));
        Assert.Equal(3 / Math.Sqrt(6), importances[0].Increase.Value, 0.03 * 3 / Math.Sqrt(6));
        Assert.Equal(1 / Math.Sqrt(6), importances[1].Increase.Value, 0.03 / Math.Sqrt(6));
        Assert.Equal(new Metric(0, 0, 0), importances[2].Increase);
        Assert.True(importances[0].Increase.Low < importances[0].Increase.Value);
        Assert.True(importances[0].Increase.High > importances[0].Increase.Value);
    }

    [Fact]
    public void TheIntervalIsStudents()
    {
        // Losses of 0 in place, then 1 and 3: mean 2, standard error 1, and 12.706 is the 97.5 % point of t with 1 degree of freedom.
        var losses = new Queue<double>([0, 1, 3]);
        Metric increase = PermutationImportance.Measure(
            ["only"], 2, 1, static (_, _, _) => { }, _ => losses.Dequeue(), new() { Repeats = 2 })[0].Increase;
        Assert.Equal(2, increase.Value);
        Assert.Equal(2 - 12.706204736, increase.Low, 1e-6);
        Assert.Equal(2 + 12.706204736, increase.High, 1e-6);
    }

    [Fact]
    public void TheSameSeedGivesTheSameImportances()
    {
        Assert.Equal(Measure(new() { Seed = 4 }), Measure(new() { Seed = 4 }));
        Assert.NotEqual(Measure(new() { Seed = 4 }), Measure(new() { Seed = 5 }));
    }

    [Fact]
    public void OneRepeatHasNoInterval() => Assert.False(Measure(new() { Repeats = 1 })[0].Increase.HasInterval);

    [Fact]
    public void EveryRowIsTakenOnceAndEveryPlaceIsAsLikely()
    {
        // 6 orders of 3 rows over 6,000 shuffles: each within 5 standard errors of 1,000.
        var seen = new Dictionary<(int, int, int), int>();
        bool inPlace = true;
        PermutationImportance.Measure(
            ["only"],
            3,
            1,
            (_, permutation, _) =>
            {
                if (inPlace) Assert.Equal([0, 1, 2], permutation.ToArray());
                else CountOrder(seen, permutation);
                inPlace = false;
            },
            static _ => 0,
            new() { Repeats = 6000 });
        Assert.Equal(6, seen.Count);
        Assert.All(seen.Values, static count => Assert.InRange(count, 1000 - 145, 1000 + 145));
    }

    [Fact]
    public void RowsOfSeveralOutputsGetRoomForThem()
    {
        var rooms = new HashSet<int>();
        PermutationImportance.Measure(["only"], 4, 3, (_, _, predictions) => rooms.Add(predictions.Length), static _ => 0);
        Assert.Equal([12], rooms);
    }

    [Theory]
    [InlineData(new[] { 0, double.NaN }, "The loss is NaN with 'only' permuted; importance needs finite losses")]
    [InlineData(new[] { double.NegativeInfinity }, "The loss is -Infinity with every row in place; importance needs finite losses")]
    public void ALossThatIsNoNumberNamesTheColumn(double[] values, string message)
    {
        var losses = new Queue<double>(values);
        Assert.Equal(
            message,
            Assert.Throws<EvaluationException>(
                () => PermutationImportance.Measure(["only"], 2, 1, static (_, _, _) => { }, _ => losses.Dequeue())).Message);
    }

    [Fact]
    public void ShapesAndOptionsAreChecked()
    {
        Assert.Throws<ArgumentException>(static () => PermutationImportance.Measure([], 2, 1, static (_, _, _) => { }, static _ => 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            static () => PermutationImportance.Measure(Names, 1, 1, static (_, _, _) => { }, static _ => 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            static () => PermutationImportance.Measure(Names, 2, 0, static (_, _, _) => { }, static _ => 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PermutationImportanceOptions { Repeats = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PermutationImportanceOptions { Level = 1 });
    }

    private static IReadOnlyList<ColumnImportance> Measure(PermutationImportanceOptions options) => PermutationImportance.Measure(
        Names, Rows, 1, Predict, static predictions => Losses.Rmse(Labels, predictions), options);

    private static void Predict(int column, ReadOnlySpan<int> permutation, Span<float> predictions)
    {
        for (int row = 0; row < Rows; row++)
            predictions[row] = Columns[1][column == 1 ? permutation[row] : row] + (3 * Columns[2][column == 2 ? permutation[row] : row]);
    }

    private static void CountOrder(Dictionary<(int, int, int), int> seen, ReadOnlySpan<int> permutation)
    {
        (int, int, int) order = (permutation[0], permutation[1], permutation[2]);
        seen[order] = seen.GetValueOrDefault(order) + 1;
    }

    private static float[] Uniform(Random random) => [.. Enumerable.Range(0, Rows).Select(_ => random.NextSingle())];
}
