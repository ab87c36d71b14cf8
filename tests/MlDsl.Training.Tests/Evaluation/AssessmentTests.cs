namespace MlDsl.Training.Tests;

public sealed class AssessmentTests
{
    private static readonly RegressionMetrics Metrics =
        RegressionEvaluator.Evaluate([1, 2], [1, 2], options: new() { Resamples = 0 });

    [Fact]
    public void TheFirstTimeSaysSo() => Culture.Finnish(static () => Assert.Equal(
        $"""
        Assessed on the 1,234 rows of the test set, for the first time
        None of them occurs on another side of the split

        {Metrics}
        """,
        new Assessment<RegressionMetrics>(Metrics, 1234, 1, 0).ToString()));

    [Fact]
    public void WhatMakesTheFiguresOptimisticIsSaid() => Culture.Finnish(static () => Assert.StartsWith(
        """
        Assessed on the 2 rows of the test set, 3 times by now: choices made between the times make the figures optimistic
        1 of them also occurs on another side of the split, which makes the figures optimistic
        """,
        new Assessment<RegressionMetrics>(Metrics, 2, 3, 1).ToString()));

    [Fact]
    public void OnlyMlDslMakesOne() => Assert.Empty(typeof(Assessment<RegressionMetrics>).GetConstructors());

    [Fact]
    public void KeepsWhatItIsGiven()
    {
        var assessment = new Assessment<RegressionMetrics>(Metrics, 2, 3, 1);
        Assert.Same(Metrics, assessment.Metrics);
        Assert.Equal((2, 3, 1), (assessment.Rows, assessment.TimesAssessed, assessment.DuplicateRows));
        Assert.Equal(new Assessment<RegressionMetrics>(Metrics, 2, 3, 1), assessment);
    }
}
