using MlDsl.Compiler.Catalog;
using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

/// <summary>ZipMap gives maps in ONNX Runtime and, compiled, a tensor in the order of its classes: each class has the same score in both.</summary>
public sealed class ZipMapTests
{
    [Theory]
    [InlineData(OnnxElementType.String)]
    [InlineData(OnnxElementType.Int64)]
    public void EachClassHasItsScore(OnnxElementType key)
    {
        var random = new Random(11);
        for (int model = 0; model < MlTrial.Models; model++)
        {
            int classes = random.Next(1, 9);
            string[] texts = MlTrial.Labels(random, classes);
            long[] numbers = [.. Enumerable.Range(0, classes).Select(i => (random.NextInt64(-1000, 1000) * 16) + i).OrderBy(_ => random.Next())];
            OnnxSetting labels = key == OnnxElementType.String ? OnnxSetting.Of("classlabels_strings", texts) : OnnxSetting.Of("classlabels_int64s", numbers);
            long[] shape = MlTrial.Rows(random, classes);
            int rows = shape.Length == 1 ? 1 : (int)shape[0];
            var scores = new Tensor<float>(MlTrial.Singles(random, rows * classes), shape);

            var found = (Tensor<float>)OperatorOracle.Run(OperatorAttribute.Ml, "ZipMap", 1, [labels], [scores])[0];
            Assert.Equal([rows, classes], found.Shape.ToArray());
            using OnnxSession session = OnnxSession.Load(File(labels, key, shape), "ZipMap");
            using OnnxBinding call = session.Rent();
            call.SetInput<float>(0, scores.Values, shape);
            call.Run();
            Assert.Equal(rows, call.ClassScoreRows(0));
            float[] expected = new float[rows * classes];
            if (key == OnnxElementType.String) call.CopyClassScores(0, texts, expected);
            else call.CopyClassScores(0, numbers, expected);
            Assert.Equal(expected, found.Values.ToArray());
        }
    }

    [Fact]
    public void OtherNumbersOfScoresAndNoClassesAreRefused()
    {
        var scores = new Tensor<float>([1, 2, 3], 1, 3);
        Assert.Contains("3 scores for 2 classes", Assert.Throws<OperatorException>(() => new ZipMap(["a", "b"]).Run(scores, new Tensor<float>())).Message, StringComparison.Ordinal);
        Assert.Throws<UnsupportedException>(() => OperatorOracle.Run(OperatorAttribute.Ml, "ZipMap", 1, [], [scores]));
    }

    private static byte[] File(OnnxSetting labels, OnnxElementType key, long[] shape) => new OnnxGraphBuilder("ZipMap")
        .Opset(OnnxGraphBuilder.MachineLearning, 1)
        .Input(OnnxValueInfo.Tensor("scores", OnnxElementType.Float, [.. shape.Select(static size => (OnnxDimension)size)]))
        .Output(OnnxValueInfo.Sequence("maps", OnnxValueInfo.Map("", key, OnnxElementType.Float)))
        .Node(OnnxGraphBuilder.MachineLearning, "ZipMap", ["scores"], ["maps"], labels)
        .ToBytes();
}
