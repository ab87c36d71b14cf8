using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>Trains with XGBoost: rows are given to it, trees grown, and read back into a predictor of ours.</summary>
internal sealed class XGBoostTrainer(XGBoostOptions options, TrainingProblem problem, TrainingControl control)
{
    // A pass for labels and columns, one for the values.
    private const int Passes = 2;

    // Of a quantile the task's loss would stop at the mean.
    private RowLoss? Loss => problem.Target == TargetKind.Value && options.Loss == XGBoostLoss.Quantile ? PinballLoss.Of(options.QuantileLevel) : problem.Loss;

    private int Outputs => problem.Target == TargetKind.Classes ? problem.Classes : 1;

    /// <param name="find">Finds the library, once what needs none is checked.</param>
    /// <exception cref="ArgumentException">Options do not go together, or with what is predicted.</exception>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="XGBoostException">The library cannot be used, or reported an error.</exception>
    public TrainedPredictor Train(Func<LoadedXGBoost> find)
    {
        CheckOptions();
        var objective = XGBoostObjective.Of(options, problem);
        BaseScores.Check(options, objective);
        TreePredictor? start = StartingPoint.Of(options, problem, Outputs);
        LoadedXGBoost library = find();
        objective.Check(library);
        TrainingRows rows = TrainingRows.Read(problem, LabelChecks.Of(options, problem), control.Cancellation);
        BoosterLabels.CheckAll(rows.Labels, rows.Weights, problem);
        int learned = rows.Labels.Length - (problem.Held?.Rows.Length ?? 0);
        if (options.RowShare * learned < 1)
            throw new TrainingException(FormattableString.Invariant($"A share of {options.RowShare} of {learned} rows is less than one row for a tree; raise RowShare, or give more rows"));
        HashSet<int> isHeld = problem.Held is { } back ? [.. back.Rows] : [];
        if (problem.Target == TargetKind.Relevance)
        {
            QueryChecks.CheckWhole(problem.Rows, rows.Groups, isHeld.Contains);
            QueryChecks.CheckTeaches(rows.Groups, rows.Labels, rows.Weights, row => !isHeld.Contains(row));
        }
        var columns = new TrainingColumns(rows, problem);
        var given = new GivenRows(library.Api, rows, columns, SparseMatrix.Read(problem.Rows, columns, control.Cancellation), options.Threads)
        {
            Weights = ClassWeighting.Of(rows.Labels, rows.Weights, problem.Classes, options.ClassWeights),
            Margins = start is null ? [] : GrownTrees.Scores(start, problem.Rows, control.Cancellation),
        };
        using var log = new XGBoostLog(library.Api);
        var (file, isFound) = problem.Held is { } held ? Watched(given, held, isHeld, objective) : (Grow(given, options.Trees, objective), true);
        TreeModel model = XGBoostFile.Read(file);
        TreePredictor predictor = Predictor(model, columns, start);
        var told = new TrainingLog(model.Iterations, isFound, TrainingLoss.Of(Loss, problem.Rows, predictor, objective.Link, "lower LearningRate, or set fewer Trees", control.Cancellation));
        return new TrainedPredictor(predictor, objective.Link, told);
    }

    private void CheckOptions()
    {
        if (problem.Target != TargetKind.Value && options.Loss != XGBoostLoss.Squared)
            throw new ArgumentException($"Loss = {options.Loss} is for labels that are numbers; classes and ranks have a loss of their own: leave Loss out");
        if (problem.Target != TargetKind.Relevance && options.RankingLoss != XGBoostRankingLoss.Ndcg)
            throw new ArgumentException($"RankingLoss = {options.RankingLoss} is for ranks, and the label is none: leave it out");
        if (problem.Target is TargetKind.Value or TargetKind.Relevance && options.ClassWeights != ClassWeights.None)
            throw new ArgumentException("ClassWeights is for classes, and the label is none: leave it out, or give the rows weights");
        if (options.Loss is XGBoostLoss.Absolute or XGBoostLoss.Quantile && problem.Plan is { } plan && new FeatureTraits(plan).Monotone.Count > 0)
            throw new ArgumentException($"Loss = {options.Loss} sets leaves to quantiles of their rows, which XGBoost does not keep Monotone; leave Monotone out, or use XGBoostLoss.Huber, for intervals another Width than Quantiles");
        if (options is { MaxDepth: 0, Leaves: 0 })
            throw new ArgumentException("MaxDepth = 0 and Leaves = 0 leave trees without a bound; set one of them");
        if (options.EarlyStopping > 0 && options.Boosting != XGBoostBoosting.Gradient)
            throw new ArgumentException($"EarlyStopping takes the first of the trees, and those of Boosting = {options.Boosting} go together: set Trees, or use XGBoostBoosting.Gradient");
    }

