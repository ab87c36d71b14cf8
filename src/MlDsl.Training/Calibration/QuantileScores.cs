using MlDsl.Kernels;

namespace MlDsl.Training;

/// <summary>Predictors whose rows have three scores: that of the prediction, and two quantiles of the label, each learned by a training of its own.</summary>
internal static class QuantileScores
{
    /// <summary>The levels of both quantiles that lie about a level's share of the labels.</summary>
    public static (double Low, double High) LevelsOf(double level) => ((1 - level) / 2, (1 + level) / 2);

    /// <summary>Three predictors of one score each as one of three.</summary>
    /// <exception cref="TrainingException">They are of different shapes; the message says which.</exception>
    public static Predictor Join(Predictor point, Predictor low, Predictor high)
    {
        Predictor[] all = [point, low, high];
        if (all.Any(p => p.Outputs != 1 || p.Width != point.Width)) throw Apart("scores or positions", [.. all.Select(static p => FormattableString.Invariant($"{p.Outputs} of {p.Width}"))]);
        if (all.All(static p => p is LinearPredictor)) return Linear([.. all.Cast<LinearPredictor>()]);
        if (all.All(static p => p is TreePredictor)) return Trees([.. all.Cast<TreePredictor>()]);
        throw Apart("predictors", [.. all.Select(static p => p.Kind)]);
    }

    /// <summary>The part of the predictor that gives the prediction's score.</summary>
    public static Predictor PointOf(Predictor joined)
    {
        if (joined is LinearPredictor linear) return new LinearPredictor(linear.Row(0), linear.Biases[..1], linear.Means);
        var trees = (TreePredictor)joined;
        return new TreePredictor(
            trees.Trees with { OutputCount = 1, BaseValues = [.. trees.Trees.BaseValues.Take(1)], Trees = [.. trees.Trees.Trees.Where(static tree => tree.Weights.All(static w => w.Output == 0))] },
            trees.Divisor);
    }

    private static LinearPredictor Linear(LinearPredictor[] all) => new(
        (float[])[.. all[0].Weights, .. all[1].Weights, .. all[2].Weights], (float[])[.. all[0].Biases, .. all[1].Biases, .. all[2].Biases], all[0].Means);

    private static TreePredictor Trees(TreePredictor[] all)
    {
        TreeEnsemble first = all[0].Trees;
        if (all.Any(p => p.Divisor != all[0].Divisor || p.Trees.IsDouble != first.IsDouble || p.Trees.Aggregate != first.Aggregate))
            throw Apart("sums of trees", [.. all.Select(static p => FormattableString.Invariant($"{(p.Trees.IsDouble ? "double" : "float")} sums of {p.Trees.Trees.Count} trees divided by {p.Divisor}"))]);
        bool hasBases = all.Any(static p => p.Trees.BaseValues.Count > 0);
        return new TreePredictor(
            first with
            {
                OutputCount = all.Length,
                BaseValues = hasBases ? [.. all.Select(static p => p.Trees.BaseValues.Count > 0 ? p.Trees.BaseValues[0] : 0)] : [],
                Trees = [.. all.SelectMany(static (p, output) => p.Trees.Trees.Select(tree => tree with { Weights = [.. tree.Weights.Select(w => w with { Output = output })] }))],
            },
            all[0].Divisor);
    }

    private static TrainingException Apart(string what, string[] each) =>
        new($"The trainer gave the prediction and both quantiles {what} that do not go together ({string.Join("; ", each)}); choose other options, or another Width of the intervals");
}
