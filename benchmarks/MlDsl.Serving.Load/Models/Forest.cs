using Microsoft.ML.Trainers.FastTree;
using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Serving.Load.Models;

/// <summary>A trainer that has its trees already: those that ML.NET grew.</summary>
/// <param name="Trees">The trees.</param>
internal sealed record ForestOptions(TreeEnsemble Trees) : TrainerOptions
{
    public override TargetKind Targets => TargetKind.Value;

    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control) =>
        new(new TreePredictor(Trees), Link.Identity, new TrainingLog(Trees.Trees.Count, true, 0));

    protected override void Describe(OptionWriter options) => options.Write(nameof(Trees), Trees.Trees.Count);

    /// <summary>The same trees, in single precision as ONNX has them; ML.NET sums doubles.</summary>
    public static ForestOptions Of(FastTreeRegressionModelParameters grown) => new(new TreeEnsemble
    {
        FeatureCount = TripVector.Width,
        OutputCount = 1,
        Trees = [.. grown.TrainedTreeEnsemble.Trees.Select(Tree)],
        BaseValues = [grown.TrainedTreeEnsemble.Bias],
    });

    // Branches first and leaves behind them; a child below zero is a leaf.
    private static Tree Tree(RegressionTree tree)
    {
        int branches = tree.NumberOfNodes;
        int Child(int number) => number >= 0 ? number : branches + ~number;
        return new Tree
        {
            Nodes =
            [
                .. Enumerable.Range(0, branches).Select(i => TreeNode.Branch(
                    tree.NumericalSplitFeatureIndexes[i], TreeComparison.LessOrEqual, tree.NumericalSplitThresholds[i], Child(tree.LeftChild[i]), Child(tree.RightChild[i]))),
                .. Enumerable.Range(0, tree.NumberOfLeaves).Select(static i => TreeNode.Leaf(i)),
            ],
            Weights = [.. tree.LeafValues.Select(static value => new LeafWeight(0, value))],
        };
    }
}
