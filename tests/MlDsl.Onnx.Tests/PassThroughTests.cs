using System.Runtime.InteropServices;
using static MlDsl.Onnx.OnnxElementType;
using static MlDsl.Onnx.OnnxValueInfo;

namespace MlDsl.Onnx.Tests;

/// <summary>Outputs that no node makes: inputs, constants, the same value twice. The runtime's own Run says what is right.</summary>
public sealed class PassThroughTests
{
    [Fact] public void FloatsPass() => Passes<float>(Float, [1.5f, -0f, float.NaN, 4]);

    [Fact] public void DoublesPass() => Passes<double>(OnnxElementType.Double, [1.5, -0.0, double.NaN, 4]);

    [Fact] public void HalvesPass() => Passes<Half>(Float16, [(Half)1.5f, Half.NaN, Half.MaxValue, Half.Epsilon]);

    [Fact] public void BrainFloatsPass() => Passes<BFloat16>(OnnxElementType.BFloat16, [(BFloat16)1.5f, new(0x7FC0), new(0xFFFF), new(1)]);

    [Fact]
    public void SignedIntegersPass()
    {
        Passes<sbyte>(Int8, [1, -2, 3, 4]);
        Passes<short>(OnnxElementType.Int16, [1, -2, 3, 4]);
        Passes<int>(OnnxElementType.Int32, [1, -2, 3, 4]);
        Passes<long>(OnnxElementType.Int64, [1, -2, 3, long.MinValue]);
    }

    [Fact]
    public void UnsignedIntegersPass()
    {
        Passes<byte>(UInt8, [1, 2, 3, 255]);
        Passes<ushort>(OnnxElementType.UInt16, [1, 2, 3, 4]);
        Passes<uint>(OnnxElementType.UInt32, [1, 2, 3, 4]);
        Passes<ulong>(OnnxElementType.UInt64, [1, 2, 3, ulong.MaxValue]);
    }

    [Fact] public void TruthsPass() => Passes<bool>(Bool, [true, false, false, true]);

    [Fact]
    public void TextsPassAndATakenValueKeepsThem()
    {
        byte[] file = Graph().Input(Tensor("x", OnnxElementType.String, "N", 2)).Output(Tensor("x", OnnxElementType.String, "N", 2)).ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "texts");
        using OnnxBinding call = session.Rent(2);
        call.SetText(0, ["a", "naïve", "", "d"]);
        call.Run();
        using OnnxValue taken = call.OutputValue(0);
        call.SetText(0, ["1", "2", "3", "4"]);
        Assert.Equal("a", call.OutputText(0, 0));
        call.Run();
        Assert.Equal(["a", "naïve", "", "d"], taken.Text());
        Assert.Equal("4", call.OutputText(0, 3));
    }

    [Fact]
    public void SequencesAndMapsPass()
    {
        byte[] file = Graph().Opset(OnnxGraphBuilder.MachineLearning, 1)
            .Input(Sequence("s", Tensor("", Float, 2))).Input(Map("m", OnnxElementType.String, Float))
            .Output(Map("m", OnnxElementType.String, Float)).Output(Sequence("s", Tensor("", Float, 2)))
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "lists");
        using OnnxBinding call = session.Rent();
        using OnnxValue item = OnnxValue.Tensor<float>([3, 4], [2]), list = OnnxValue.Sequence([item]);
        call.SetValue(0, list);
        call.SetMap(1, new Dictionary<string, float> { ["a"] = 7 }, "m");
        call.Run();
        var scores = new float[1];
        call.CopyClassScores(0, ["a"], scores);
        using OnnxValue passed = call.OutputValue(1), first = passed.Item(0);
        Assert.Equal(7, scores[0]);
        Assert.Equal([3, 4], first.Span<float>().ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task InputsConstantsAndValuesListedTwiceAreWhatTheRuntimeGives(int rows)
    {
        byte[] file = Graph()
            .Input(Tensor("x", Float, "N", 2)).Input(Tensor("id", OnnxElementType.Int64, "N", 1))
            .Output(Tensor("y", Float, "N", 2)).Output(Tensor("id", OnnxElementType.Int64, "N", 1)).Output(Tensor("y", Float, "N", 2))
            .Output(Tensor("two", Float, "N")).Output(Tensor("x", Float, "N", 2)).Output(Tensor("fold", Float, 2))
            .Constant<float>("two", [2, 5], 2)
            .Node("Mul", ["x", "two"], ["y"]).Node("Neg", ["two"], ["fold"])
            .ToBytes();
        float[] x = [.. Enumerable.Range(1, rows * 2).Select(static i => (float)i)];
        long[] id = [.. Enumerable.Range(77, rows).Select(static i => (long)i)];
        OnnxValue[] expected = RawRuntime.Run(file, OnnxValue.Tensor<float>(x, [rows, 2]), OnnxValue.Tensor<long>(id, [rows, 1]));

        // As a class that was generated against the declarations loads it, and as anybody else does.
        foreach (OnnxSignature? signature in new[] { null, new OnnxSignature(
            [Tensor("x", Float, "N", 2), Tensor("id", OnnxElementType.Int64, "N", 1)],
            [Tensor("y", Float, "N", 2), Tensor("id", OnnxElementType.Int64, "N", 1), Tensor("y", Float, "N", 2), Tensor("two", Float, "N"), Tensor("x", Float, "N", 2), Tensor("fold", Float, 2)]) })
        {
            using OnnxSession session = OnnxSession.Load(file, "twice", expected: signature);
            using OnnxBinding call = session.Rent(rows);
            for (int turn = 0; turn < 3; turn++)
            {
                call.SetInput<float>(0, x);
                call.SetInput<long>(1, id);
                await call.RunAsync();
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.Equal(expected[i].Shape, call.OutputShape(i).ToArray());
                    if (i == 1) Assert.Equal(expected[i].Span<long>().ToArray(), call.Output<long>(i).ToArray());
                    else Assert.Equal(expected[i].Span<float>().ToArray(), call.Output<float>(i).ToArray());
                }
            }
        }
    }

    private static void Passes<T>(OnnxElementType element, T[] elements)
        where T : unmanaged
    {
        OnnxDimension[][] shapes = [[4], ["N", 2], ["a", "b"]];
        foreach (OnnxDimension[] shape in shapes)
        {
            byte[] file = Graph().Input(Tensor("x", element, shape)).Output(Tensor("x", element, shape)).ToBytes();
            long[] sizes = shape.Length == 1 ? [4] : [2, 2];
            using OnnxValue expected = RawRuntime.Run(file, OnnxValue.Tensor<T>(elements, sizes))[0];
            using OnnxSession session = OnnxSession.Load(file, "pass");
            using OnnxBinding call = session.Rent(session.IsBatched ? 2 : 1);
            call.SetInput<T>(0, elements, sizes);
            call.Run();
            using OnnxValue taken = call.OutputValue(0);

            // The input's memory is the caller's again.
            call.Input<T>(0, sizes).Clear();
            Same<T>(expected.Span<T>(), call.Output<T>(0));
            Same<T>(expected.Span<T>(), taken.Span<T>());
            Assert.Equal(sizes, call.OutputShape(0).ToArray());
        }
    }

    private static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged => Assert.Equal(MemoryMarshal.AsBytes(expected).ToArray(), MemoryMarshal.AsBytes(actual).ToArray());

    private static OnnxGraphBuilder Graph() => new OnnxGraphBuilder("pass").IrVersion(10).Opset("", 21);
}
