using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

/// <summary>Trees that cannot be: each is refused with the node and the reason, and never becomes a number.</summary>
public sealed class MalformedTreeTests
{
    [Fact]
    public void TheTreesBelowAreFineAsTheyAre()
    {
        Assert.Empty(Obstacles("TreeEnsembleRegressor", 3, [.. Nodes().Values]));
        Assert.Empty(Obstacles("TreeEnsemble", 5, [.. Branches().Values]));
    }

    [Theory]
    [InlineData("nodes_truenodeids", new long[] { 7, 0, 0 }, "node 0: its child 7 does not exist")]
    [InlineData("nodes_truenodeids", new long[] { 0, 0, 0 }, "some nodes lie on a circle")]
    [InlineData("nodes_truenodeids", new long[] { 2, 0, 0 }, "child of another branch as well")]
    [InlineData("nodes_featureids", new long[] { 4, 0, 0 }, "feature 4 is not among 0 to 3")]
    [InlineData("nodes_featureids", new long[] { -1, 0, 0 }, "feature -1 is not among 0 to 3")]
    [InlineData("nodes_featureids", new long[] { 1L << 40, 0, 0 }, "overflow")]
    [InlineData("nodes_nodeids", new long[] { 0, 1, 1 }, "Tree 0 has two nodes 1")]
    [InlineData("nodes_nodeids", new long[] { 0, 1 }, "'nodes_treeids' has 3 entries; 2 are expected")]
    [InlineData("nodes_treeids", new long[] { 0, 0, 1 }, "Weight 1 belongs to node 2 of tree 0, which does not exist")]
    [InlineData("target_nodeids", new long[] { 1, 5 }, "Weight 1 belongs to node 5 of tree 0, which does not exist")]
    [InlineData("target_nodeids", new long[] { 1, 0 }, "node 0: it is a branch, but has weights")]
    [InlineData("target_ids", new long[] { 0, 1 }, "votes for output 1; outputs are 0 to 0")]
    [InlineData("target_ids", new long[] { 0 }, "'the list of the weights' outputs' has 1 entries; 2 are expected")]
    [InlineData("nodes_missing_value_tracks_true", new long[] { 0 }, "'nodes_missing_value_tracks_true' has 1 entries; 3 are expected")]
    public void ListsOfNodesAreChecked(string list, long[] numbers, string reason) =>
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of(list, numbers), list), reason);

    [Fact]
    public void ThresholdsModesAndTransformsAreChecked()
    {
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of("nodes_values", [float.NaN, 0, 0]), "nodes_values"), "the threshold is NaN");
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of("nodes_modes", ["BRANCH_NEAR", "LEAF", "LEAF"]), "nodes_modes"), "the mode 'BRANCH_NEAR' is unknown");
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of("post_transform", "SQUARE"), "post_transform"), "its post_transform 'SQUARE' is unknown");
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of("aggregate_function", "SUM,MIN"), "aggregate_function"), "its aggregate_function 'SUM,MIN' is unknown");
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of("base_values", [1f, 2f]), "base_values"), "2 base values for 1 outputs");
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of("n_targets", 0L), "n_targets"), "0 outputs");
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of("colour", 1L), "colour"), "its attribute 'colour' cannot be compiled");
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Tensor<double>("nodes_values_as_tensor", [1, 2, 3], 3), "nodes_values"), "'nodes_values_as_tensor' is not of float");
        AssertRefused("TreeEnsembleRegressor", 3, [], "There are no nodes");
    }

    [Theory]
    [InlineData("tree_roots", new long[] { 3 }, "branch 3 does not exist; there are 2")]
    [InlineData("tree_roots", new long[] { 0, 1 }, "branch 1 is reached twice")]
    [InlineData("tree_roots", new long[] { }, "has no trees")]
    [InlineData("nodes_truenodeids", new long[] { 0, 0 }, "branch 0 is reached twice")]
    [InlineData("nodes_falsenodeids", new long[] { 9, 2 }, "leaf 9 does not exist; there are 3")]
    [InlineData("nodes_trueleafs", new long[] { 0 }, "'nodes_trueleafs' has 1 entries; 2 are expected")]
    [InlineData("leaf_targetids", new long[] { 0, 0, 4 }, "votes for output 4")]
    [InlineData("leaf_targetids", new long[] { 0 }, "'leaf_targetids' has 1 entries; 3 are expected")]
    public void ListsOfBranchesAreChecked(string list, long[] numbers, string reason) =>
        AssertRefused("TreeEnsemble", 5, With(Branches(), OnnxSetting.Of(list, numbers), list), reason);

    [Fact]
    public void SetsAndNumbersOfVersion5AreChecked()
    {
        AssertRefused("TreeEnsemble", 5, With(Branches(), OnnxSetting.Tensor<byte>("nodes_modes", [0, 9], 2), "nodes_modes"), "branch 1: the mode 9 is unknown");
        AssertRefused("TreeEnsemble", 5, With(Branches(), OnnxSetting.Tensor<byte>("nodes_modes", [0, 6], 2), "nodes_modes"), "Branch 1 asks for a set; 'membership_values' has no more");
        AssertRefused("TreeEnsemble", 5, With(Branches(), OnnxSetting.Tensor<float>("membership_values", [1, float.NaN], 2), "membership_values"), "2 values that belong to no branch");
        AssertRefused("TreeEnsemble", 5, WithSet(2.5, -1), "Branch 1 asks for a set with 2.5");
        AssertRefused("TreeEnsemble", 5, WithSet(2, 3e9), "Branch 1 asks for a set with 3000000000");
        AssertRefused("TreeEnsemble", 5, With(Branches(), OnnxSetting.Tensor<double>("nodes_splits", [1, 2], 2), "nodes_splits"), "'nodes_splits' is not of float");
        AssertRefused("TreeEnsemble", 5, With(Branches(), OnnxSetting.Of("nodes_splits", [1f, 2f]), "nodes_splits"), "'nodes_splits' is no tensor");
        AssertRefused("TreeEnsemble", 5, With(Branches(), OnnxSetting.Of("aggregate_function", 7L), "aggregate_function"), "its aggregate_function 7 is unknown");
        AssertRefused("TreeEnsemble", 5, With(Branches(), OnnxSetting.Of("post_transform", -1L), "post_transform"), "its post_transform -1 is unknown");
        AssertRefused("TreeEnsemble", 5, [], "There are no branches");
    }

    [Fact]
    public void TreesInDoublePrecisionAreFineAsTheyAre()
    {
        Assert.Empty(Obstacles("TreeEnsembleRegressor", 3, [.. Nodes().Values], OnnxElementType.Double));
        Assert.Empty(Obstacles("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Tensor<double>("nodes_values_as_tensor", [0.1, 0, 0], 3), "nodes_values"), OnnxElementType.Double));
        Assert.Empty(Obstacles("TreeEnsemble", 5, [.. DoubleBranches().Values], OnnxElementType.Double));
    }

    [Theory]
    [InlineData("nodes_truenodeids", new long[] { 7, 0, 0 }, "node 0: its child 7 does not exist")]
    [InlineData("nodes_truenodeids", new long[] { 0, 0, 0 }, "some nodes lie on a circle")]
    [InlineData("nodes_featureids", new long[] { 4, 0, 0 }, "feature 4 is not among 0 to 3")]
    [InlineData("target_nodeids", new long[] { 0, 2 }, "it is a branch, but has weights")]
    [InlineData("target_ids", new long[] { 0, 5 }, "votes for output 5")]
    public void ListsOfNodesInDoublePrecisionAreChecked(string list, long[] numbers, string reason) =>
        AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), OnnxSetting.Of(list, numbers), list), reason, OnnxElementType.Double);

    [Fact]
    public void NumbersInDoublePrecisionAreChecked()
    {
        Refused(OnnxSetting.Tensor<double>("nodes_values_as_tensor", [double.NaN, 0, 0], 3), "nodes_values", "the threshold is NaN");
        Refused(OnnxSetting.Tensor<double>("nodes_values_as_tensor", [1, 2], 2), "nodes_values", "'nodes_values' has 2 entries; 3 are expected");
        Refused(OnnxSetting.Tensor<float>("nodes_values_as_tensor", [1, 2, 3], 3), "nodes_values", "'nodes_values_as_tensor' is not of double");
        Refused(OnnxSetting.Tensor<float>("target_weights_as_tensor", [1, 2], 2), "target_weights", "'target_weights_as_tensor' is not of double");
        Refused(OnnxSetting.Tensor<double>("base_values_as_tensor", [1, 2], 2), "base_values", "2 base values for 1 outputs");
        Refused(OnnxSetting.Tensor<double>("nodes_values_as_tensor", [1, 2, 3], 3), "", "its attribute 'nodes_values_as_tensor' cannot be compiled");
        AssertRefused("TreeEnsemble", 5, [.. Branches().Values], "'nodes_splits' is not of double", OnnxElementType.Double);
        AssertRefused("TreeEnsemble", 5, With(DoubleBranches(), OnnxSetting.Tensor<double>("nodes_splits", [0.5, double.NaN], 2), "nodes_splits"), "the threshold is NaN", OnnxElementType.Double);
        AssertRefused("TreeEnsemble", 5, With(DoubleBranches(), OnnxSetting.Tensor<float>("leaf_weights", [1, 2, 3], 3), "leaf_weights"), "'leaf_weights' is not of double", OnnxElementType.Double);
        AssertRefused("TreeEnsembleRegressor", 3, [.. Nodes().Values], "cannot be compiled for int64", OnnxElementType.Int64);

        static void Refused(OnnxSetting setting, string replaced, string reason) =>
            AssertRefused("TreeEnsembleRegressor", 3, With(Nodes(), setting, replaced), reason, OnnxElementType.Double);
    }

    private static OnnxSetting[] WithSet(double first, double second)
    {
        Dictionary<string, OnnxSetting> branches = Branches();
        branches["nodes_modes"] = OnnxSetting.Tensor<byte>("nodes_modes", [0, 6], 2);
        branches["membership_values"] = OnnxSetting.Tensor<float>("membership_values", [(float)first, (float)second, float.NaN], 3);
        return [.. branches.Values];
    }

    private static Dictionary<string, OnnxSetting> DoubleBranches()
    {
        Dictionary<string, OnnxSetting> branches = Branches();
        branches["nodes_splits"] = OnnxSetting.Tensor<double>("nodes_splits", [0.1, 1], 2);
        branches["leaf_weights"] = OnnxSetting.Tensor<double>("leaf_weights", [0.1, 2, 3], 3);
        return branches;
    }

    private static void AssertRefused(string name, long version, OnnxSetting[] attributes, string reason, OnnxElementType features = OnnxElementType.Float)
    {
        string obstacle = Assert.Single(Obstacles(name, version, attributes, features));
        Assert.StartsWith($"{name} that gives 'y', opset {version}: ", obstacle, StringComparison.Ordinal);
        Assert.True(obstacle.Contains(reason, StringComparison.OrdinalIgnoreCase), obstacle);
    }

    private static IReadOnlyList<string> Obstacles(string name, long version, OnnxSetting[] attributes, OnnxElementType features = OnnxElementType.Float)
    {
        byte[] file = new OnnxGraphBuilder("trees")
            .Opset(OperatorAttribute.Ml, version)
            .Input(OnnxValueInfo.Tensor("x", features, "N", 4))
            .Output(OnnxValueInfo.Tensor("y", version == 5 ? features : OnnxElementType.Float, "N", 1))
            .Node(OperatorAttribute.Ml, name, ["x"], ["y"], attributes)
            .ToBytes();
        return Planner.Plan(OnnxReader.Read(file)).Obstacles;
    }

    private static OnnxSetting[] With(Dictionary<string, OnnxSetting> settings, OnnxSetting replaced, string name)
    {
        settings[name] = replaced;
        return [.. settings.Values];
    }

    private static Dictionary<string, OnnxSetting> Nodes() => new()
    {
        ["nodes_treeids"] = OnnxSetting.Of("nodes_treeids", [0, 0, 0]),
        ["nodes_nodeids"] = OnnxSetting.Of("nodes_nodeids", [0, 1, 2]),
        ["nodes_featureids"] = OnnxSetting.Of("nodes_featureids", [3, 0, 0]),
        ["nodes_values"] = OnnxSetting.Of("nodes_values", [0.5f, 0, 0]),
        ["nodes_modes"] = OnnxSetting.Of("nodes_modes", ["BRANCH_LT", "LEAF", "LEAF"]),
        ["nodes_truenodeids"] = OnnxSetting.Of("nodes_truenodeids", [1, 0, 0]),
        ["nodes_falsenodeids"] = OnnxSetting.Of("nodes_falsenodeids", [2, 0, 0]),
        ["target_treeids"] = OnnxSetting.Of("target_treeids", [0, 0]),
        ["target_nodeids"] = OnnxSetting.Of("target_nodeids", [1, 2]),
        ["target_ids"] = OnnxSetting.Of("target_ids", [0, 0]),
        ["target_weights"] = OnnxSetting.Of("target_weights", [1f, 2f]),
    };

    private static Dictionary<string, OnnxSetting> Branches() => new()
    {
        ["tree_roots"] = OnnxSetting.Of("tree_roots", new long[] { 0 }),
        ["nodes_featureids"] = OnnxSetting.Of("nodes_featureids", [3, 0]),
        ["nodes_modes"] = OnnxSetting.Tensor<byte>("nodes_modes", [0, 1], 2),
        ["nodes_splits"] = OnnxSetting.Tensor<float>("nodes_splits", [0.5f, 1f], 2),
        ["nodes_truenodeids"] = OnnxSetting.Of("nodes_truenodeids", [1, 0]),
        ["nodes_falsenodeids"] = OnnxSetting.Of("nodes_falsenodeids", [2, 1]),
        ["nodes_trueleafs"] = OnnxSetting.Of("nodes_trueleafs", [0, 1]),
        ["nodes_falseleafs"] = OnnxSetting.Of("nodes_falseleafs", [1, 1]),
        ["leaf_targetids"] = OnnxSetting.Of("leaf_targetids", [0, 0, 0]),
        ["leaf_weights"] = OnnxSetting.Tensor<float>("leaf_weights", [1f, 2f, 3f], 3),
    };
}
