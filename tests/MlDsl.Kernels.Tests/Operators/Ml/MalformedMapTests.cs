using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

/// <summary>Nodes of maps that cannot be: each is refused with the node and the reason.</summary>
public sealed class MalformedMapTests
{
    private static readonly OnnxElementType Text = OnnxElementType.String, Whole = OnnxElementType.Int64, Float = OnnxElementType.Float, Double = OnnxElementType.Double;

    [Fact]
    public void TheNodesBelowAreFineAsTheyAre()
    {
        Assert.Empty(Obstacles("DictVectorizer", Text, Float, Float, OnnxSetting.Of("string_vocabulary", "a", "b")));
        Assert.Empty(Obstacles("CastMap", Whole, Text, Float, OnnxSetting.Of("cast_to", "TO_FLOAT"), OnnxSetting.Of("map_form", "SPARSE")));
    }

    [Fact]
    public void VocabulariesAreChecked()
    {
        OnnxSetting texts = OnnxSetting.Of("string_vocabulary", "a", "b"), wholes = OnnxSetting.Of("int64_vocabulary", 1L, 2L);
        AssertRefused("DictVectorizer", Text, Float, "it has no vocabulary");
        AssertRefused("DictVectorizer", Text, Float, "it has two vocabularies", texts, wholes);
        AssertRefused("DictVectorizer", Text, Float, "the keys of its map are texts, those of its vocabulary are not", wholes);
        AssertRefused("DictVectorizer", Whole, Float, "the keys of its map are whole numbers, those of its vocabulary are not", texts);
        AssertRefused("DictVectorizer", Text, Text, "it takes no map from texts to texts", texts);
        AssertRefused("DictVectorizer", Whole, Whole, "it takes no map from whole numbers to whole numbers", wholes);
        AssertRefused("DictVectorizer", Text, Float, "its attribute 'string_vocabulary' has a type that cannot be compiled", OnnxSetting.Of("string_vocabulary", 3L));
    }

    [Fact]
    public void CastsAndFormsAreChecked()
    {
        OnnxSetting sparse = OnnxSetting.Of("map_form", "SPARSE");
        AssertRefused("CastMap", Whole, Float, "its cast_to 'TO_DOUBLE' is unknown; TO_FLOAT, TO_STRING, TO_INT64 are known", OnnxSetting.Of("cast_to", "TO_DOUBLE"));
        AssertRefused("CastMap", Whole, Float, "its cast_to '1' is unknown", OnnxSetting.Of("cast_to", 1L));
        AssertRefused("CastMap", Whole, Float, "its map_form 'THIN' is unknown; DENSE and SPARSE are known", OnnxSetting.Of("map_form", "THIN"));
        AssertRefused("CastMap", Whole, Float, "its max_map is 0; a SPARSE map gives at least 1 value", sparse, OnnxSetting.Of("max_map", 0L));
        AssertRefused("CastMap", Whole, Float, "its max_map is -1", sparse, OnnxSetting.Of("max_map", -1L));
        AssertRefused("CastMap", Whole, Float, "its max_map is 1099511627776", sparse, OnnxSetting.Of("max_map", 1L << 40));
        AssertRefused("CastMap", Whole, Double, "it takes no map to Double");
        AssertRefused("CastMap", Text, Float, "its input 0 is of string; int64 can be compiled");
    }

    [Theory]
    [InlineData("Identity", "its input 0 is a map, which it cannot take")]
    [InlineData("Shape", "its input 0 is a map, which it cannot take")]
    [InlineData("Concat", "its input 0 is a map, which it cannot take")]
    [InlineData("Relu", "its input 0 is a map, which it cannot take")]
    public void OperatorsOfTensorsTakeNoMaps(string name, string reason)
    {
        string obstacle = Assert.Single(Planner.Plan(OnnxReader.Read(File("", name, OnnxValueInfo.Map("x", Text, Float), Float))).Obstacles);
        Assert.EndsWith(reason, obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void OperatorsOfMapsTakeNoTensors() => Assert.EndsWith(
        "its input 0 is no map, which it cannot take",
        Assert.Single(Planner.Plan(OnnxReader.Read(File(OperatorAttribute.Ml, "CastMap", OnnxValueInfo.Tensor("x", Float, 1), Float))).Obstacles),
        StringComparison.Ordinal);

    [Fact]
    public void OtherMapsAreNoInputs() => Assert.Equal(
        "the input 'x' is a map that cannot be compiled",
        Assert.Single(Planner.Plan(OnnxReader.Read(File(OperatorAttribute.Ml, "CastMap", OnnxValueInfo.Map("x", OnnxElementType.Int32, Float), Float))).Obstacles));

    [Fact]
    public void AMapIsNoOutput()
    {
        byte[] file = new OnnxGraphBuilder("maps").Input(OnnxValueInfo.Map("x", Text, Float)).Output(OnnxValueInfo.Map("x", Text, Float)).ToBytes();
        Assert.Equal("the output 'x' is a map that cannot be compiled", Assert.Single(Planner.Plan(OnnxReader.Read(file)).Obstacles));
    }

    private static void AssertRefused(string name, OnnxElementType key, OnnxElementType value, string reason, params OnnxSetting[] attributes)
    {
        string obstacle = Assert.Single(Obstacles(name, key, value, Float, attributes));
        Assert.StartsWith($"{name} that gives 'y', opset 1: ", obstacle, StringComparison.Ordinal);
        Assert.Contains(reason, obstacle, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Obstacles(string name, OnnxElementType key, OnnxElementType value, OnnxElementType output, params OnnxSetting[] attributes) =>
        Planner.Plan(OnnxReader.Read(File(OperatorAttribute.Ml, name, OnnxValueInfo.Map("x", key, value), output, attributes))).Obstacles;

    private static byte[] File(string domain, string name, OnnxValueInfo input, OnnxElementType output, params OnnxSetting[] attributes) => new OnnxGraphBuilder("maps")
        .Opset(OperatorAttribute.Ml, 1)
        .Input(input)
        .Output(OnnxValueInfo.TensorOfAnyRank("y", output))
        .Node(domain, name, ["x"], ["y"], attributes)
        .ToBytes();
}
