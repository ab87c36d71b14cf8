using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Trains with ML.NET's FastTree: rows are binned, trees grown, and read back into a predictor of ours.</summary>
internal sealed class FastTreeTrainer(FastTreeOptions options, TrainingProblem problem, TrainingControl control)
{
    // A pass for labels; two that bin.
    private const int Passes = 3;
    private const string Advice = "lower LearningRate, or set fewer Trees";

    // ML.NET's own gains of grades, and those that follow. It keeps them for the whole process, so that there is one list.
    private static readonly double[] Gains = [.. Enumerable.Range(0, 31).Select(static grade => grade == 0 ? 0 : Math.Pow(2, grade + 1) - 1)];

    private readonly CancellationToken cancellation = control.Cancellation;

    private Link Link => problem.Target == TargetKind.TwoClasses ? Link.Logit : options.Loss == FastTreeLoss.Tweedie ? Link.Log : Link.Identity;

    /// <exception cref="ArgumentException">Options do not go together, or with what is predicted.</exception>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public TrainedPredictor Train()
    {
        CheckOptions();
        DesignRows rows = DesignRows.Read(problem, Domain(), cancellation);
        float[] weights = ClassWeighting.Of(rows.Labels, rows.Weights, problem.Classes, options.ClassWeights);
        bool[]? isHeld = problem.Held?.Mask(weights.Length);
        TreeSettings.CheckRows(weights, isHeld, options.RowShare, options.MinRows);
        if (rows.Queries is { } queries)
        {
            if (isHeld is not null) QueryChecks.CheckWhole(problem.Rows, queries.Of, row => isHeld[row]);
            QueryChecks.CheckTeaches(queries.Of, rows.Labels, weights, row => weights[row] > 0 && isHeld?[row] != true);
            CheckShare(queries.Of, weights, isHeld);
        }
        (TreePredictor trees, bool isFound) = problem.Held is { } held && isHeld is not null ? Watched(held, isHeld, rows, weights) : (Grow(rows, weights, null, options.Trees), true);
        return new TrainedPredictor(trees, Link, new TrainingLog(Math.Max(1, trees.Trees.Trees.Count), isFound, TrainingLoss.Of(problem.Loss, problem.Rows, trees, Link, Advice, cancellation)));
    }

    // ML.NET draws whole queries.
    private void CheckShare(int[] queryOf, float[] weights, bool[]? isHeld)
    {
        int learned = queryOf.Where((_, row) => weights[row] > 0 && isHeld?[row] != true).Distinct().Count();
        if (options.RowShare < 1 && learned * options.RowShare < 1)
            throw new TrainingException(FormattableString.Invariant($"A share of {options.RowShare} of the {learned} queries to learn from is not one query; raise RowShare, or give more queries"));
    }

    private void CheckOptions()
    {
        if (problem.Target != TargetKind.Relevance && options is not { Truncation: FastTreeOptions.UsualTruncation, NormalizeQueries: true })
            throw new ArgumentException("Truncation and NormalizeQueries are for rankings; leave them out, or train a Ranking");
        if (problem.Target != TargetKind.Value && options.Loss != FastTreeLoss.Squared)
            throw new ArgumentException($"Loss = {options.Loss} is for labels that are numbers; classes and grades have a loss of their own: leave Loss out");
        if (problem.Target == TargetKind.Relevance && options.ClassWeights != ClassWeights.None)
            throw new ArgumentException("ClassWeights is for classes, and the label is a grade: leave it out, or give the rows weights");
        if (problem.Target == TargetKind.Value && options.ClassWeights != ClassWeights.None)
            throw new ArgumentException("ClassWeights is for classes, and the label is a number: leave it out, or give the rows weights");
        if (problem.Target == TargetKind.Value && options.Dropout > 0 && options.LearningRate != FastTreeOptions.UsualLearningRate)
            throw new ArgumentException("With Dropout ML.NET's LearningRate does nothing where the label is a number: leave LearningRate out, or Dropout");
        if (options.EarlyStopping > 0 && options.Dropout > 0)
            throw new ArgumentException("EarlyStopping takes the first of the trees, and with Dropout later ones change them: set Trees, or leave Dropout out");
    }

    private Func<float, string?> Domain()
    {
        if (problem.Target == TargetKind.TwoClasses) return static label => BoosterLabels.ProblemOfCode(label, 2, "class index");
        if (problem.Target == TargetKind.Relevance) return static label => BoosterLabels.ProblemOfCode(label, Gains.Length, "grade");
        return options.Loss == FastTreeLoss.Tweedie
            ? static label => label >= 0 ? null : "must not be negative for FastTreeLoss.Tweedie; use FastTreeLoss.Squared for such labels"
            : static _ => null;
    }

