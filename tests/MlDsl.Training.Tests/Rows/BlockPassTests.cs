namespace MlDsl.Training.Tests;

public class BlockPassTests
{
    public static TheoryData<int> Threads => [1, 2, 8, 64];

    [Theory]
    [MemberData(nameof(Threads))]
    public void EveryLaneSeesItsBlocksInOrder(int threads)
    {
        var lanes = Lanes(5);
        BlockPass.Run(new Numbered(103), new() { Threads = threads }, lanes, static (lane, block, firstRow) =>
        {
            Assert.Equal(firstRow, (long)block.Labels[0]);
            Thread.SpinWait((int)firstRow * 7919 % 5000);
            lane.Add(firstRow);
        });
        for (int lane = 0; lane < lanes.Length; lane++)
            Assert.Equal(Enumerable.Range(0, 103).Where(row => row % 5 == lane).Select(static row => (long)row), lanes[lane]);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void TheEarliestFailureIsThrown(int threads)
    {
        // The later failure happens first in time.
        InvalidOperationException problem = Assert.Throws<InvalidOperationException>(() =>
            BlockPass.Run(new Numbered(100), new() { Threads = threads }, Lanes(8), static (_, _, firstRow) =>
            {
                if (firstRow == 20)
                    Thread.Sleep(50);
                if (firstRow is 20 or 21 or 27)
                    throw new InvalidOperationException($"Row {firstRow}");
            }));
        Assert.Equal("Row 20", problem.Message);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void AFailureOfTheSourceIsThrown(int threads) => Assert.Throws<IOException>(() =>
        BlockPass.Run(new Numbered(100) { FailAt = 50 }, new() { Threads = threads }, Lanes(8), static (_, _, _) => { }));

    [Theory]
    [MemberData(nameof(Threads))]
    public void CancellationIsNeverMistakenForACompletePass(int threads)
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            BlockPass.Run(new Numbered(40), new() { Threads = threads, Cancellation = source.Token }, Lanes(8), (_, _, firstRow) =>
            {
                if (firstRow == 39)
                    source.Cancel();
            }));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void AChangedSourceIsNoticed(int threads)
    {
        TrainingException problem = Assert.Throws<TrainingException>(() =>
            BlockPass.Run(new Numbered(30) { Rows = 31 }, new() { Threads = threads }, Lanes(3), static (_, _, _) => { }));
        Assert.Contains("promises 31 rows but this pass gave 30", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void FewBlocksAreAliveAtATime(int threads)
    {
        var design = new Numbered(500);
        int done = 0, most = 0;
        BlockPass.Run(design, new() { Threads = threads }, Lanes(8), (_, _, _) =>
        {
            int alive = Volatile.Read(ref design.Given) - Interlocked.Increment(ref done);
            InterlockedMax(ref most, alive);
            Thread.SpinWait(2000);
        });
        Assert.Equal(500, done);
        // Per thread two that wait and one at work, and the one being read.
        Assert.InRange(most, 0, (3 * Math.Min(threads, 8)) + 1);
    }

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(100_000, 8, 25)]
    [InlineData(100_000_000, 8, 64)]
    [InlineData(100_000_000, 32 << 20, 8)]
    [InlineData(100_000_000, int.MaxValue, 4)]
    [InlineData(0, 0, 1)]
    public void LanesFitTheRowsAndTheMemory(long rows, long laneBytes, int lanes) =>
        Assert.Equal(lanes, BlockPass.Lanes(new Numbered(0) { Rows = rows }, laneBytes));

    private static List<long>[] Lanes(int count) => [.. Enumerable.Range(0, count).Select(static _ => new List<long>())];

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
                return;
        }
    }

    /// <summary>Blocks of one row whose label is its number.</summary>
    private sealed class Numbered(int count) : IDesign
    {
        public int Given;

        public int Width => 0;

        public long Rows { get; init; } = count;

        public int FailAt { get; init; } = -1;

        public IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation)
        {
            for (int row = 0; row < count; row++)
            {
                if (row == FailAt)
                    throw new IOException("The disk is gone");
                Interlocked.Increment(ref Given);
                yield return new FeatureBlock([0, 0], [], [], [row], [1]);
            }
        }
    }
}
