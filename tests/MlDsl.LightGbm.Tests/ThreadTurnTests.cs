using MlDsl.Boosting;
using MlDsl.Training;

// Some tests call the library themselves, by another number of threads and without a turn.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MlDsl.LightGbm.Tests;

/// <summary>Trainings with different numbers of threads do not meet in the library, which has one number for all.</summary>
public sealed class ThreadTurnTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task TrainingsOfAnyThreadsAtOnceAreThoseOfEachAlone()
    {
        var rows = Rows.Make(3_000, 5, TargetKind.Value, hasMissing: true);
        var options = new LightGbmOptions { Trees = 8, Leaves = 12 };
        byte[] Bytes(int threads) => TrainingTests.Bytes(options.Train(rows.Problem(TargetKind.Value), new TrainingControl { Threads = threads }).Predictor);
        byte[] alone = Bytes(1);
        Task<byte[]>[] all = [.. Enumerable.Range(0, 24).Select(i => Task.Run(() => Bytes(1 + (i % 4))))];
        foreach (byte[] one in await Task.WhenAll(all)) Assert.Equal(alone, one);
    }

    [Fact]
    public async Task OneNumberOverlapsAndAnotherWaits()
    {
        using var first = ThreadTurn.Take(2, default);
        Assert.Equal(2, await InNewFlow(static () => Threads(2)).WaitAsync(Patience));

        Task<int> other = InNewFlow(static () => Threads(3));
        Assert.NotSame(other, await Task.WhenAny(other, Task.Delay(200)));

        // Who comes later waits behind it, by whatever number.
        Task<int> last = InNewFlow(static () => Threads(2));
        Assert.NotSame(last, await Task.WhenAny(last, Task.Delay(200)));
        first.Dispose();
        Assert.Equal(3, await other.WaitAsync(Patience));
        Assert.Equal(2, await last.WaitAsync(Patience));
    }

    [Fact]
    public async Task WhatATrainingTrainsForItsRowsTakesItsNumber()
    {
        using (ThreadTurn.Take(2, default))
        {
            Assert.Equal(2, Threads(4));
            Assert.Equal(2, await Task.Run(static () => Threads(1)));
        }
        Assert.Equal(4, Threads(4));
    }

    [Fact]
    public async Task WhatOutlivesTheTrainingThatItBeganInIsWaitedFor()
    {
        ThreadTurn inner;
        using (ThreadTurn.Take(2, default)) inner = ThreadTurn.Take(4, default);
        Task<int> other = InNewFlow(static () => Threads(3));
        Assert.NotSame(other, await Task.WhenAny(other, Task.Delay(200)));
        inner.Dispose();
        Assert.Equal(3, await other.WaitAsync(Patience));
    }

    [Fact]
    public async Task WhoWaitsMayBeCancelled()
    {
        using var stop = new CancellationTokenSource();
        using var first = ThreadTurn.Take(1, default);
        Task<int> waiting = InNewFlow(() => Threads(2, stop.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
        Assert.Equal(1, await InNewFlow(static () => Threads(1)).WaitAsync(Patience));
    }

    private static int Threads(int wanted, CancellationToken cancellation = default)
    {
        using var turn = ThreadTurn.Take(wanted, cancellation);
        return turn.Threads;
    }

    // As another caller of the process, who is within no training.
    private static Task<int> InNewFlow(Func<int> call)
    {
        using (ExecutionContext.SuppressFlow()) return Task.Run(call);
    }
}
