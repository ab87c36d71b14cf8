namespace MlDsl.Training.Tests;

public class FeatureBlockTests
{
    [Fact]
    public void TheBuilderKeepsWhatIsNotZero()
    {
        var builder = new FeatureBlockBuilder();
        builder.Add(1, 2.5f);
        builder.Add(3, 0);
        builder.Add(4, float.NaN);
        builder.EndRow(7);
        builder.EndRow(8, 0.5f);
        FeatureBlock block = builder.Build();
        Assert.Equal(2, block.Rows);
        Assert.Equal([0, 2, 2], block.RowStart.ToArray());
        Assert.Equal([1, 4], block.Positions.ToArray());
        Assert.Equal([2.5f, float.NaN], block.Values.ToArray());
        Assert.Equal([7f, 8f], block.Labels.ToArray());
        Assert.Equal([1f, 0.5f], block.Weights.ToArray());
        Assert.Equal(0, builder.Rows);
    }

    [Fact]
    public void TheBuilderStopsAtAFullBlock()
    {
        var builder = new FeatureBlockBuilder();
        for (int row = 0; row < FeatureBlock.MaxRows; row++)
            builder.EndRow(0);
        Assert.True(builder.IsFull);
        Assert.Throws<InvalidOperationException>(() => builder.EndRow(0));
        Assert.Equal(FeatureBlock.MaxRows, builder.Build().Rows);
        Assert.False(builder.IsFull);
    }

    [Fact]
    public void TheBuilderRefusesHalfARow()
    {
        var builder = new FeatureBlockBuilder();
        builder.EndRow(0);
        builder.Add(0, 1);
        Assert.Throws<InvalidOperationException>(builder.Build);
    }

    [Theory]
    [InlineData(new[] { 0, 1 }, new[] { 0 }, 0, 0, "rows")]
    [InlineData(new[] { 0, 1 }, new[] { 0 }, 1, 2, "weights")]
    [InlineData(new[] { 0, 1, 1 }, new[] { 0 }, 1, 1, "row start")]
    [InlineData(new[] { 0, 2 }, new[] { 0 }, 1, 1, "from 0 to 1")]
    [InlineData(new[] { 1, 1 }, new[] { 0 }, 1, 1, "from 0 to 1")]
    [InlineData(new[] { 0, 2, 1 }, new[] { 0 }, 2, 2, "outside 0…1")]
    [InlineData(new[] { 0, 1, 0, 1 }, new[] { 0 }, 3, 3, "Row 1 of the block ends")]
    [InlineData(new[] { 0, 2 }, new[] { 3, 3 }, 1, 1, "must ascend")]
    [InlineData(new[] { 0, 1 }, new[] { -1 }, 1, 1, "must ascend")]
    public void ArraysThatAreNoRowsAreRefused(int[] rowStart, int[] positions, int labels, int weights, string message)
    {
        ArgumentException problem = Assert.Throws<ArgumentException>(() =>
            new FeatureBlock(rowStart, positions, new float[positions.Length], new float[labels], new float[weights]));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPositionNeedsAValue() => Assert.Throws<ArgumentException>("values", () => new FeatureBlock([0, 1], [0], [], [1], [1]));

    [Fact]
    public void TooManyRowsAreRefused() => Assert.Throws<ArgumentException>("labels", () => new FeatureBlock(
        new int[FeatureBlock.MaxRows + 2], [], [], new float[FeatureBlock.MaxRows + 1], new float[FeatureBlock.MaxRows + 1]));

    [Fact]
    public void EveryRowHasAGroupOrNone()
    {
        Assert.Throws<ArgumentException>("groups", () => new FeatureBlock([0, 0], [], [], [1], [1], [3, 4]));
        var builder = new FeatureBlockBuilder();
        builder.EndRow(1, 1, group: 7);
        builder.EndRow(2, 1, group: ulong.MaxValue);
        Assert.Equal([7, ulong.MaxValue], builder.Build().Groups.ToArray());
        builder.EndRow(1);
        Assert.Equal(0, builder.Build().Groups.Length);
        builder.EndRow(1);
        builder.EndRow(1, 1, group: 7);
        Assert.Contains("1 of 2 rows have a group", Assert.Throws<InvalidOperationException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeldDesignCountsItsRows()
    {
        HeldDesign design = Designs.Make([[1], [2], [3]], [0, 0, 0], rowsPerBlock: 2);
        Assert.Equal((1, 3L), (design.Width, design.Rows));
        Assert.Equal([2, 1], design.Blocks(CancellationToken.None).Select(static block => block.Rows));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeldDesign(-1, []));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void RowsAddedWholeAreThoseAddedEntryByEntry(int reservedRows, int reservedEntries)
    {
        int[][] positions = [[0, 2, 5], [], [1, 2], [4]];
        float[][] values = [[1, 0, float.NaN], [], [-0f, 3], [0.5f]];
        FeatureBlockBuilder whole = new(), each = new();
        whole.Reserve(reservedRows, reservedEntries);
        for (int row = 0; row < positions.Length; row++)
        {
            whole.Add(positions[row], values[row]);
            for (int i = 0; i < positions[row].Length; i++) each.Add(positions[row][i], values[row][i]);
            whole.EndRow(row);
            each.EndRow(row);
        }
        FeatureBlock expected = each.Build(), built = whole.Build();
        Assert.Equal(4, built.Positions.Length);
        Assert.Equal(expected.RowStart.ToArray(), built.RowStart.ToArray());
        Assert.Equal(expected.Positions.ToArray(), built.Positions.ToArray());
        Assert.Equal(expected.Values.ToArray(), built.Values.ToArray());
    }
}