    /// <summary>Grows all trees on the rows that are not held back, and takes the first of them whose loss on those that are is least.</summary>
    private (TreePredictor Trees, bool IsFound) Watched(HeldRowSet held, bool[] isHeld, DesignRows rows, float[] weights)
    {
        TreePredictor all = Grow(rows, weights, isHeld, options.Trees, isKept: !options.Refit);
        var growing = new GrowingScores(all.Trees, problem.Rows, isHeld, Link, cancellation);
        var scored = new ScoredRows
        {
            Outputs = 1,
            Predictions = [],
            Labels = held.Rows.Select(row => rows.Labels[row]).ToArray(),
            Rows = new EvaluationRows { Weights = held.Rows.Select(row => rows.Weights[row]).ToArray(), Groups = held.Groups.ToArray() },
        };
        var (best, isFound) = new EarlyStopping(problem.Loss, control with { Progress = null }, all.Trees.Trees.Count, options.EarlyStopping, Passes).Run(scored, growing.Grow, growing.Predict);
        return (options.Refit ? Grow(rows, weights, null, best) : new TreePredictor(all.Trees with { Trees = [.. all.Trees.Trees.Take(best)] }), isFound);
    }

    private TreePredictor Grow(DesignRows rows, float[] weights, bool[]? isLeftOut, int rounds, bool isKept = true)
    {
        var view = new DesignView(problem, weights, cancellation, isLeftOut, queries: rows.Queries);
        var progress = new TreeProgress(control, Passes);
        IReadOnlyList<RegressionTree> grown = MlNetRun.Fit("FastTree", options.Seed, [view], control, context => Fit(context, view, rounds), progress.Hear).Trees;
        progress.End(grown.Count);
        // The probability is logistic of 2·LearningRate times what trees sum to.
        double factor = problem.Target == TargetKind.TwoClasses ? 2 * options.LearningRate : 1;
        return ReadTrees.Predictor(grown, options.MinRows, new CoveredRows(problem.Rows, isKept ? weights : null, isLeftOut), factor, Advice, static read => new TreePredictor(read), cancellation);
    }

    private RegressionTreeEnsemble Fit(MLContext context, DesignView rows, int rounds)
    {
        if (problem.Target == TargetKind.TwoClasses)
        {
            var binary = new FastTreeBinaryTrainer.Options();
            Set(binary, rows, rounds);
            return context.BinaryClassification.Trainers.FastTree(binary).Fit(rows).Model.SubModel.TrainedTreeEnsemble;
        }
        if (problem.Target == TargetKind.Relevance)
        {
            var ranking = new FastTreeRankingTrainer.Options
            {
                RowGroupColumnName = FeatureColumns.Group,
                CustomGains = Gains,
                UseDcg = !options.NormalizeQueries,
                NdcgTruncationLevel = options.Truncation,
            };
            Set(ranking, rows, rounds);
            return context.Ranking.Trainers.FastTree(ranking).Fit(rows).Model.TrainedTreeEnsemble;
        }
        if (options.Loss == FastTreeLoss.Tweedie)
        {
            var tweedie = new FastTreeTweedieTrainer.Options { Index = options.TweediePower };
            Set(tweedie, rows, rounds);
            return context.Regression.Trainers.FastTreeTweedie(tweedie).Fit(rows).Model.TrainedTreeEnsemble;
        }
        var squared = new FastTreeRegressionTrainer.Options();
        Set(squared, rows, rounds);
        return context.Regression.Trainers.FastTree(squared).Fit(rows).Model.TrainedTreeEnsemble;
    }

    private void Set(BoostedTreeOptions to, DesignView rows, int rounds)
    {
        TreeSettings.Set(to, rows, control, rounds, options.Leaves, options.MinRows, options.Seed);
        to.LearningRate = options.LearningRate;
        if (options.RowShare < 1) (to.BaggingSize, to.BaggingExampleFraction) = (1, options.RowShare);
        to.FeatureFraction = options.ColumnShare;
        to.FeatureFractionPerSplit = options.BranchColumnShare;
        to.MaximumBinCountPerFeature = options.Bins;
        to.Smoothing = options.Smoothing;
        to.DropoutRate = options.Dropout;
        to.GainConfidenceLevel = options.GainConfidence;
        to.EntropyCoefficient = options.Entropy;
    }
}