    /// <summary>Grows trees on all rows.</summary>
    private byte[] Grow(GivenRows given, int rounds, XGBoostObjective objective)
    {
        int[] all = given.Order(static _ => true);
        using DataMatrix rows = given.Make(all);
        using var booster = new Booster(given.Api, rows, Parameters(given, all, objective));
        for (int made = 1; made <= rounds; made++)
        {
            control.Cancellation.ThrowIfCancellationRequested();
            booster.Grow();
            if (made == 1) XGBoostLog.CheckParameters();
            if (control.Progress is { } progress) progress.Report(new TrainingProgress(made, booster.Objective(), double.NaN, Passes));
        }
        return booster.Save(rounds);
    }

    /// <summary>Grows trees on the rows that are not held back until their loss on those that are does not fall any more.</summary>
    private (byte[] File, bool IsFound) Watched(GivenRows given, HeldRowSet held, HashSet<int> isHeld, XGBoostObjective objective)
    {
        int[] learned = given.Order(row => !isHeld.Contains(row)), watched = given.Order(isHeld.Contains);
        var (best, isFound) = (0, false);
        using (DataMatrix train = given.Make(learned), validation = given.Make(watched))
        using (var booster = new Booster(given.Api, train, Parameters(given, learned, objective), validation))
        {
            int made = 0;
            Dictionary<int, ulong> groups = held.Groups.IsEmpty ? [] : held.Rows.Zip(held.Groups).ToDictionary(static pair => pair.First, static pair => pair.Second);
            var scored = new ScoredRows
            {
                Outputs = Outputs,
                Predictions = [],
                Labels = given.LabelsOf(watched),
                Rows = new EvaluationRows { Weights = given.OwnWeightsOf(watched), Groups = groups.Count == 0 ? [] : watched.Select(row => groups[row]).ToArray() },
            };
            (best, isFound) = new EarlyStopping(Loss, control, options.Trees, options.EarlyStopping, Passes).Run(scored, Round, predictions => booster.Predict(predictions));
            if (!options.Refit) return (booster.Save(best), isFound);

            bool Round()
            {
                booster.Grow();
                if (made++ == 0) XGBoostLog.CheckParameters();
                return false;
            }
        }
        return (Grow(given, best, objective), isFound);
    }

    private IEnumerable<(string Name, string Value)> Parameters(GivenRows given, int[] order, XGBoostObjective objective)
    {
        float score = problem.Parent is not null ? objective.NeutralBase : BaseScores.Of(options, problem, objective, given.LabelsOf(order), given.WeightsOf(order));
        return XGBoostParameters.Of(options, objective, score, given.Columns);
    }

    private TreePredictor Predictor(TreeModel model, TrainingColumns columns, TreePredictor? start)
    {
        try
        {
            TreeEnsemble grown = GrownTrees.OnPositions(model.Ensemble, columns.Positions, problem.Rows.Width, columns.OmitsZeros);
            return new TreePredictor(start is null ? grown : GrownTrees.After(grown, start.Trees));
        }
        catch (TreeEnsembleException e)
        {
            throw new TrainingException($"The trees that XGBoost grew cannot be scored: {e.Message}. Set MaxDepth or fewer Trees or Leaves, or hash wide columns to fewer positions");
        }
    }
}
