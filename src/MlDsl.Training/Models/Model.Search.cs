namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>
    /// Chooses options of the trainer by the task's loss on folds of the training rows. The same rows, space and options give the same trials, whatever
    /// the number of workers and however often the search was stopped and went on from its log.
    /// </summary>
    /// <param name="train">The rows to choose by: <see cref="Split{TRow}.Development"/>, or <see cref="Split{TRow}.Train"/>.</param>
    /// <param name="folds">The folds of these rows: <c>static rows =&gt; rows.FoldsRandom(5, seed: 1)</c>.</param>
    /// <param name="space">What to choose from; null for what the model's <see cref="SearchAttribute"/>s say.</param>
    /// <param name="options">How trials are chosen, and how many.</param>
    /// <param name="control">Workers, log, progress and cancellation.</param>
    /// <exception cref="ArgumentException">There is nothing to choose, a trainer does not serve the task, or a fold has rows that are not among those given.</exception>
    /// <exception cref="SearchLogException">The log is another search's, is damaged, or cannot be written.</exception>
    /// <exception cref="TrainingException">Every trial failed; the message says why the first did.</exception>
    /// <exception cref="TrainerLibraryException">The library of a trainer cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static SearchResult Search(
        TrainSet<TRow> train, Func<TrainSet<TRow>, Folds<TRow>> folds, SearchSpace? space = null, SearchOptions? options = null, SearchControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(folds);
        ModelDefinition definition = TModel.Definition;
        space = Checked(space, definition);
        options ??= new();
        control ??= new();
        Folds<TRow> made = folds(train);
        var rows = new SearchRows<TRow>(train, made, control.Cancellation);
        using SearchLog? log = control.Log is { } path ? SearchLog.Open(path, Header(train, made, space, definition, options)) : null;
        return TrackedModels.Under(() => Facts(train, made, space, definition, options), run =>
        {
            SearchControl own = run is null ? control : control with { Progress = new TrackedSearch(run, control.Progress) };
            SearchResult found = new SearchRun(space, options, own, log, made.Count, Evaluate).Run();
            TrackedSearch.Found(run, found);
            return found;
        });

        FoldResult Evaluate(SearchStep step, TrainerOptions trainer, int fold, CancellationToken cancellation)
        {
            TrainSet<TRow> sample = rows.Train(fold, step.Share, cancellation);
            var meter = new WorkMeter();
            TModel model = Fit(sample, trainer, new TrainingControl { Meter = meter, IsPart = true, Threads = 1, Cancellation = cancellation, HoldBytes = control.HoldBytes / control.Threads });
            return FoldLosses.Measure(model.AllScored(made[fold].Validation, cancellation).Rows, TTask.Loss, meter.Units, options.Evaluation, fold, cancellation);
        }
    }

    /// <summary>
    /// Searches within the training rows of each fold and evaluates the model that has the best options on the fold's validation rows: what choosing and
    /// fitting together are worth, untouched by the choice. It costs as many searches as there are folds.
    /// </summary>
    /// <param name="folds">The folds to evaluate on.</param>
    /// <param name="inner">The folds to choose by, of the training rows of each: <c>static rows =&gt; rows.FoldsRandom(5, seed: 1)</c>.</param>
    /// <param name="space">What to choose from; null for what the model's <see cref="SearchAttribute"/>s say.</param>
    /// <param name="options">How trials are chosen, and how many.</param>
    /// <param name="control">Workers, log, progress and cancellation. The log of fold 0 is the log's name with <c>.0</c> behind it, and so on.</param>
    /// <exception cref="ArgumentException">As of <c>Search</c>, and so for the others.</exception>
    /// <exception cref="SearchLogException">A log cannot be used.</exception>
    /// <exception cref="TrainingException">Every trial of a fold failed.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static SearchValidation<TMetrics> CrossValidate(
        Folds<TRow> folds, Func<TrainSet<TRow>, Folds<TRow>> inner, SearchSpace? space = null, SearchOptions? options = null, SearchControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(inner);
        control ??= new();
        return TrackedModels.Under(() => Facts(folds, TModel.Definition.Trainer), run =>
        {
            var searches = new List<SearchResult>();
            var metrics = new List<TMetrics>();
            foreach (Fold<TRow> fold in folds)
            {
                SearchControl own = control.Log is null ? control : control with { Log = FormattableString.Invariant($"{control.Log}.{fold.Index}") };
                SearchResult search = Search(fold.Train, inner, space, options, own);
                searches.Add(search);
                TModel model = Fit(fold.Train, search.Options, new TrainingControl { IsPart = true, Threads = control.Workers, Cancellation = control.Cancellation, HoldBytes = control.HoldBytes });
                TrackedModels.Belongs(model.Card, run);
                metrics.Add(model.Evaluate(fold.Validation, options?.Evaluation));
            }
            return new SearchValidation<TMetrics>(new CrossValidation<TMetrics>(metrics), searches);
        });
    }

    private static SearchSpace Checked(SearchSpace? space, ModelDefinition definition)
    {
        space ??= definition.Space
            ?? throw new ArgumentException($"'{definition.Name}' declares no range to search; give it [Search(\"L2\", 1e-6, 1.0, Scale = SearchScale.Log)], or pass a SearchSpace", nameof(space));
        if (space.Alternatives is [{ Parameters.Count: 0 }])
            throw new ArgumentException($"The space of {space.Alternatives[0].Base.Trainer} has no range; add one with Integer, Number or Choice", nameof(space));
        FittedTask task = TaskOf(definition);
        foreach (SearchAlternative alternative in space.Alternatives) task.Check(alternative.Base);
        return space;
    }

    private static KeyValuePair<string, string>[] Header(TrainSet<TRow> train, Folds<TRow> folds, SearchSpace space, ModelDefinition definition, SearchOptions options) =>
    [
        new("search", "1"),
        new("library", typeof(SearchRun).Assembly.GetName().Version!.ToString()),
        new("model", definition.Name),
        new("task", definition.Task),
        new("schema", TRow.Schema.Hash),
        new("data", train.Fingerprint.ToString()),
        new("folds", string.Join("; ", folds.Select(static fold => $"{fold.Train.Fingerprint} {fold.Validation.Fingerprint}").Prepend(folds.Description.ToString()))),
        new("held back", FormattableString.Invariant($"{definition.Calibration?.Method} {definition.Calibration?.Share:R} {definition.Intervals?.Share:R}{(definition.Intervals is { Width: IntervalWidth.Quantiles } quantiles ? FormattableString.Invariant($" quantiles of {quantiles.Level:R}") : "")}")),
        new("space", space.Hash),
        new("seed", FormattableString.Invariant($"{options.Seed}")),
        new("trials", options.Description),
    ];

    /// <summary>The validation rows with all their predictions, on one thread.</summary>
    private protected ScoredSide AllScored(ValidationSet<TRow> validation, CancellationToken cancellation)
    {
        var scored = new ScoredSide(outputs, isShort: false, "validation", TRow.Schema, validation.Count);
        using var team = new Team(1);
        foreach (RowBatch<TRow> batch in TTask.Check(validation.Batches(cancellation, team), state.Outcome, "validation")) scored.Add(Score(batch));
        return scored;
    }
}
