namespace MlDsl.Onnx.Tests;

public sealed class BadInputTests
{
    public static TheoryData<string, byte[], OnnxErrorCode> BrokenFiles { get; } = new()
    {
        { "empty", [], OnnxErrorCode.InvalidProtobuf },
        { "text", "not a model at all"u8.ToArray(), OnnxErrorCode.InvalidProtobuf },
        { "truncated", Models.Linear[..(Models.Linear.Length / 2)], OnnxErrorCode.InvalidProtobuf },
        { "zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0], OnnxErrorCode.InvalidProtobuf },
        {
            "opset from the future",
            new OnnxGraphBuilder("future").Opset("", 9999).Input(X).Output(Y).Node("Neg", ["x"], ["y"]).ToBytes(),
            OnnxErrorCode.Fail
        },
        {
            "unknown operator",
            new OnnxGraphBuilder("unknown").Input(X).Output(Y).Node("Frobnicate", ["x"], ["y"]).ToBytes(),
            OnnxErrorCode.InvalidGraph
        },
        { "no graph output that exists", new OnnxGraphBuilder("dangling").Input(X).Output(Y).ToBytes(), OnnxErrorCode.Fail },
    };

    private static OnnxValueInfo X => OnnxValueInfo.Tensor("x", OnnxElementType.Float, 1);

    private static OnnxValueInfo Y => OnnxValueInfo.Tensor("y", OnnxElementType.Float, 1);

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void ABrokenFileIsAnErrorThatNamesTheModel(string name, byte[] file, OnnxErrorCode code)
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(file, name));
        Assert.Equal(code, error.Code);
        Assert.Equal(name, error.Model);
        Assert.StartsWith(name + ": ", error.Message, StringComparison.Ordinal);

