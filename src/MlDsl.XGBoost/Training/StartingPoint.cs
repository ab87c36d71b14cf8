using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>The trees that a training goes on from: their scores are what the first new tree begins with, and they stay before the new ones.</summary>
internal static class StartingPoint
{
    /// <summary>The trees of a problem's parent; null where it begins anew.</summary>
    /// <exception cref="ArgumentException">The problem's parent is no boosted trees of XGBoost, or not of the same features and outputs.</exception>
    public static TreePredictor? Of(XGBoostOptions options, TrainingProblem problem, int outputs)
    {
        if (problem.Parent is null) return null;
        if (problem.Parent is not TreePredictor { Trees: { IsDouble: false, Aggregate: TreeAggregate.Sum, BaseValues.Count: 0 }, Divisor: 1 } trees)
            throw new ArgumentException($"XGBoost goes on from boosted trees of its own, whose sums are in single precision, and the model's predictor, of the kind '{problem.Parent.Kind}', is another; call Fit");
        if (options.Boosting != XGBoostBoosting.Gradient)
            throw new ArgumentException($"Trees of Boosting = {options.Boosting} go together, and others cannot stand before them; continue with XGBoostBoosting.Gradient");
        if (!double.IsNaN(options.BaseScore))
            throw new ArgumentException("A training that goes on begins with the scores of the model, and BaseScore is one of its own: leave it out");
        if (trees.Width != problem.Rows.Width || trees.Outputs != outputs)
            throw new ArgumentException($"The model has {trees.Outputs} scores of {trees.Width} positions, and the rows have {problem.Rows.Width} for {outputs}; call Fit");
        // Rounded leaves are the model's own; what grows on is of the leaves as they are.
        return trees.PackedAs(TreePacking.Fast);
    }
}
