using MlDsl.Columns;
using MlDsl.Testing;

namespace MlDsl.Training.Tests.Profiles;

/// <summary>What a reference takes while rows are read: once, however many threads there are.</summary>
[Collection(Alone.Name)]
public sealed class ProfileMemoryTests
{
    private const int Columns = 1_000, Rows = 1_024;

    private static readonly ProfiledColumn[] Wide = [.. Enumerable.Range(0, Columns).Select(static i => i % 4 == 0 ? ProfiledColumn.OfClasses($"Text{i}") : ProfiledColumn.OfNumbers($"Number{i}"))];

    [Fact]
    public void ThreadsAddTheirBlocksAndNothingElse()
    {
        var (one, ofOne) = Measured(1);
        var (sixteen, ofSixteen) = Measured(16);
        Assert.Equal(ofOne, ofSixteen);
        // A number or a text, and a cell, of each row of a block and each column; beside it the rows' numbers and times.
        const long Block = (Columns * ProfileBlock.MostRows * (sizeof(float) + 1)) + (Columns / 4 * ProfileBlock.MostRows * sizeof(int)) + 8_192;
        Assert.InRange(sixteen - one, 0, 15 * Block);
    }

    [Fact]
    public void AColumnTakesWhatItsValuesAreSpreadOver()
    {
        var random = new Random(1);
        long least = long.MaxValue;
        for (int turn = 0; turn < 3; turn++)
        {
            float[] values = [.. Enumerable.Range(0, 100_000).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
            long before = GC.GetAllocatedBytesForCurrentThread();
            var count = new ColumnCount(ColumnProfileKind.Number);
            count.Add(values);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.InRange(least, 100_000, 700_000);
    }

    // The bytes of a sketch and of all ways into it, and the profile's.
    private static (long Least, byte[] Profile) Measured(int workers)
    {
        var layout = ProfileRows.LayoutOf(Wide);
        long least = long.MaxValue;
        byte[] profile = [];
        for (int turn = 0; turn < 3; turn++)
        {
            var random = new Random(7);
            var values = new ColumnValue[Columns];
            long before = GC.GetAllocatedBytesForCurrentThread();
            var sketch = new ProfileSketch(layout, isTimed: false);
            ProfileFeed[] feeds = [.. Enumerable.Range(0, workers).Select(worker => new ProfileFeed(sketch, worker * Columns / workers))];
            for (int row = 0; row < Rows; row++)
            {
                for (int i = 0; i < Columns; i++) values[i] = i % 4 == 0 ? ColumnValue.Text(Texts[random.Next(Texts.Length)]) : ColumnValue.Number(random.NextDouble());
                feeds[row / ProfileBlock.MostRows % workers].Add(row, 0, values);
            }
            foreach (ProfileFeed feed in feeds) feed.Flush();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            profile = ProfileRows.Bytes(sketch);
        }
        return (least, profile);
    }

    private static readonly string[] Texts = [.. Enumerable.Range(0, 20).Select(static i => $"text {i}")];
}
