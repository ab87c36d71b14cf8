using Microsoft.Build.Framework;
using MlDsl.Compiler;
using MlDsl.Onnx;

namespace MlDsl.Build.Tests;

/// <summary>How trees are packed is said on the item of their model; the build tells what that changes.</summary>
public sealed class TreePackingTests
{
    private const string Ml = OnnxGraphBuilder.MachineLearning;

    [Fact]
    public void TreesArePackedAsTheItemSays()
    {
        using var folder = new TemporaryFolder();
        folder.Write("trees.onnx", Forest());
        Assert.DoesNotContain("compact", string.Join('\n', Built(folder, "").Messages.Select(static told => told.Message)), StringComparison.Ordinal);
        Assert.DoesNotContain("\ntrees ", Plan(folder), StringComparison.Ordinal);
        byte[] fast = File.ReadAllBytes(folder.File("trees.weights"));

        Assert.Equal("MlDsl: 'Models/trees.onnx' has compact trees with leaves as they are", Told(Built(folder, "compact")).Message);
        Assert.Contains("\ntrees Compact 0\n", Plan(folder), StringComparison.Ordinal);
        Assert.NotEqual(fast, File.ReadAllBytes(folder.File("trees.weights")));

        // Another word is another question; the same one is not asked anew.
        BuildMessageEventArgs told = Told(Built(folder, "Leaves8"));
        Assert.Matches("^MlDsl: 'Models/trees.onnx' has compact trees with leaves of 8 bits, which move no sum of leaves by more than 0\\.00[0-9]+$", told.Message);
        Assert.Matches("\ntrees Leaves8 0\\.00[0-9]+\n", Plan(folder));
        Assert.Equal((MessageImportance.High, MessageImportance.Normal), (told.Importance, Told(Built(folder, "Leaves8")).Importance));
        Assert.Matches("leaves of 16 bits, which move no sum of leaves by more than [0-9.E-]+$", Told(Built(folder, "Leaves16")).Message);

        Built(folder, "Fast");
        Assert.Equal(fast, File.ReadAllBytes(folder.File("trees.weights")));
    }

    [Theory]
    [InlineData(0.123449, "0.1235")]
    [InlineData(0.1234, "0.1234")]
    [InlineData(0.99991, "1")]
    [InlineData(1234.01, "1235")]
    [InlineData(1.00001e-9, "1.001E-09")]
    public void ABoundIsToldRoundedUp(double bound, string told) => Assert.Equal(told, TreeItems.AtMost(bound));

    [Theory]
    [InlineData("Small", "", "MLD2074", "'Models/trees.onnx' has Trees=\"Small\" on its MlModel item; write Fast, Compact, Leaves16 or Leaves8, or leave it out for Fast")]
    [InlineData("Compact", "Runtime", "MLD2075", "'Models/trees.onnx' has Trees=\"Compact\" on its MlModel item, and Backend=\"Runtime\": ONNX Runtime runs the file as it is; remove one of them")]
    public void WhatCannotBeAskedForEndsTheBuild(string trees, string backend, string code, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("trees.onnx", Forest());
        BuildErrorEventArgs error = Assert.Single(Run(folder, trees, backend, isGood: false).Errors);
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public void WhatCannotBePackedEndsTheBuildAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        folder.Write("trees.onnx", Graph().Node("Relu", ["x"], ["y"]).ToBytes());
        Fails("it has no trees; remove it");
        folder.Write("trees.onnx", Graph().Node("NoSuchOperator", ["x"], ["y"]).ToBytes());
        Fails("packs trees of compiled models, but NoSuchOperator");
        folder.Write("trees.onnx", Forest(aggregate: "MAX"));
        Fails("the greatest counts");
        folder.Write("trees.onnx", Forest(leaf: float.PositiveInfinity));
        Fails("a leaf is not finite");

        void Fails(string reason)
        {
            BuildErrorEventArgs error = Assert.Single(Run(folder, "Leaves8", "", isGood: false).Errors);
            Assert.Equal("MLD2055", error.Code);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    private static BuildMessageEventArgs Told(Engine engine) => Assert.Single(engine.Messages, static told => told.Message!.Contains("compact trees", StringComparison.Ordinal));

    private static Engine Built(TemporaryFolder folder, string trees) => Run(folder, trees, "", isGood: true);

    private static Engine Run(TemporaryFolder folder, string trees, string backend, bool isGood)
    {
        var engine = new Engine();
        string made = folder.File("trees");
        var item = new FileItem(folder.File("trees.onnx"), new()
        {
            ["ModelName"] = "Models/trees.onnx",
            ["Extension"] = ".onnx",
            ["Backend"] = backend,
            ["Trees"] = trees,
            ["Plan"] = made + ".plan",
            ["Weights"] = made + ".weights",
            ["Manifest"] = made + ".manifest",
        });
        var task = new CompileModels { BuildEngine = engine, Models = [item], Host = "dotnet", Compiler = typeof(ModelCompiler).Assembly.Location, OnnxRuntime = "" };
        Assert.True(task.Execute() == isGood, string.Join('\n', engine.Errors.Select(static error => error.Message)));
        return engine;
    }

    private static string Plan(TemporaryFolder folder) => File.ReadAllText(folder.File("trees.plan"));

    private static OnnxGraphBuilder Graph() => new OnnxGraphBuilder("trees")
        .Opset(Ml, 1)
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", 2))
        .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 1));

    // Two trees of three leaves each.
    private static byte[] Forest(string aggregate = "SUM", float leaf = 0.3f)
    {
        long[] trees = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], nodes = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4];
        string[] modes = ["BRANCH_LEQ", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_LEQ", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF"];
        return Graph().Node(
            Ml,
            "TreeEnsembleRegressor",
            ["x"],
            ["y"],
            OnnxSetting.Of("aggregate_function", aggregate),
            OnnxSetting.Of("n_targets", 1L),
            OnnxSetting.Of("nodes_treeids", trees),
            OnnxSetting.Of("nodes_nodeids", nodes),
            OnnxSetting.Of("nodes_featureids", [0L, 0, 1, 0, 0, 1, 0, 0, 0, 0]),
            OnnxSetting.Of("nodes_modes", modes),
            OnnxSetting.Of("nodes_values", [0.5f, 0, 0.25f, 0, 0, 1, 0, 2, 0, 0]),
            OnnxSetting.Of("nodes_truenodeids", [1L, 0, 3, 0, 0, 1, 0, 3, 0, 0]),
            OnnxSetting.Of("nodes_falsenodeids", [2L, 0, 4, 0, 0, 2, 0, 4, 0, 0]),
            OnnxSetting.Of("target_treeids", [0L, 0, 0, 1, 1, 1]),
            OnnxSetting.Of("target_nodeids", [1L, 3, 4, 1, 3, 4]),
            OnnxSetting.Of("target_ids", [0L, 0, 0, 0, 0, 0]),
            OnnxSetting.Of("target_weights", [0f, leaf, 1, -1, 0.1f, 0.7f])).ToBytes();
    }
}
