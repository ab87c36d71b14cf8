using MlDsl.Onnx;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>What skl2onnx before version 1.5 made of one-hot encoders: a chain per column, in the first version of ai.onnx.ml.</summary>
public sealed class OneHotChainTests
{
    private const string Ml = OnnxGraphBuilder.MachineLearning;
    private const int Rows = 7;

    [Theory]
    [InlineData("strings")]
    [InlineData("int64")]
    [InlineData("floats cast to int64")]
    [InlineData("int64 cast to strings")]
    public void ColumnsOfOneInputAgree(string kind)
    {
        var random = new Random(kind.Length);
        for (int trial = 0; trial < 20; trial++)
        {
            int columns = random.Next(1, 4), total = 0;
            bool isText = kind.EndsWith("strings", StringComparison.Ordinal);
            OnnxGraphBuilder builder = Builder(random).Input(OnnxValueInfo.Tensor("x", kind == "strings" ? OnnxElementType.String : kind.StartsWith("floats", StringComparison.Ordinal) ? OnnxElementType.Float : OnnxElementType.Int64, Rows, columns));
            var encoded = new List<string>();
            for (int column = 0; column < columns; column++)
            {
                int width = random.Next(1, 5);
                total += width;
                string at = $"{column}", category = $"c{at}";
                Constant(builder, $"column{at}", column).Node(Ml, "ArrayFeatureExtractor", ["x", $"column{at}"], [$"x{at}"]);
                if (kind.Contains("cast", StringComparison.Ordinal)) builder.Node("Cast", [$"x{at}"], [category], OnnxSetting.Of("to", isText ? 8L : 7L));
                else category = $"x{at}";
                string[] texts = kind == "strings" ? [.. Enumerable.Range(0, width).Select(static i => i == 0 ? "" : $"k{i}")] : [.. Enumerable.Range(0, width).Select(static i => $"{i}")];
                builder.Node(Ml, "OneHotEncoder", [category], [$"y{at}"], isText ? OnnxSetting.Of("cats_strings", texts) : OnnxSetting.Of("cats_int64s", [.. Enumerable.Range(0, width).Select(static i => (long)i)]), OnnxSetting.Of("zeros", 1L));
                encoded.Add($"y{at}");
            }
            Constant(builder, "shape", -1, total).Node("Concat", encoded, ["wide"], OnnxSetting.Of("axis", 2L)).Node("Reshape", ["wide", "shape"], ["y"]);
            builder.Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, Rows, total));
            Assert.True(OperatorOracle.GraphAgrees(builder.ToBytes(), [Input(random, kind, columns)]));
        }
    }

    [Fact]
    public void AClassifierBehindTwoKindsOfColumnsAgrees()
    {
        var random = new Random(3);
        for (int trial = 0; trial < 20; trial++)
        {
            float[] weights = [.. Enumerable.Range(0, 12).Select(_ => (float)random.NextDouble() - 0.5f)];
            OnnxGraphBuilder builder = Builder(random)
                .Input(OnnxValueInfo.Tensor("port", OnnxElementType.String, Rows, 1)).Input(OnnxValueInfo.Tensor("deck", OnnxElementType.Int64, Rows, 1))
                .Node(Ml, "OneHotEncoder", ["port"], ["ports"], OnnxSetting.Of("cats_strings", "k1", "k2"), OnnxSetting.Of("zeros", 1L))
                .Node(Ml, "OneHotEncoder", ["deck"], ["decks"], OnnxSetting.Of("cats_int64s", 0L, 1, 2), OnnxSetting.Of("zeros", 1L))
                .Node("Reshape", ["ports", "two"], ["p"]).Node("Reshape", ["decks", "three"], ["d"])
                .Node(Ml, "FeatureVectorizer", ["p", "d"], ["features"], OnnxSetting.Of("inputdimensions", 2L, 3))
                .Node(Ml, "LinearClassifier", ["features"], ["label", "scores"], OnnxSetting.Of("coefficients", weights[..10]), OnnxSetting.Of("intercepts", weights[10..]), OnnxSetting.Of("classlabels_ints", 0L, 1), OnnxSetting.Of("post_transform", "LOGISTIC"), OnnxSetting.Of("multi_class", 1L))
                .Node(Ml, "Normalizer", ["scores"], ["shares"], OnnxSetting.Of("norm", "L1"))
                .Output(OnnxValueInfo.Tensor("label", OnnxElementType.Int64, Rows)).Output(OnnxValueInfo.Tensor("shares", OnnxElementType.Float, Rows, 2));
            byte[] file = Constant(Constant(builder, "two", -1, 2), "three", -1, 3).ToBytes();
            Assert.True(OperatorOracle.GraphAgrees(file, [Input(random, "strings", 1), Input(random, "int64", 1)], relative: 1e-6, absolute: 1e-7));
        }
    }

    [Fact]
    public void AFileMayNameOneOfItsTwoOperatorSets()
    {
        OnnxFile graph = new OnnxFile()
            .Node("Cast", "x", "whole", attributes: [OnnxFile.Int("to", 7)]).Node("OneHotEncoder", "whole", "y", Ml, OnnxFile.Ints("cats_int64s", 0, 1, 2), OnnxFile.Int("zeros", 1))
            .Text(2, "one set").Input("x", OnnxFile.TensorType(1, 3, 1)).Output("y", OnnxFile.TensorType(1, 3, 1, 3));
        byte[] file = new OnnxFile().Number(1, 4).Message(8, new OnnxFile().Text(1, Ml).Number(2, 1)).Message(7, graph).Bytes;
        Assert.True(OperatorOracle.GraphAgrees(file, [new Tensor<float>([0, 2, 5], 3, 1)]));
    }

    private static OnnxGraphBuilder Builder(Random random) => new OnnxGraphBuilder("one-hot").IrVersion(3).Opset("", 7 + random.Next(5)).Opset(Ml, 1);

    // The file format of that time lists constants among the inputs.
    private static OnnxGraphBuilder Constant(OnnxGraphBuilder builder, string name, params long[] values) =>
        builder.Input(OnnxValueInfo.Tensor(name, OnnxElementType.Int64, values.Length)).Constant<long>(name, values, values.Length);

    private static Tensor Input(Random random, string kind, int columns) => kind switch
    {
        "strings" => new Tensor<string>([.. Enumerable.Range(0, Rows * columns).Select(_ => random.Next(6) is 0 ? "" : $"k{random.Next(6)}")], Rows, columns),
        "floats cast to int64" => new Tensor<float>([.. Enumerable.Range(0, Rows * columns).Select(_ => (float)random.Next(-1, 6))], Rows, columns),
        _ => new Tensor<long>([.. Enumerable.Range(0, Rows * columns).Select(_ => (long)random.Next(-1, 6))], Rows, columns),
    };
}
