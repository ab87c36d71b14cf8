using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>The trees that a training goes on from: their scores are what the first new tree begins with, and they stay before the new ones.</summary>
internal sealed class StartingPoint
{
    private readonly TreePredictor trees;

    private StartingPoint(TreePredictor trees) => this.trees = trees;

    /// <summary>The starting point of a problem; null where it begins anew.</summary>
    /// <exception cref="ArgumentException">The problem's parent is no boosted trees of the same features and outputs.</exception>
    public static StartingPoint? Of(LightGbmOptions options, TrainingProblem problem, int outputs)
    {
        if (problem.Parent is null) return null;
        if (problem.Parent is not TreePredictor { Trees: { IsDouble: true, Aggregate: TreeAggregate.Sum }, Divisor: 1 } trees)
            throw new ArgumentException($"LightGbm goes on from boosted trees of its own, and the model's predictor is of the kind '{problem.Parent.Kind}' or an average; call Fit");
        if (options.Boosting != LightGbmBoosting.Gradient)
            throw new ArgumentException($"Trees of Boosting = {options.Boosting} go together, and others cannot stand before them; continue with LightGbmBoosting.Gradient");
        if (trees.Width != problem.Rows.Width || trees.Outputs != outputs)
            throw new ArgumentException($"The model has {trees.Outputs} scores of {trees.Width} positions, and the rows have {problem.Rows.Width} for {outputs}; call Fit");
        // Rounded leaves are the model's own; what grows on is of the leaves as they are.
        return new StartingPoint(trees.PackedAs(TreePacking.Fast));
    }

    /// <summary>The scores of all rows, class after class.</summary>
    public double[] Scores(IDesign rows, CancellationToken cancellation)
    {
        int count = (int)rows.Rows, outputs = trees.Outputs;
        float[] byRow = GrownTrees.Scores(trees, rows, cancellation);
        var scores = new double[byRow.Length];
        for (int i = 0; i < count; i++)
            for (int k = 0; k < outputs; k++) scores[(k * count) + i] = byRow[(i * outputs) + k];
        return scores;
    }

    /// <summary>The trees, and behind them those that grew on from them.</summary>
    public TreeEnsemble Before(TreeEnsemble grown) => GrownTrees.After(grown, trees.Trees);
}
