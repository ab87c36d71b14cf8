using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>Trains with LightGBM: rows are binned, trees grown, and read back into a predictor of ours.</summary>
internal sealed class LightGbmTrainer(LightGbmOptions options, TrainingProblem problem, TrainingControl control)
{
    // A pass for labels and bins, one that bins.
    private const int Passes = 2;

    // More threads than processors take turns; the library starts all that it is asked for. Linear models of leaves it sums thread by thread.
    private int threads = options.LinearTrees ? 1 : control.Threads == 0 ? Environment.ProcessorCount : Math.Min(control.Threads, Math.Max(Environment.ProcessorCount, 64));

    // Of a quantile the task's loss would stop at the mean.
    private RowLoss? Loss => problem.Target == TargetKind.Value && options.Loss == LightGbmLoss.Quantile ? PinballLoss.Of(options.QuantileLevel) : problem.Loss;

    private int Outputs => problem.Target == TargetKind.Classes ? problem.Classes : 1;

    /// <exception cref="ArgumentException">Options do not go together, or with what is predicted.</exception>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="LightGbmException">The library cannot be used, or reported an error.</exception>
    public TrainedPredictor Train()
    {
        CheckOptions();
        var start = StartingPoint.Of(options, problem, Outputs);
        LightGbmApi api = LightGbmLibrary.Api;
        using ThreadTurn turn = ThreadTurn.Take(threads, control.Cancellation);
        threads = turn.Threads;
        using TrainingSample sample = TrainingSample.Read(problem, LabelChecks.Of(options, problem), count => DrawnRows.Of(api, count, LightGbmParameters.OfSample(options, threads)), control.Cancellation);
        QueryOrder? queries = sample.Groups is { } groups ? new QueryOrder(groups, problem.Rows) : null;
        LabelChecks.CheckAll(sample, queries, options, problem);
        var columns = new TrainingColumns(sample, problem);
        string binning = LightGbmParameters.OfData(options, threads, columns);
        using var log = new LightGbmLog(api);
        using BinnedData rows = BinnedData.Make(api, problem.Rows, sample, columns.Positions, queries, binning, control.Cancellation);
        float[]? weights = ClassWeighting.Of(sample.Labels, sample.Weights, problem.Classes, options.ClassWeights);
        rows.Set("label", sample.Labels);
        if (weights is not null && weights.Any(static weight => weight != 1)) rows.Set("weight", weights);
        if (start is not null) rows.Set("init_score", start.Scores(problem.Rows, control.Cancellation));
        Grown grown = problem.Held is { } held ? Watched(api, rows, sample, held, queries, columns, binning) : Grow(api, rows, options.Trees, columns);
        TreeModel model = LightGbmFile.Read(grown.Text);
        TreePredictor predictor = Predictor(model, columns.Positions, start);
        // A round in which no tree could grow is none of the model.
        var progress = new TrainingLog(model.SavedIterations, grown.Converged, TrainingLoss.Of(Loss, problem.Rows, predictor, LinkOf(), Advice, control.Cancellation));
        return new TrainedPredictor(predictor, LinkOf(), progress);
    }

    private string Advice => options.LinearTrees ? "raise LinearL2, or give numbers a Scale" : "lower LearningRate, or set fewer Trees";

    private void CheckOptions()
    {
        bool isRanking = problem.Target == TargetKind.Relevance;
        if (!isRanking && options is not { RankingLoss: LightGbmRankingLoss.LambdaRank, Truncation: 30, NormalizeQueries: true, GradeGains: "" })
            throw new ArgumentException("RankingLoss, Truncation, NormalizeQueries and GradeGains are for rankings; leave them out, or train a Ranking");
        if (options.RankingLoss == LightGbmRankingLoss.CrossEntropy && options is not { Truncation: 30, NormalizeQueries: true, GradeGains: "" })
            throw new ArgumentException("Truncation, NormalizeQueries and GradeGains are for LightGbmRankingLoss.LambdaRank, and RankingLoss is CrossEntropy: leave them out");
        if (isRanking && options.Loss != LightGbmLoss.Squared)
            throw new ArgumentException($"Loss = {options.Loss} is for labels that are numbers, and grades rank rows: set RankingLoss");
        if (isRanking && options.ClassWeights != ClassWeights.None)
            throw new ArgumentException("ClassWeights is for classes, and the label is a grade: leave it out, or give the rows weights");
        if (problem.Target != TargetKind.Value && options.Loss != LightGbmLoss.Squared)
            throw new ArgumentException($"Loss = {options.Loss} is for labels that are numbers; classes have a loss of their own: leave Loss out");
        if (problem.Target == TargetKind.Value && options.ClassWeights != ClassWeights.None)
            throw new ArgumentException("ClassWeights is for classes, and the label is a number: leave it out, or give the rows weights");
        if (options.Loss is LightGbmLoss.Absolute or LightGbmLoss.AbsolutePercentage or LightGbmLoss.Quantile && problem.Plan is { } plan && new FeatureTraits(plan).Monotone.Count > 0)
            throw new ArgumentException($"Loss = {options.Loss} sets leaves to quantiles of their rows, which LightGBM cannot keep Monotone; leave Monotone out, or use LightGbmLoss.Huber, for intervals another Width than Quantiles");
        if (options.Boosting == LightGbmBoosting.RandomForest && options is { RowShare: 1, ColumnShare: 1 })
            throw new ArgumentException("A random forest draws rows or columns, and RowShare and ColumnShare are 1: set RowShare to 0.632, for one");
        CheckLinear();
        if (options.EarlyStopping > 0 && options.Boosting != LightGbmBoosting.Gradient)
            throw new ArgumentException($"EarlyStopping takes the first of the trees, and those of Boosting = {options.Boosting} go together: set Trees, or use LightGbmBoosting.Gradient");
    }

