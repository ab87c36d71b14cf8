using MlDsl.Kernels;

namespace MlDsl.Training;

/// <summary>Grows an isolation forest, and finds the threshold of its contamination.</summary>
internal static class IsolationForestTrainer
{
    /// <exception cref="TrainingException">There are fewer than two rows, they do not differ, or a weight is none.</exception>
    public static TrainedPredictor Train(TrainingProblem problem, IsolationForestOptions options, TrainingControl control)
    {
        IDesign rows = problem.Rows;
        ulong seed = (uint)options.Seed;
        var drawn = DrawnRows.Draw(rows, options.Trees, options.SampleSize, seed, control);
        int[] columns = FeatureColumns.Of(problem.Plan, rows.Width);
        var trees = new Tree[options.Trees];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation };
        Parallel.For(0, trees.Length, parallel, tree => trees[tree] = new IsolationTree(drawn.Of(tree), columns, EvaluationRandom.Stream(seed, (2 * tree) + 1)).Grow());
        if (trees.All(static tree => tree.Nodes.Count == 1))
        {
            throw new TrainingException(
                $"The {drawn.Size} rows that each tree was grown on do not differ in any column, so that none is unlike the others; give rows whose columns have more than one value that is not missing, or raise SampleSize");
        }
        var predictor = new TreePredictor(new TreeEnsemble { IsDouble = true, FeatureCount = rows.Width, OutputCount = 1, Trees = trees }, trees.Length);
        control.Progress?.Report(new TrainingProgress(trees.Length, 0, 0, 2));
        var log = new TrainingLog(trees.Length, Converged: true, Objective: 0);
        return new TrainedPredictor(predictor, Link.PowerOfTwo, log) { Steps = [Contamination.ThresholdOf(predictor, Link.PowerOfTwo, rows, options.Contamination, control)] };
    }
}
