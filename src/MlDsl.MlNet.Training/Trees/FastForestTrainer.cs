using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Trains with ML.NET's FastForest, and reads the trees back into a predictor of ours.</summary>
internal sealed class FastForestTrainer(FastForestOptions options, TrainingProblem problem, TrainingControl control)
{
    // A pass for labels; two that bin.
    private const int Passes = 3;
    private const string Advice = "look at the weights of rows, or scale the labels";

    private Link Link => problem.Target == TargetKind.TwoClasses ? Link.Logit : Link.Identity;

    /// <exception cref="ArgumentException">Options do not go together with what is predicted.</exception>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public TrainedPredictor Train()
    {
        if (problem.Target == TargetKind.Value && options.ClassWeights != ClassWeights.None)
            throw new ArgumentException("ClassWeights is for classes, and the label is a number: leave it out, or give the rows weights");
        DesignRows rows = DesignRows.Read(problem, problem.Target == TargetKind.Value ? static _ => null : static label => BoosterLabels.ProblemOfCode(label, 2, "class index"), control.Cancellation);
        float[] weights = ClassWeighting.Of(rows.Labels, rows.Weights, problem.Classes, options.ClassWeights);
        TreeSettings.CheckRows(weights, null, options.RowShare, options.MinRows);
        var view = new DesignView(problem, weights, control.Cancellation);
        var progress = new TreeProgress(control, Passes);
        IReadOnlyList<RegressionTreeBase> grown = MlNetRun.Fit("FastForest", options.Seed, [view], control, context => Fit(context, view), progress.Hear);
        progress.End(grown.Count);
        TreePredictor trees = ReadTrees.Predictor(
            grown, options.MinRows, new CoveredRows(problem.Rows, weights, null), 1, Advice, read => problem.Target == TargetKind.TwoClasses ? LogOdds(read, rows, weights) : new TreePredictor(read, read.Trees.Count, roundsFirst: true), control.Cancellation);
        return new TrainedPredictor(trees, Link, new TrainingLog(grown.Count, true, TrainingLoss.Of(problem.Loss, problem.Rows, trees, Link, Advice, control.Cancellation)));
    }

    // Platt's line of the forest's score, in its leaves and its base value.
    private TreePredictor LogOdds(TreeEnsemble read, DesignRows rows, float[] weights)
    {
        float[] scores = GrownTrees.Scores(new TreePredictor(read), problem.Rows, control.Cancellation);
        var (slope, offset) = PlattLine.Of(rows.Labels, scores, weights, Advice);
        return new TreePredictor(read with
        {
            BaseValues = [offset],
            Trees = [.. read.Trees.Select(tree => tree with { Weights = [.. tree.Weights.Select(weight => weight with { Value = weight.Value * slope })] })],
        });
    }

    private IReadOnlyList<RegressionTreeBase> Fit(MLContext context, DesignView rows)
    {
        if (problem.Target == TargetKind.TwoClasses)
        {
            var binary = new FastForestBinaryTrainer.Options();
            Set(binary, rows);
            return context.BinaryClassification.Trainers.FastForest(binary).Fit(rows).Model.TrainedTreeEnsemble.Trees;
        }
        var number = new FastForestRegressionTrainer.Options();
        Set(number, rows);
        return context.Regression.Trainers.FastForest(number).Fit(rows).Model.TrainedTreeEnsemble.Trees;
    }

    private void Set(FastForestOptionsBase to, DesignView rows)
    {
        TreeSettings.Set(to, rows, control, options.Trees, options.Leaves, options.MinRows, options.Seed);
        (to.BaggingSize, to.BaggingExampleFraction) = (1, options.RowShare);
        (to.FeatureFraction, to.FeatureFractionPerSplit) = (options.ColumnShare, options.BranchColumnShare);
        to.MaximumBinCountPerFeature = options.Bins;
        to.GainConfidenceLevel = options.GainConfidence;
        to.EntropyCoefficient = options.Entropy;
    }
}
