using MlDsl.Onnx.Native;

namespace MlDsl.Onnx.Tests;

public sealed class OnnxSharedPoolTests
{
    [Fact]
    public void SessionsShareThePool()
    {
        var options = new OnnxSessionOptions { SharedPool = true };
        using OnnxSession first = OnnxSession.Load(Models.Linear, "linear", options);
        using OnnxSession second = OnnxSession.Load(Models.Slow, "slow", options);
        using OnnxBinding call = first.Rent();
        call.Input<float>(0).Fill(1);
        call.Run();
        Assert.Equal(6.5f, call.Output<float>(0)[0]);
        using OnnxBinding other = second.Rent();
        other.Input<float>(0).Clear();
        other.Run();
        Assert.Equal(0, other.Output<float>(0)[0]);
    }

    [Fact]
    public void TheSizeIsFixedOnceThereIsASession()
    {
        OnnxSession.Load(Models.Linear, "linear").Dispose();
        Assert.Throws<InvalidOperationException>(() => OnnxSharedPool.Configure(7));
        OnnxSharedPool.Configure(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxSharedPool.Configure(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxSharedPool.Configure(1, -1));
    }

    [Fact]
    public void AProcessThatBeganWithoutThePoolIsToldHowToGetIt()
    {
        // A second environment of ours is the same one to the runtime, so the order of calls can be tried here.
        var environment = new OrtEnvironment();
        environment.Get(OnnxRuntimeLibrary.Api, sharedPool: false);
        var error = Assert.Throws<InvalidOperationException>(() => environment.Get(OnnxRuntimeLibrary.Api, sharedPool: true));
        Assert.Contains("OnnxSharedPool.Configure", error.Message, StringComparison.Ordinal);
        var shared = new OrtEnvironment();
        Assert.Equal(shared.Get(OnnxRuntimeLibrary.Api, sharedPool: true), shared.Get(OnnxRuntimeLibrary.Api, sharedPool: true));
    }
}
