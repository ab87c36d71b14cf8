namespace MlDsl.Onnx.Tests;

public sealed class CancellationTests
{
    [Fact]
    public void ARunIsStoppedInTheMiddle()
    {
        using OnnxSession session = OnnxSession.Load(Models.Slow, "slow");
        using OnnxBinding call = session.Rent();
        call.Input<float>(0).Clear();
        using var source = new CancellationTokenSource();
        using var late = new Timer(_ => source.Cancel(), null, dueTime: 20, Timeout.Infinite);
        var error = Assert.ThrowsAny<OperationCanceledException>(RunForEver);
        Assert.Equal(source.Token, error.CancellationToken);

        // The same binding runs again: the flag that stopped it is down.
        call.Run();
        call.Run(CancellationToken.None);
        Assert.Equal(0, call.Output<float>(0)[0]);

        void RunForEver()
        {
            while (true) call.Run(source.Token);
        }
    }

    [Fact]
    public async Task AnAsyncRunIsStoppedInTheMiddle()
    {
        using OnnxSession session = OnnxSession.Load(Models.Slow, "slow");
        using OnnxBinding call = session.Rent();
        call.Input<float>(0).Clear();
        using var source = new CancellationTokenSource();
        source.CancelAfter(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (true) await call.RunAsync(source.Token);
        });
        await call.RunAsync();
        Assert.Equal(0, call.Output<float>(0)[0]);
    }

    [Fact]
    public async Task ATokenThatIsCancelledAlreadyStopsTheRunBeforeItStarts()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent();
        call.Input<float>(0).Clear();
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => call.Run(cancelled));
        await Assert.ThrowsAsync<TaskCanceledException>(async () => await call.RunAsync(cancelled));
        await call.RunAsync();
    }
}
