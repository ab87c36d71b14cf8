using MlDsl.Testing;

namespace MlDsl.Onnx.Tests;

[Collection(Alone.Name)]
public sealed class AsyncTests
{
    [Fact]
    public async Task RunsOnAnotherThread()
    {
        using OnnxSession session = OnnxSession.Load(Models.Slow, "slow");
        using OnnxBinding call = session.Rent();
        call.Input<float>(0).Clear();
        ValueTask run = call.RunAsync();

        // The caller goes on while the graph runs, and must not touch the binding meanwhile.
        if (!run.IsCompleted) Assert.Throws<InvalidOperationException>(() => call.Run());
        await run;
        Assert.Equal(0, call.Output<float>(0)[0]);
    }

    [Fact]
    public async Task ErrorsReachTheAwaitingCaller()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await call.RunAsync());
        call.Input<float>(0).Fill(1);
        for (int i = 0; i < 3; i++)
        {
            await call.RunAsync();
            Assert.Equal(6.5f, call.Output<float>(0)[0]);
        }
    }

    [Fact]
    public async Task ABindingDisposedWhileItRunsGoesBackWhenTheRunEnds()
    {
        using OnnxSession session = OnnxSession.Load(Models.Slow, "slow");
        OnnxBinding call = session.Rent();
        call.Input<float>(0).Clear();
        Task run = call.RunAsync().AsTask();
        Assert.False(run.IsCompleted);
        call.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => run);
        OnnxBinding? again = null;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                again = session.Rent();
                if (ReferenceEquals(again, call)) return true;
                again.Dispose();
                return false;
            },
            TimeSpan.FromSeconds(30)));
        again!.Dispose();
    }

    [Fact]
    public void ARunThatNobodyAwaitsLeavesItsBindingToTheCollector()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        OnnxBinding call = session.Rent();
        call.Input<float>(0).Clear();
        ValueTask run = call.RunAsync();
        Assert.True(SpinWait.SpinUntil(() => run.IsCompleted, TimeSpan.FromSeconds(30)));
        Assert.Throws<InvalidOperationException>(() => call.Run());
        call.Dispose();
        Assert.Throws<ObjectDisposedException>(() => call.Run());
        using OnnxBinding next = session.Rent();
        Assert.NotSame(call, next);
    }

    [Fact]
    public async Task TheCallItselfAllocatesNothingButTheCallersTask()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        for (int i = 0; i < 100; i++) await Score(session);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        const int Calls = 2_000;
        for (int i = 0; i < Calls; i++) await Score(session);
        long perCall = (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;

        // The state machine of a method that awaits is the caller's, and boxes once; the binding adds nothing to it.
        Assert.InRange(perCall, 0, 400);
    }

    private static async ValueTask<float> Score(OnnxSession session)
    {
        using OnnxBinding call = session.Rent();
        call.Input<float>(0).Fill(1);
        await call.RunAsync();
        return call.Output<float>(0)[0];
    }
}
