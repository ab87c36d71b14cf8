using static MlDsl.Onnx.OnnxElementType;
using static MlDsl.Onnx.OnnxValueInfo;

namespace MlDsl.Onnx.Tests;

/// <summary>Outputs that are declared otherwise than they come: the file is the contract, and the run gives what ONNX Runtime gives.</summary>
public sealed class DeclarationTests
{
    public static TheoryData<OnnxValueInfo> Declarations { get; } = new()
    {
        Tensor("y", Float),
        TensorOfAnyRank("y", Float),
        Tensor("y", Float, "N"),
        Tensor("y", Float, "a", "b", "c"),
        Tensor("y", Float, 3, 4),
        Tensor("y", Float, "N", 6),
        Tensor("y", Float, 1, 2),
        Tensor("y", Float, "N", 2),
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void TheSameFileLoadsAndGivesWhatTheRuntimeGives(OnnxValueInfo declared)
    {
        byte[] file = new OnnxGraphBuilder("declared").Input(Tensor("x", Float, "N", 2)).Output(declared).Node("Neg", ["x"], ["y"]).ToBytes();
        var signature = new OnnxSignature([Tensor("x", Float, "N", 2)], [declared]);
        float[] x = [1, 2, 3, 4];
        foreach (OnnxSignature? expected in new[] { null, signature })
        {
            using OnnxSession session = OnnxSession.Load(file, "declared", expected: expected);
            int rows = session.IsBatched ? 2 : 1;
            using OnnxValue right = RawRuntime.Run(file, OnnxValue.Tensor<float>(x.AsSpan(0, 2 * rows), [rows, 2]))[0];
            using OnnxBinding call = session.Rent(rows);
            for (int turn = 0; turn < 2; turn++)
            {
                call.SetInput<float>(0, x.AsSpan(0, 2 * rows), [rows, 2]);
                call.Run();
                Assert.Equal(right.Shape, call.OutputShape(0).ToArray());
                Assert.Equal(right.Span<float>().ToArray(), call.Output<float>(0).ToArray());
            }
        }
    }

    [Fact]
    public void AScalarThatIsLongerNamesTheOutputAndBothShapes()
    {
        byte[] file = new OnnxGraphBuilder("scalar").Input(Tensor("x", Float, 1, 2)).Output(Tensor("y", Float)).Node("Neg", ["x"], ["y"]).ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "scalar", expected: new OnnxSignature([Tensor("x", Float, 1, 2)], [Tensor("y", Float)]));
        using OnnxBinding call = session.Rent();
        call.SetInput<float>(0, [1, 2]);
        call.Run();
        using OnnxResult result = call.Result();
        var error = Assert.Throws<OnnxRuntimeException>(() => result.Single<float>(0));
        Assert.Contains("'y: float[]' is declared as a single value, but the run gave 2 in the shape [1,2]", error.Message, StringComparison.Ordinal);
        Assert.Equal([-1, -2], result.Span<float>(0).ToArray());
    }

    [Fact]
    public void AnotherFileIsRefusedByItsOwnDeclarations()
    {
        byte[] file = new OnnxGraphBuilder("other").Input(Tensor("x", Float, "N", 2)).Output(Tensor("y", Float, "N", 2)).Node("Neg", ["x"], ["y"]).ToBytes();
        string Refusal(OnnxValueInfo output) =>
            Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(file, "other", expected: new OnnxSignature([Tensor("x", Float, "N", 2)], [output]))).Message;
        Assert.Contains("output 0 is 'y: float[N,2]' in the file and 'y: float[N,3]' in the class", Refusal(Tensor("y", Float, "N", 3)), StringComparison.Ordinal);
        Assert.Contains("and 'y: float[N]' in the class", Refusal(Tensor("y", Float, "N")), StringComparison.Ordinal);
        Assert.Contains("and 'y: double[N,2]' in the class", Refusal(Tensor("y", OnnxElementType.Double, "N", 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExportOfOneHotEncodingIsWhatItsFileDeclares()
    {
        // ML.NET's exports reshape with sizes that the runtime cannot follow.
        byte[] file = new OnnxGraphBuilder("reshaped")
            .Input(Tensor("x", Float, "", 1)).Output(Tensor("y", Float, "", 6))
            .Constant<float>("row", [1, 2, 3, 4, 5, 6], 1, 6).Constant<long>("size", [-1, 1, 6], 3)
            .Node("MatMul", ["x", "row"], ["wide"]).Node("Reshape", ["wide", "size"], ["deep"]).Node("ReduceSum", ["deep", "axis"], ["y"], OnnxSetting.Of("keepdims", 0))
            .Constant<long>("axis", [1], 1)
            .ToBytes();
        using OnnxSession session = OnnxSession.Load(file, "reshaped", expected: new OnnxSignature([Tensor("x", Float, "", 1)], [Tensor("y", Float, "", 6)]));
        using OnnxBinding call = session.Rent(2);
        call.SetInput<float>(0, [1, 10]);
        call.Run();
        Assert.Equal([2, 6], call.OutputShape(0).ToArray());
        Assert.Equal(60, call.Output<float>(0)[11]);
    }
}
