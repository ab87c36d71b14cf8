namespace MlDsl.Training.Tests;

/// <summary>Groups get numbers in the order in which they appear, wherever their rows lie.</summary>
public sealed class GroupNumbersTests
{
    [Fact]
    public void ByTheirFirstRows()
    {
        var numbers = new GroupNumbers(6);
        numbers.Add([70, 3, 70]);
        numbers.Add([ulong.MaxValue, 3, 70]);
        Assert.Equal([0, 1, 0, 2, 1, 0], numbers.Of);
        Assert.Equal([3, 2, 1], numbers.Counts);
        Assert.Equal([0, 1, 3], numbers.First);
    }

    [Fact]
    public void RowsWithoutGroupsAreRefused() => Assert.Contains(
        "The rows have no groups, within which they could be ranked", Assert.Throws<TrainingException>(static () => new GroupNumbers(1).Add(new FeatureBlock([0, 0], [], [], [0], [1]))).Message, StringComparison.Ordinal);
}