        // What failed leaves nothing behind: the next model loads.
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        session.Prepare();
    }

    [Fact]
    public void EveryTruncationOfAFileFailsOrLoads()
    {
        for (int length = 0; length < Models.Linear.Length; length++)
        {
            try
            {
                OnnxSession.Load(Models.Linear.AsMemory(0, length), "cut").Dispose();
            }
            catch (OnnxRuntimeException e)
            {
                Assert.Equal("cut", e.Model);
            }
        }
    }

    [Fact]
    public void AModelWithoutOutputsIsRefused()
    {
        byte[] file = new OnnxGraphBuilder("silent").Input(X).Node("Neg", ["x"], ["y"]).ToBytes();
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(file, "silent"));
        Assert.Equal("silent: the graph has no outputs, so there is nothing to run it for", error.Message);
    }

    [Fact]
    public void AGitLfsPointerIsCalledByItsName()
    {
        byte[] pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"u8.ToArray();
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(pointer, "churn.onnx"));
        Assert.Equal("churn.onnx: the file is a Git LFS pointer; fetch the model with 'git lfs pull'", error.Message);
    }

    [Fact]
    public void AMissingFileIsNamedInFull()
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Path.Combine("nowhere", "m.onnx")));
        Assert.Equal(OnnxErrorCode.NoSuchFile, error.Code);
        Assert.Contains(Path.GetFullPath(Path.Combine("nowhere", "m.onnx")), error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OnnxSession.Load(""));
        Assert.Throws<ArgumentNullException>(() => OnnxSession.Load(null!));
    }

    [Fact]
    public void WrongLengthsAreRefusedBeforeTheRuntimeSeesThem()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent(2);
        var error = Assert.Throws<ArgumentException>(() => call.SetInput<float>(0, [1, 2, 3]));
        Assert.Equal("linear: 3 elements are given for the input 'x: float[N,3]'; 6 are expected for the shape [2,3]", error.Message);
        Assert.Throws<ArgumentException>(() => call.SetInput<float>(0, default));
        Assert.Throws<InvalidOperationException>(() => call.Run());
        Assert.Throws<IndexOutOfRangeException>(() => call.SetInput<float>(1, [1]));
        call.Input<float>(0).Clear();
        call.Run();
        error = Assert.Throws<ArgumentException>(() => call.CopyOutput(0, new float[3]));
        Assert.Equal("linear: the output 'y: float[N,2]' has 4 elements in the shape [2,2]; the destination has 3", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void ABatchNeedsARow(int rows)
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => session.Rent(rows));
        Assert.StartsWith($"linear: a batch of {rows} rows cannot run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGraphWithoutABatchDimensionRunsRowByRow()
    {
        using OnnxSession session = OnnxSession.Load(Models.Identity(OnnxElementType.Float), "fixed");
        Assert.False(session.IsBatched);
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Rent(2));
    }

    [Fact]
    public void AnInputThatIsNotWrittenIsNamed()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using (OnnxBinding first = session.Rent())
        {
            first.Input<float>(0).Clear();
            first.Run();
        }

        // The binding still holds the last caller's row; running on it would be silent.
        using OnnxBinding call = session.Rent();
        var error = Assert.Throws<InvalidOperationException>(() => call.Run());
        Assert.Equal("linear: the input 'x: float[N,3]' has not been written; write every input before Run", error.Message);
        Assert.Throws<InvalidOperationException>(() => { call.Output<float>(0); });
    }

    [Fact]
    public void StringsMustAllBeThere()
    {
        using OnnxSession session = OnnxSession.Load(Models.Identity(OnnxElementType.String), "text");
        using OnnxBinding call = session.Rent();
        Assert.Throws<ArgumentException>(() => call.SetText(0, ["a", null!, "c", "d"]));
        Assert.Throws<ArgumentException>(() => call.SetText(0, ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => call.SetText(0, 4, "a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => call.SetText(0, -1, "a"));
        call.SetText(0, 0, "a");
        Assert.Throws<InvalidOperationException>(() => call.Run());
        call.SetText(0, ["a", "b", "c", "d"]);
        call.SetText(0, ["e", "f", "g", "h"]);
        call.Run();
        Assert.Equal("h", call.OutputText(0, 3));
    }

    [Fact]
    public void ShapesMustFitTheDeclaration()
    {
        using OnnxSession session = OnnxSession.Load(Models.Identity(OnnxElementType.Float, "a", "b", 3), "open");
        using OnnxBinding call = session.Rent();
        Assert.Throws<InvalidOperationException>(() => { call.Input<float>(0); });
        var error = Assert.Throws<ArgumentException>(() => { call.Input<float>(0, [1, 2, 4]); });
        Assert.Equal("open: the shape [1,2,4] does not fit the input 'x: float[a,b,3]'", error.Message);
        Assert.Throws<ArgumentException>(() => { call.Input<float>(0, [1, 3]); });
        Assert.Throws<ArgumentException>(() => { call.Input<float>(0, [-1, 2, 3]); });
        Assert.Throws<ArgumentException>(() => { call.Input<float>(0, [int.MaxValue, 2, 3]); });
        Assert.Throws<ArgumentException>(() => { call.Input<float>(0, [long.MaxValue, long.MaxValue, 3]); });
        Assert.Equal(0, call.Input<float>(0, [0, 2, 3]).Length);
        call.Run();
        Assert.Equal([0, 2, 3], call.OutputShape(0).ToArray());
    }

    [Fact]
    public void AShapeHoldsForOneCall()
    {
        using OnnxSession session = OnnxSession.Load(Models.Identity(OnnxElementType.Float, "a", "b"), "open");
        using OnnxSession any = OnnxSession.Load(Models.IdentityOfAnyRank, "any rank");
        for (int repeat = 0; repeat < 2; repeat++)
        {
            using OnnxBinding call = session.Rent();
            Assert.Throws<InvalidOperationException>(() => { call.Input<float>(0); });
            call.Input<float>(0, [2, 3]).Clear();
            Assert.Equal(6, call.Input<float>(0).Length);
            using OnnxBinding other = any.Rent();
            Assert.Throws<InvalidOperationException>(() => { other.Input<float>(0); });
            other.SetInput<float>(0, [1, 2], [1, 2]);
            other.Run();
            Assert.Equal([1, 2], other.OutputShape(0).ToArray());
        }
    }

    [Fact]
    public void ABatchedInputTakesTheRowsThatWereRented()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent(2);
        Assert.Throws<ArgumentException>(() => { call.Input<float>(0, [3, 3]); });
        Assert.Equal(6, call.Input<float>(0, [2, 3]).Length);
    }

    [Fact]
    public void NaNPassesThrough()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent();
        call.SetInput<float>(0, [1, float.NaN, 3]);
        call.Run();
        Assert.All(call.Output<float>(0).ToArray(), y => Assert.True(float.IsNaN(y)));
    }

    [Fact]
    public void AnErrorInsideTheGraphCarriesTheRuntimesText()
    {
        byte[] gather = new OnnxGraphBuilder("gather")
            .Input(OnnxValueInfo.Tensor("i", OnnxElementType.Int64, 1))
            .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, 1))
            .Constant<float>("table", [1, 2, 3], 3)
            .Node("Gather", ["table", "i"], ["y"])
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(gather, "gather");
        for (int repeat = 0; repeat < 3; repeat++)
        {
            using OnnxBinding call = session.Rent();
            call.SetInput<long>(0, [7]);
            var error = Assert.Throws<OnnxRuntimeException>(() => call.Run());
            Assert.Equal(OnnxErrorCode.InvalidArgument, error.Code);
            Assert.Contains("indices element out of data bounds", error.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => { call.Output<float>(0); });
            call.SetInput<long>(0, [2]);
            call.Run();
            Assert.Equal(3, call.Output<float>(0)[0]);
        }
    }
}
