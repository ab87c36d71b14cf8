using MlDsl.MlNet.Models;

namespace MlDsl.MlNet.Tests;

/// <summary>One model, many callers; and its end.</summary>
public sealed class ThreadTests
{
    private static readonly Ticket[] Rows = Ticket.Rows(200, seed: 3, isOdd: true);

    [Fact]
    public void SixtyFourThreadsGetWhatOneGets()
    {
        using Bayes model = Bayes.Load();
        var expected = new TopicPrediction[Rows.Length];
        model.Run(Rows, expected);
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(0, 64).Select(start => new Thread(() =>
        {
            for (int i = 0; i < Rows.Length; i++)
            {
                int row = (i + start) % Rows.Length;
                model.Run(in Rows[row], out TopicPrediction one);
                if (one.Topic != expected[row].Topic || !one.Score.AsSpan().SequenceEqual(expected[row].Score)) Interlocked.Increment(ref wrong);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void ADisposedModelEndsOnlyWhatBeginsLater()
    {
        Bayes model = Bayes.Load();
        int ended = 0, answered = 0;
        using var isRunning = new CountdownEvent(4);
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            var answers = new TopicPrediction[20];
            try
            {
                for (int turn = 0; ; turn++)
                {
                    model.Run(Rows.AsSpan(0, answers.Length), answers);
                    Interlocked.Increment(ref answered);
                    if (turn == 0) isRunning.Signal();
                }
            }
            catch (ObjectDisposedException)
            {
                Interlocked.Increment(ref ended);
            }
        }))];
        foreach (Thread caller in callers) caller.Start();
        isRunning.Wait();
        model.Dispose();
        model.Dispose();
        foreach (Thread caller in callers) caller.Join();
        Assert.Equal(4, ended);
        Assert.True(answered >= 4);
        Assert.Throws<ObjectDisposedException>(() => model.Run(in Rows[0], out _));
    }

    [Fact]
    public async Task ACancelledCallDoesNotRun()
    {
        using Bayes model = Bayes.Load();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await model.RunAsync(Rows[0], new CancellationToken(canceled: true)));
        Assert.Equal(3, (await model.RunAsync(Rows[0], CancellationToken.None)).Score.Length);
    }
}
