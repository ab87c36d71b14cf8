using System.Runtime.CompilerServices;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests;

/// <summary>Streams are scored as their rows would be, one after the other.</summary>
public sealed class BatchScoringTests
{
    [Theory]
    [InlineData(0, 7, 3)]
    [InlineData(1, 7, 3)]
    [InlineData(7, 7, 3)]
    [InlineData(1000, 7, 3)]
    [InlineData(1000, 7, 1)]
    [InlineData(1000, 2000, 4)]
    public async Task OutputsComeInTheOrderOfTheRows(int count, int batch, int parallelism)
    {
        Ride.Input[] rows = [.. Enumerable.Range(0, count).Select(static i => Made.Input with { Seconds = 60 + i })];
        var scored = new List<float>();
        await foreach (float fare in Made.Ride.ScoreAsync(Stream(rows), new() { BatchRows = batch, Parallelism = parallelism })) scored.Add(fare);
        Assert.Equal(rows.Select(r => Made.Ride.Predict(r)), scored);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(43)]
    public async Task ARefusedRowEndsItBehindTheRowsBefore(int bad)
    {
        Loan.Input[] rows = [.. Enumerable.Range(0, 50).Select(i => new Loan.Input { Purpose = i == bad ? "boat" : "car", Amount = i, Origin = "north" })];
        var scored = new List<BinaryPrediction>();
        UnknownCategoryException refused = await Assert.ThrowsAsync<UnknownCategoryException>(async () =>
        {
            await foreach (BinaryPrediction said in Made.Loan.ScoreAsync(Stream(rows), new() { BatchRows = 8, Parallelism = 3 })) scored.Add(said);
        });
        Assert.Equal("Purpose", refused.Column);
        Assert.Equal(rows.Take(bad).Select(r => Made.Loan.Predict(r)), scored);
    }

    [Fact]
    public async Task ASourceThatFailsEndsItBehindItsRows()
    {
        int scored = 0;
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (float _ in Made.Ride.ScoreAsync(Failing(21), new() { BatchRows = 4, Parallelism = 2 })) scored++;
        });
        Assert.Equal(21, scored);
    }

    [Fact]
    public async Task NoMoreIsReadThanTheBatchesHold()
    {
        int read = 0, scored = 0;
        async IAsyncEnumerable<Ride.Input> Counted()
        {
            while (true)
            {
                await Task.Yield();
                read++;
                yield return Made.Input;
            }
        }
        await foreach (float _ in Made.Ride.ScoreAsync(Counted(), new() { BatchRows = 5, Parallelism = 3 }))
        {
            Assert.True(read <= scored + 15, $"{read} rows were read and {scored} asked for");
            if (++scored == 100) break;
        }
    }

    [Fact]
    public async Task ItEndsWhenItIsCancelled()
    {
        using var source = new CancellationTokenSource();
        int scored = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (float _ in Made.Ride.ScoreAsync(Stream([.. Enumerable.Repeat(Made.Input, 1000)]), new() { BatchRows = 2, Parallelism = 2 }, source.Token))
                if (++scored == 10) await source.CancelAsync();
        });
        Assert.InRange(scored, 10, 20);
    }

    [Fact]
    public void SizesAreAboveZero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BatchScoringOptions { BatchRows = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BatchScoringOptions { Parallelism = 0 });
    }

    private static async IAsyncEnumerable<TRow> Stream<TRow>(TRow[] rows, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (TRow row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return row;
        }
    }

    private static async IAsyncEnumerable<Ride.Input> Failing(int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            await Task.Yield();
            yield return Made.Input;
        }
        throw new InvalidDataException("the file ends here");
    }
}
