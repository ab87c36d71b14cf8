namespace MlDsl.Training.Tests;

public sealed class SliceTests
{
    private static readonly EvaluationOptions Small = new() { Resamples = 0, MinSliceRows = 2 };

    [Fact]
    public void EachValueIsMeasuredByItself()
    {
        RegressionMetrics metrics = RegressionEvaluator.Evaluate(
            [1, 2, 3, 4, 5], [2, 2, 4, 6, 5], new() { Slices = [SliceColumn.From("sex", ["m", "f", "m", "f", null])] }, 3, Small);
        Assert.Equal([SliceColumn.Missing, "f", "m"], metrics.Slices.Select(static slice => slice.Value));
        Assert.All(metrics.Slices, static slice => Assert.Equal("sex", slice.Column));

        RegressionMetrics alone = RegressionEvaluator.Evaluate([2, 4], [2, 6], baseline: 3, options: Small);
        Assert.Equal(alone, metrics.Slices.Single(static slice => slice.Value == "f").Metrics);
    }

    [Fact]
    public void ASmallSliceIsListedButNotMeasured()
    {
        Slice<RegressionMetrics> slice = RegressionEvaluator.Evaluate(
            [1, 2, 3], [1, 2, 3], new() { Slices = [SliceColumn.From("sex", ["m", "m", "f"])] }, options: Small).Slices[0];
        Assert.True(slice.IsTooSmall);
        Assert.Equal(1, slice.Rows);
        Assert.Equal("sex = f (1 row): fewer than 2 rows", slice.ToString());
    }

    [Fact]
    public void AValueWithoutRowsIsTooSmall()
    {
        var column = new SliceColumn("sex", ["f", "m", "x"], new[] { 0, 1, 0 });
        Assert.Equal(0, RegressionEvaluator.Evaluate([1, 2, 3], [1, 2, 3], new() { Slices = [column] }, options: Small).Slices[2].Rows);
    }

    [Fact]
    public void ASliceThatIsAllRowsHasTheSameIntervals()
    {
        EvaluationRows rows = new() { Weights = ReferenceData.Weights, Slices = [new("all", ["yes"], new int[ReferenceData.Rows])] };
        BinaryMetrics metrics = BinaryEvaluator.Evaluate(ReferenceData.Positives, ReferenceData.Probabilities, new(0.5f), rows);
        Assert.True(metrics.RocAuc.HasInterval);
        Assert.Equal(metrics.Named, metrics.Slices[0].Metrics?.Named);
    }

    [Fact]
    public void EveryClassKeepsItsPlaceInASlice()
    {
        MulticlassMetrics metrics = MulticlassEvaluator.Evaluate(
            [0, 1, 1], [1, 0, 0, 1, 1, 0], ["no", "yes"], new() { Slices = [SliceColumn.From("sex", ["m", "f", "f"])] }, options: Small);
        Assert.Equal([0, 2], metrics.Slices[0].Metrics?.Classes.Select(static of => of.Rows));
    }

    [Fact]
    public void ASliceWithoutWeightIsUndefined()
    {
        RegressionMetrics metrics = RegressionEvaluator.Evaluate(
            [1, 2, 3], [1, 2, 3], new() { Weights = [0, 0, 1], Slices = [SliceColumn.From("sex", ["f", "f", "m"])] }, options: Small);
        Assert.Equal(Metric.Undefined, metrics.Slices[0].Metrics?.Rmse);
    }

    [Fact]
    public void TextListsTheSlices() => Culture.Finnish(static () => Assert.EndsWith(
        """

        slice    rows               RMSE    MAE     R²
        sex = f     1  fewer than 2 rows
        sex = m     2              1.000  1.000  0.000
        """,
        RegressionEvaluator.Evaluate(
            [1, 2, 4], [1, 3, 3], new() { Slices = [SliceColumn.From("sex", ["f", "m", "m"])] }, options: Small).ToString()));

    [Fact]
    public void ASliceInOneLineShowsEveryMetric() => Culture.Finnish(static () => Assert.Equal(
        "sex = m (2 rows): RMSE 1.000, MAE 1.000, R² 0.000, MAPE 0.375, Poisson deviance 0.340",
        RegressionEvaluator.Evaluate(
            [2, 4], [3, 3], new() { Slices = [SliceColumn.From("sex", ["m", "m"])] }, options: Small).Slices[0].ToString()));

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void ACodeThatIsNoIndexIsNamed(int code) => Assert.StartsWith(
        $"Row 1 of 'sex' has code {code}, but there are 2 values",
        Assert.Throws<ArgumentException>(() => new SliceColumn("sex", ["f", "m"], new[] { 0, code })).Message);

    [Fact]
    public void AColumnHasAName() => Assert.Throws<ArgumentException>(static () => new SliceColumn("", [], default));
}
