namespace MlDsl.Onnx.Tests;

public sealed class OnnxSessionOptionsTests
{
    public static TheoryData<OnnxSessionOptions> Options { get; } =
    [
        new OnnxSessionOptions { IntraOpThreads = 2, InterOpThreads = 2, Spinning = true },
        new OnnxSessionOptions { IntraOpThreads = 0, InterOpThreads = 0 },
        new OnnxSessionOptions { MemoryPattern = false, CpuArena = false },
        new OnnxSessionOptions { Optimization = GraphOptimization.None, LogLevel = OnnxLogLevel.Error },
        new OnnxSessionOptions { Optimization = GraphOptimization.Basic },
        new OnnxSessionOptions { Optimization = GraphOptimization.Extended, ForbidCpuNodes = false },
        new OnnxSessionOptions { Settings = new Dictionary<string, string> { ["session.set_denormal_as_zero"] = "1" } },
        new OnnxSessionOptions { MaxBatch = 1, MaxPooled = 1 },
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void EveryOptionGivesTheSameScores(OnnxSessionOptions options)
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear", options);
        Assert.Same(options, session.Options);
        using OnnxBinding first = session.Rent(3);
        using OnnxBinding second = session.Rent();
        first.Input<float>(0).Fill(1);
        first.Run();
        second.Input<float>(0).Fill(1);
        second.Run();
        Assert.All(first.Output<float>(0).ToArray().Where((_, i) => i % 2 == 0), y => Assert.Equal(6.5f, y));
        Assert.Equal(6.5f, second.Output<float>(0)[0]);
    }

    [Fact]
    public void ASettingThatTheRuntimeRefusesIsAnError()
    {
        var options = new OnnxSessionOptions { Settings = new Dictionary<string, string> { [""] = "1" } };
        Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Models.Linear, "linear", options));
    }

    [Fact]
    public void NumbersOutOfRangeAreRefusedWhenTheOptionsAreMade()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxSessionOptions { IntraOpThreads = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxSessionOptions { InterOpThreads = -1 });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxSessionOptions { MaxBatch = 0 });
        Assert.StartsWith("MaxBatch is 0; 1 or more is expected", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxSessionOptions { MaxPooled = 0 });
    }

    [Fact]
    public void ForbiddingCpuNodesFailsOnTheProcessor()
    {
        var options = new OnnxSessionOptions { ForbidCpuNodes = true };
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Models.Linear, "linear", options));
        Assert.Equal("linear", error.Model);
    }
}