    private void CheckLinear()
    {
        if (!options.LinearTrees)
        {
            if (options.LinearL2 > 0) throw new ArgumentException("LinearL2 is for LinearTrees, which is false: leave it out, or set LinearTrees");
            return;
        }
        if (options.Boosting != LightGbmBoosting.Gradient)
            throw new ArgumentException($"LinearTrees follow one another by gradients, and Boosting is {options.Boosting}: use LightGbmBoosting.Gradient, or leave LinearTrees out");
        if (options.Loss is LightGbmLoss.Absolute or LightGbmLoss.AbsolutePercentage or LightGbmLoss.Quantile)
            throw new ArgumentException($"Loss = {options.Loss} sets leaves to quantiles of their rows, which are no linear models: leave LinearTrees out, or use LightGbmLoss.Huber, for intervals another Width than Quantiles");
        if (problem.Plan is { } plan && new FeatureTraits(plan).Monotone.Count > 0)
            throw new ArgumentException("The linear models of LinearTrees cannot be kept Monotone: leave Monotone out, or LinearTrees");
    }

    /// <summary>Grows trees on all rows.</summary>
    private Grown Grow(LightGbmApi api, BinnedData rows, int rounds, TrainingColumns columns)
    {
        using var booster = new Booster(api, rows, LightGbmParameters.OfBooster(options, problem, threads, columns));
        LightGbmLog.CheckParameters();
        int made = 0;
        for (bool isFinished = false; made < rounds && !isFinished;)
        {
            control.Cancellation.ThrowIfCancellationRequested();
            isFinished = booster.Grow();
            made++;
            control.Progress?.Report(new TrainingProgress(made, Told(booster), double.NaN, Passes));
        }
        return new Grown(booster.Save(rounds), true);
    }

    // Of a ranking the library's measure is NDCG, of which more is better.
    private double Told(Booster booster) => problem.Target == TargetKind.Relevance ? 1 - booster.Objective() : booster.Objective();

    /// <summary>Grows trees on the rows that are not held back until their loss on those that are does not fall any more.</summary>
    private Grown Watched(LightGbmApi api, BinnedData rows, TrainingSample sample, HeldRowSet held, QueryOrder? queries, TrainingColumns columns, string binning)
    {
        int[] watched = queries is null ? [.. held.Rows] : queries.Sort(held.Rows);
        var isHeld = new bool[sample.Labels.Length];
        foreach (int row in watched) isHeld[row] = true;
        queries?.CheckWhole(isHeld);
        IEnumerable<int> others = Enumerable.Range(0, isHeld.Length).Where(row => !isHeld[row]);
        using BinnedData train = rows.Subset(queries is null ? [.. others] : queries.Sort(others), binning), validation = rows.Subset(watched, binning);
        using var booster = new Booster(api, train, LightGbmParameters.OfBooster(options, problem, threads, columns), validation);
        LightGbmLog.CheckParameters();
        ulong[] groups = sample.Groups is { } own ? [.. watched.Select(row => (ulong)own.Of[row])] : [.. held.Groups];
        var scored = new ScoredRows
        {
            Outputs = Outputs,
            Predictions = [],
            Labels = watched.Select(row => sample.Labels[row]).ToArray(),
            Rows = new EvaluationRows { Weights = watched.Select(row => sample.Weights?[row] ?? 1).ToArray(), Groups = groups },
        };
        var (best, isFound) = new EarlyStopping(Loss, control, options.Trees, options.EarlyStopping, Passes).Run(scored, booster.Grow, predictions => booster.Predict(predictions, Outputs));
        if (options.Refit) return Grow(api, rows, best, columns) with { Converged = isFound };
        return new Grown(booster.Save(best), isFound);
    }

    private TreePredictor Predictor(TreeModel model, int[] columns, StartingPoint? start)
    {
        try
        {
            TreeEnsemble grown = GrownTrees.OnPositions(model.Ensemble, columns, problem.Rows.Width, omitsZeros: []);
            return new TreePredictor(start is null ? grown : start.Before(grown), model.Divisor);
        }
        catch (TreeEnsembleException e)
        {
            throw new TrainingException($"The trees that LightGBM grew cannot be scored: {e.Message}. {(options.LinearTrees ? "Raise LinearL2, give numbers a Scale, or set" : "Set")} MaxDepth or fewer Trees or Leaves, or hash wide columns to fewer positions");
        }
    }

    private Link LinkOf() => problem.Target switch
    {
        TargetKind.TwoClasses => Link.Logit,
        TargetKind.Classes => Link.Softmax,
        _ => options.Loss is LightGbmLoss.Poisson or LightGbmLoss.Gamma or LightGbmLoss.Tweedie ? Link.Log : Link.Identity,
    };

    /// <summary>Trees as text, and whether their number was found where it was looked for.</summary>
    private sealed record Grown(string Text, bool Converged);
}
