namespace MlDsl.Onnx.Tests;

public sealed class OnnxSessionTests
{
    [Fact]
    public void RunsOneRow()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent();
        call.SetInput<float>(0, [1, 2, 3]);
        call.Run();
        Assert.Equal([14.5f, 139.5f], call.Output<float>(0).ToArray());
        Assert.Equal([1, 2], call.OutputShape(0).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    public void RunsBatchesOfAnySizeInOneCall(int rows)
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        for (int repeat = 0; repeat < 3; repeat++)
        {
            using OnnxBinding call = session.Rent(rows);
            Span<float> x = call.Input<float>(0);
            Assert.Equal(rows * 3, x.Length);
            for (int i = 0; i < x.Length; i++) x[i] = i + repeat;
            call.Run();
            Assert.Equal([rows, 2], call.OutputShape(0).ToArray());
            for (int row = 0; row < rows; row++)
            {
                float first = (row * 3) + repeat;
                float sum = first + (2 * (first + 1)) + (3 * (first + 2));
                Assert.Equal(sum + 0.5f, call.Output<float>(0)[row * 2]);
                Assert.Equal((10 * sum) - 0.5f, call.Output<float>(0)[(row * 2) + 1]);
            }
        }
    }

    [Fact]
    public void ChangesTheNumberOfRowsWithinOneBucket()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        foreach (int rows in new[] { 8, 5, 7, 8, 6 })
        {
            using OnnxBinding call = session.Rent(rows);
            call.Input<float>(0).Fill(rows);
            call.Run();
            Assert.Equal(rows * 2, call.Output<float>(0).Length);
            Assert.All(call.Output<float>(0).ToArray().Where((_, i) => i % 2 == 0), y => Assert.Equal((6 * rows) + 0.5f, y));
        }
    }

    [Fact]
    public void DescribesTheGraph()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        Assert.Equal("x: float[N,3]", Assert.Single(session.Inputs).ToString());
        Assert.Equal("y: float[N,2]", Assert.Single(session.Outputs).ToString());
        Assert.Equal("4711", session.Metadata["mldsl.schema"]);
        Assert.Equal("CPUExecutionProvider", session.Provider);
        Assert.Null(session.FallbackReason);
        Assert.True(session.IsBatched);
        Assert.Equal("linear", session.Name);
    }

    [Fact]
    public void BuffersAreAlignedToCacheLines()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent(3);
        call.Input<float>(0).Clear();
        call.Run();
        unsafe
        {
            fixed (float* x = call.Input<float>(0)) Assert.Equal(0, (nint)x % 64);
            fixed (float* y = call.Output<float>(0)) Assert.Equal(0, (nint)y % 64);
        }
    }
}
