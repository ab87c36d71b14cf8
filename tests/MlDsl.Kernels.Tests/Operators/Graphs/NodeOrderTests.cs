using MlDsl.Compiler;
using MlDsl.Onnx;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Nodes may stand in any order, as ONNX Runtime reads them.</summary>
public sealed class NodeOrderTests
{
    private static readonly string[] Operations = ["Add", "Sub", "Mul", "Max"];

    [Fact]
    public void NodesInAnyOrderAgree()
    {
        const int Count = 40;
        var random = new Random(5);
        for (int trial = 0; trial < 30; trial++)
        {
            // Each node reads any two values that are there before it, and is read by the last one in the end.
            var nodes = Enumerable.Range(1, Count).Select(i => (Operation: Operations[random.Next(4)], From: new[] { $"v{random.Next(i)}", $"v{i - 1 - random.Next(Math.Min(3, i))}" }, To: $"v{i}")).ToArray();
            random.Shuffle(nodes);
            OnnxGraphBuilder builder = Graph("v0", $"v{Count}");
            foreach (var (operation, from, to) in nodes) builder.Node(operation, from, [to]);
            Assert.True(OperatorOracle.GraphAgrees(builder.ToBytes(), [new Tensor<float>([1.5f, -0.25f, 0.75f], 3)]));
        }
    }

    [Fact]
    public void ConstantsMayStandBehindTheirReaders()
    {
        OnnxFile graph = new OnnxFile()
            .Node("Add", "x c", "y").Node("Constant", "", "c", attributes: [new OnnxFile().Text(1, "value").Message(5, OnnxFile.Tensor("", [2], [1, 2])).Number(20, 4)])
            .Text(2, "late").Input("x", OnnxFile.TensorType(1, 2)).Output("y", OnnxFile.TensorType(1, 2));
        Assert.True(OperatorOracle.GraphAgrees(OnnxFile.Model(graph).Bytes, [new Tensor<float>([3, 4], 2)]));
    }

    [Fact]
    public void ACircleIsRefusedByName()
    {
        byte[] file = Graph("x", "c").Node("Add", ["x", "c"], ["a"]).Node("Relu", ["a"], ["b"]).Node("Neg", ["b"], ["c"]).Node("Abs", ["x"], ["d"]).ToBytes();
        Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(file, "circle"));
        string plan = ModelCompiler.Compile(file, "circle.onnx").Plan;
        Assert.Contains("its nodes wait for each other in a circle: Add that gives 'a', which reads Neg that gives 'c', which reads Relu that gives 'b', which reads Add that gives 'a'", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoMakersOfOneValueAreRefused()
    {
        byte[] file = Graph("x", "y").Node("Abs", ["x"], ["y"]).Node("Neg", ["x"], ["y"]).ToBytes();
        Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(file, "twice"));
        Assert.Contains("the value 'y' is made twice, by Abs that gives 'y' and by Neg that gives 'y'", ModelCompiler.Compile(file, "twice.onnx").Plan, StringComparison.Ordinal);
    }

    private static OnnxGraphBuilder Graph(string input, string output) => new OnnxGraphBuilder("graph").Opset("", 17)
        .Input(OnnxValueInfo.Tensor(input, OnnxElementType.Float, 3)).Output(OnnxValueInfo.Tensor(output, OnnxElementType.Float, 3));
}
