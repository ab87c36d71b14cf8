using MlDsl.Testing;

namespace MlDsl.Onnx.Tests;

/// <summary>After warm-up a call allocates no managed memory.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private const int Calls = 10_000;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    public void NumericCallsAllocateNothing(int rows)
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        var features = new float[rows * 3];
        var scores = new float[rows * 2];
        AssertAllocatesNothing(() =>
        {
            using OnnxBinding call = session.Rent(rows);
            call.SetInput<float>(0, features);
            call.Run();
            call.CopyOutput(0, scores.AsSpan());
        });
    }

    [Fact]
    public void ChangingTheNumberOfRowsAllocatesNothing()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        int turn = 0;
        AssertAllocatesNothing(() =>
        {
            using OnnxBinding call = session.Rent(5 + (turn++ % 4));
            call.Input<float>(0).Fill(1);
            call.Run();
            if (call.Output<float>(0)[0] != 6.5f) throw new InvalidOperationException("wrong score");
        });
    }

    [Fact]
    public void ACancellableCallAllocatesNothing()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using var source = new CancellationTokenSource();
        AssertAllocatesNothing(() =>
        {
            using OnnxBinding call = session.Rent();
            call.Input<float>(0).Fill(1);
            call.Run(source.Token);
        });
    }

    [Fact]
    public void OutputsOfUnknownSizeAllocateNothing()
    {
        using OnnxSession session = OnnxSession.Load(Models.Positive, "positive");
        int turn = 0;
        AssertAllocatesNothing(() =>
        {
            using OnnxBinding call = session.Rent(4);
            int positive = turn++ % 5;
            Span<float> x = call.Input<float>(0);
            for (int i = 0; i < x.Length; i++) x[i] = i < positive ? 1 : -1;
            call.Run();
            if (call.Output<float>(0).Length != positive) throw new InvalidOperationException("wrong number of elements");
        });
    }

    [Fact]
    public void ShapesThatChangeFromCallToCallAllocateNothing()
    {
        using OnnxSession session = OnnxSession.Load(Models.Identity(OnnxElementType.Float, "a", "b"), "open");
        int turn = 0;
        AssertAllocatesNothing(() =>
        {
            using OnnxBinding call = session.Rent();
            int size = 1 + (turn++ % 6);
            call.Input<float>(0, [size, 3]).Fill(size);
            call.Run();
            if (call.Output<float>(0).Length != size * 3) throw new InvalidOperationException("wrong number of elements");
        });
    }

    [Fact]
    public void TextAndClassScoresAllocateNothingOnceSeen()
    {
        string[] classes = ["dog", "cat", "eel"];
        using OnnxSession session = OnnxSession.Load(Models.ZipMap(classes), "classes");
        using OnnxSession text = OnnxSession.Load(Models.Identity(OnnxElementType.String), "text");
        var scores = new float[6];
        AssertAllocatesNothing(() =>
        {
            using OnnxBinding call = session.Rent(2);
            call.SetInput<float>(0, [1, 2, 3, 4, 5, 6]);
            call.Run();
            call.CopyClassScores(0, classes, scores);
            using OnnxBinding echo = text.Rent();
            echo.SetText(0, ["a", "b", "c", "d"]);
            echo.Run();
            if (echo.OutputText(0, 1) != "b") throw new InvalidOperationException("wrong text");
        });
    }

    [Fact]
    public void OutputsThatAreInputsAllocateNothing()
    {
        byte[] file = new OnnxGraphBuilder("pass")
            .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", 2)).Input(OnnxValueInfo.Tensor("t", OnnxElementType.String, "N", 1))
            .Output(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", 2)).Output(OnnxValueInfo.Tensor("t", OnnxElementType.String, "N", 1))
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "pass");
        AssertAllocatesNothing(() =>
        {
            using OnnxBinding call = session.Rent(2);
            call.SetInput<float>(0, [1, 2, 3, 4]);
            call.SetText(1, ["a", "b"]);
            call.Run();
            if (call.Output<float>(0)[3] != 4 || call.OutputText(1, 1) != "b") throw new InvalidOperationException("wrong value");
        });
    }

    [Fact]
    public void MapsAllocateNothing()
    {
        byte[] file = new OnnxGraphBuilder("map")
            .Opset(OnnxGraphBuilder.MachineLearning, 1)
            .Input(OnnxValueInfo.Map("x", OnnxElementType.String, OnnxElementType.Float))
            .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, 1, 2))
            .Node(OnnxGraphBuilder.MachineLearning, "DictVectorizer", ["x"], ["y"], OnnxSetting.Of("string_vocabulary", "a", "b"))
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "map");
        Dictionary<string, float>[] maps = [new() { ["a"] = 1, ["b"] = 2 }, [], new() { ["b"] = 2, ["d"] = 3, ["e"] = 4 }];
        int turn = 0;
        AssertAllocatesNothing(() =>
        {
            using OnnxBinding call = session.Rent();
            Dictionary<string, float> map = maps[turn++ % maps.Length];
            call.SetMap(0, map, "x");
            call.Run();
            if (call.Output<float>(0)[1] != (map.Count > 0 ? 2 : 0)) throw new InvalidOperationException("wrong value");
        });
    }

    private static void AssertAllocatesNothing(Action call) => Allocations.AssertNone(call, Calls, 200);
}
