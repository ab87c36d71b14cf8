using MlDsl.Kernels;

namespace MlDsl.Onnx.Tests;

/// <summary>What generated classes do with the outputs of a run that they await, of both kinds of calls.</summary>
public sealed class AwaitedCallTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    [Fact]
    public async Task ASessionsCallIsLentUntilItsShownOutputsAreDisposed()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        OnnxBinding call = Written(session);
        OnnxResult result = await call.ShowAsync(static call => call.Result(), default);
        Assert.Equal(6.5f, result.Span<float>(0)[0]);
        result.Dispose();
        Assert.Throws<ObjectDisposedException>(() => call.Run());
    }

    [Fact]
    public async Task ASessionsCallGoesBackWhenItIsReadOrFails()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        OnnxBinding read = Written(session);
        Assert.Equal(6.5f, await read.ReadAsync(static call => call.Output<float>(0)[0], default));
        Assert.Throws<ObjectDisposedException>(() => read.Run());
        await AssertGoesBack<InvalidOperationException>(() => session.Rent(), static call => call.ShowAsync(static call => call.Result(), default).AsTask());
        await AssertGoesBack<InvalidOperationException>(() => session.Rent(), static call => call.ReadAsync(static call => call.Rows, default).AsTask());
        await AssertGoesBack<TaskCanceledException>(() => Written(session), static call => call.ShowAsync(static call => call.Result(), Cancelled).AsTask());
        await AssertGoesBack<TaskCanceledException>(() => Written(session), static call => call.ReadAsync(static call => call.Rows, Cancelled).AsTask());
        await AssertGoesBack<ArithmeticException>(() => Written(session), static call => call.ShowAsync<int>(static _ => throw new ArithmeticException(), default).AsTask());
        await AssertGoesBack<ArithmeticException>(() => Written(session), static call => call.ReadAsync<int>(static _ => throw new ArithmeticException(), default).AsTask());

        async Task AssertGoesBack<T>(Func<OnnxBinding> rent, Func<OnnxBinding, Task> run)
            where T : Exception
        {
            OnnxBinding call = rent();
            await Assert.ThrowsAsync<T>(() => run(call));
            Assert.Throws<ObjectDisposedException>(() => call.Run());
        }
    }

    [Fact]
    public async Task ACompiledCallIsLentUntilItsShownOutputsAreDisposed()
    {
        CompiledModel model = Doubling();
        CompiledCall call = Written(model, 3);
        CompiledResult result = await call.ShowAsync(static call => call.Result(), default);
        Assert.Equal(6, result.Span<float>(0)[0]);
        using (CompiledCall other = model.Rent()) Assert.NotSame(call, other);
        result.Dispose();
        Assert.Throws<ObjectDisposedException>(() => call.Run());
    }

    [Fact]
    public async Task ACompiledCallGoesBackWhenItIsReadOrFails()
    {
        CompiledModel model = Doubling();
        CompiledCall read = Written(model, 4);
        Assert.Equal(8, await read.ReadAsync(static call => call.Output<float>(0)[0], default));
        Assert.Throws<ObjectDisposedException>(() => read.Run());
        await AssertGoesBack<ArithmeticException>(float.NaN, static call => call.ShowAsync(static call => call.Result(), default).AsTask());
        await AssertGoesBack<ArithmeticException>(float.NaN, static call => call.ReadAsync(static call => call.Rows, default).AsTask());
        await AssertGoesBack<TaskCanceledException>(1, static call => call.ShowAsync(static call => call.Result(), Cancelled).AsTask());
        await AssertGoesBack<TaskCanceledException>(1, static call => call.ReadAsync(static call => call.Rows, Cancelled).AsTask());

        async Task AssertGoesBack<T>(float input, Func<CompiledCall, Task> run)
            where T : Exception
        {
            CompiledCall call = Written(model, input);
            await Assert.ThrowsAsync<T>(() => run(call));
            using CompiledCall next = model.Rent();
            Assert.Same(call, next);
        }
    }

    private static OnnxBinding Written(OnnxSession session)
    {
        OnnxBinding call = session.Rent();
        call.Input<float>(0).Fill(1);
        return call;
    }

    private static CompiledCall Written(CompiledModel model, float input)
    {
        CompiledCall call = model.Rent();
        call.SetInput(0, [input]);
        return call;
    }

    private static CompiledModel Doubling() => new(
        "doubling", new OnnxSignature([OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", 1)], [OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 1)]), static model => new Doubled(model, new(), new()));

    private sealed class Doubled(CompiledModel model, Tensor<float> x, Tensor<float> y) : CompiledCall(model, [x], [y])
    {
        protected override void Execute()
        {
            if (float.IsNaN(x.Values[0])) throw new ArithmeticException();
            y.Resize(Rows, 1);
            y.Values[0] = 2 * x.Values[0];
        }
    }
}
