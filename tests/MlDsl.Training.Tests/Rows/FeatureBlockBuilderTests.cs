using MlDsl.Testing;

namespace MlDsl.Training.Tests;

/// <summary>What blocks take over from their builder.</summary>
[Collection(Alone.Name)]
public sealed class FeatureBlockBuilderTests
{
    private const int Rows = 1_024, Entries = 8;

    [Fact]
    public void ABlockThatFillsItsRoomIsNotCopied() => Assert.InRange(Least(Rows, Entries, Rows * Entries), Room(Rows, Entries), Room(Rows, Entries) + 512);

    // A block that is held does not hold the room of one that might have come; the builder does.
    [Fact]
    public void ABlockThatFillsItsRoomInPartIsCopiedAndTheRoomServesAgain() => Assert.InRange(Least(16, Entries, Rows * Entries), Room(16, Entries), Room(16, Entries) + 512);

    [Fact]
    public void WithoutRowsThereIsNoBlock() => Assert.Contains("at least one row", Assert.Throws<ArgumentException>(new FeatureBlockBuilder().Build).Message, StringComparison.Ordinal);

    [Fact]
    public void SpansAreTakenWithoutTheirZeros()
    {
        var builder = new FeatureBlockBuilder();
        builder.Add([0, 2, 5], [0f, float.NaN, -0f]);
        builder.EndRow(1);
        builder.Add([1, 3, 4], [1f, 2f, 0f]);
        builder.EndRow(2, 3);
        builder.Add([], []);
        builder.EndRow(3);
        FeatureBlock block = builder.Build();
        Assert.Equal([0, 1, 3, 3], block.RowStart.ToArray());
        Assert.Equal([2, 1, 3], block.Positions.ToArray());
        Assert.Equal([float.NaN, 1f, 2f], block.Values.ToArray());
        Assert.Equal([1f, 2f, 3f], block.Labels.ToArray());
        Assert.Equal([1f, 3f, 1f], block.Weights.ToArray());
        Assert.Equal(0, builder.Rows);
    }

    // The bytes of the second block and of all later ones.
    private static long Least(int rows, int entries, int reserved)
    {
        var builder = new FeatureBlockBuilder();
        int[] positions = [.. Enumerable.Range(0, entries)];
        float[] values = [.. positions.Select(static position => position + 1f)];
        long least = long.MaxValue;
        for (int turn = 0; turn < 4; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            builder.Reserve(rows, reserved);
            for (int row = 0; row < rows; row++)
            {
                builder.Add(positions, values);
                builder.EndRow(row);
            }
            FeatureBlock block = builder.Build();
            long took = GC.GetAllocatedBytesForCurrentThread() - before;
            if (turn > 0) least = Math.Min(least, took);
            Assert.Equal((rows, rows * entries), (block.Rows, block.Values.Length));
        }
        return least;
    }

    private static long Room(int rows, int entries) => rows * ((entries * 8L) + 12);
}
