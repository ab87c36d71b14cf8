namespace MlDsl.Onnx.Tests;

public sealed class OnnxValueTests
{
    private static readonly OnnxValueInfo Floats = OnnxValueInfo.Tensor("", OnnxElementType.Float, "N");

    [Fact]
    public void ASequenceGoesInAndComesOut()
    {
        byte[] file = new OnnxGraphBuilder("sequence")
            .Input(OnnxValueInfo.Sequence("x", Floats))
            .Output(OnnxValueInfo.Sequence("y", Floats))
            .Output(OnnxValueInfo.Tensor("length", OnnxElementType.Int64))
            .Node("Identity", ["x"], ["y"])
            .Node("SequenceLength", ["x"], ["length"])
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "sequence");
        Assert.Equal("x: seq(float[N])", session.Inputs[0].ToString());
        for (int repeat = 0; repeat < 3; repeat++)
        {
            using OnnxValue first = OnnxValue.Tensor<float>([1, 2], [2]);
            using OnnxValue second = OnnxValue.Tensor<float>([3], [1]);
            using OnnxValue sequence = OnnxValue.Sequence([first, second]);
            using OnnxBinding call = session.Rent();
            call.SetValue(0, sequence);
            sequence.Dispose(); // the binding keeps what it needs
            call.Run();
            Assert.Equal(2, call.Output<long>(1)[0]);
            using OnnxValue result = call.OutputValue(0);
            Assert.Equal(OnnxKind.Sequence, result.Kind);
            Assert.Equal(2, result.Count);
            using OnnxValue item = result.Item(1);
            Assert.Equal([3], item.Span<float>().ToArray());
            Assert.Throws<ArgumentOutOfRangeException>(() => result.Item(2));
            Assert.Throws<ArgumentOutOfRangeException>(() => result.Item(-1));
            Assert.Throws<InvalidOperationException>(() => result.Keys());
            Assert.Throws<InvalidOperationException>(() => { result.Span<float>(); });
        }
    }

    [Fact]
    public void AMapGoesIn()
    {
        byte[] file = new OnnxGraphBuilder("dictionary")
            .Opset(OnnxGraphBuilder.MachineLearning, 1)
            .Input(OnnxValueInfo.Map("x", OnnxElementType.String, OnnxElementType.Float))
            .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, 1, 3))
            .Node(OnnxGraphBuilder.MachineLearning, "DictVectorizer", ["x"], ["y"], OnnxSetting.Of("string_vocabulary", "a", "b", "c"))
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "dictionary");
        Assert.Equal("x: map(string,float)", session.Inputs[0].ToString());
        using OnnxValue keys = OnnxValue.Tensor(["c", "a"], [2]);
        using OnnxValue values = OnnxValue.Tensor<float>([3, 1], [2]);
        using OnnxValue map = OnnxValue.Map(keys, values);
        Assert.Equal(OnnxKind.Map, map.Kind);
        Assert.Equal(2, map.Count);
        using OnnxBinding call = session.Rent();
        call.SetValue(0, map);
        call.Run();
        Assert.Equal([1, 0, 3], call.Output<float>(0).ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnOptionalMayBeAbsent(bool isThere)
    {
        byte[] file = new OnnxGraphBuilder("optional")
            .Opset("", 18)
            .Input(OnnxValueInfo.Optional("x", Floats))
            .Output(OnnxValueInfo.Tensor("has", OnnxElementType.Bool))
            .Output(OnnxValueInfo.Optional("y", Floats))
            .Node("OptionalHasElement", ["x"], ["has"])
            .Node("Identity", ["x"], ["y"])
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "optional");
        using OnnxBinding call = session.Rent();
        using OnnxValue value = OnnxValue.Tensor<float>([1, 2], [2]);
        if (isThere) call.SetValue(0, value);
        else call.SetAbsent(0);
        call.Run();
        Assert.Equal(isThere, call.Output<bool>(0)[0]);
        Assert.Equal(isThere, call.HasOutput(1));
        if (isThere) Assert.Equal([1, 2], call.Output<float>(1).ToArray());
        else Assert.Throws<OnnxRuntimeException>(() => { call.Output<float>(1); });
    }

    [Fact]
    public void ATensorCanBeGivenAsAValue()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxValue x = OnnxValue.Tensor<float>([1, 2, 3], [1, 3]);
        for (int repeat = 0; repeat < 2; repeat++)
        {
            using (OnnxBinding call = session.Rent())
            {
                call.SetValue(0, x);
                call.Run();
                Assert.Equal(14.5f, call.Output<float>(0)[0]);
                using OnnxValue y = call.OutputValue(0);
                Assert.Equal([14.5f, 139.5f], y.Span<float>().ToArray());
                Assert.Equal([1, 2], y.Shape);
                Assert.Throws<ArgumentException>(() => call.SetAbsent(0));
            }

            // The next caller gets the binding's own buffer back.
            using OnnxBinding next = session.Rent();
            next.SetInput<float>(0, [0, 0, 0]);
            next.Run();
            Assert.Equal(0.5f, next.Output<float>(0)[0]);
        }
    }

    [Fact]
    public void WrongPartsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => OnnxValue.Tensor<float>([1, 2], [3]));
        Assert.Throws<ArgumentException>(() => OnnxValue.Tensor<decimal>([1], [1]));
        Assert.Throws<ArgumentException>(() => OnnxValue.Tensor(["a"], [2]));
        Assert.Throws<ArgumentException>(() => OnnxValue.Tensor([null!], [1]));
        Assert.Throws<ArgumentException>(() => OnnxValue.Sequence([]));
        Assert.Throws<ArgumentNullException>(() => OnnxValue.Sequence([null!]));
        using OnnxValue one = OnnxValue.Tensor<float>([1], [1]);
        using OnnxValue two = OnnxValue.Tensor<float>([1, 2], [2]);
        Assert.Throws<ArgumentException>(() => OnnxValue.Map(one, two));
        Assert.Throws<OnnxRuntimeException>(() => OnnxValue.Map(one, one));
        Assert.Throws<InvalidOperationException>(() => { one.Span<int>(); });
        Assert.Throws<InvalidOperationException>(() => one.Text());
        one.Dispose();
        one.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { one.Span<float>(); });
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent();
        Assert.Throws<ArgumentNullException>(() => call.SetValue(0, null!));
        Assert.Throws<ObjectDisposedException>(() => call.SetValue(0, one));
    }

    [Fact]
    public void EightBitTensorsAreMadeFromBytes()
    {
        using OnnxValue value = OnnxValue.Tensor<byte>([1, 2], [2], OnnxElementType.Float8E4M3FN);
        Assert.Equal(OnnxElementType.Float8E4M3FN, value.ElementType);
        Assert.Equal([1, 2], value.Span<byte>().ToArray());
    }
}
