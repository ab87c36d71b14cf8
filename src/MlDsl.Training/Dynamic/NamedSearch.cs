using System.Globalization;

namespace MlDsl.Training;

/// <summary>Chooses a trainer's options for a model that is fitted by name, on folds of its rows.</summary>
/// <remarks>
/// The same rows, space and options give the same trials, whatever the number of workers and however often the search was stopped and went on from its log. Folds
/// follow the schema: in time each is later than what is learned from, groups stay whole, classes are in proportion.
/// </remarks>
/// <param name="plan">From columns to features.</param>
/// <param name="rows">The rows to choose by, made by <see cref="DynamicTable.ForTraining"/> of the plan.</param>
/// <param name="definition">Name, task and classes.</param>
internal sealed class NamedSearch(FeaturePlan plan, IReadOnlyList<DynamicRow> rows, DynamicDefinition definition)
{
    private readonly NamedRows roles = new(DynamicTable.ForTraining(plan));

    /// <summary>Searches.</summary>
    /// <param name="space">What to choose from.</param>
    /// <param name="folds">The number of folds, 2 or more.</param>
    /// <param name="options">How trials are chosen, and how many.</param>
    /// <param name="control">Workers, log, progress and cancellation.</param>
    /// <exception cref="ArgumentException">There are fewer rows, groups or times than folds, or the task is none of this library.</exception>
    /// <exception cref="SearchLogException">The log is another search's, is damaged, or cannot be written.</exception>
    /// <exception cref="TrainingException">Every trial failed; the message says why the first did.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public SearchResult Run(SearchSpace space, int folds, SearchOptions options, SearchControl control)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        RowLoss loss = LossOf(definition.Task);
        (int[] Train, int[] Validation)[] made = Folds(folds);
        using SearchLog? log = control.Log is { } path ? SearchLog.Open(path, Header(space, folds, options)) : null;
        return new SearchRun(space, options, control, log, made.Length, Evaluate).Run();

        FoldResult Evaluate(SearchStep step, TrainerOptions trainer, int fold, CancellationToken cancellation)
        {
            var (train, validation) = made[fold];
            int[] part = step.Share < 1 ? [.. train.OrderBy(static row => RandomOrder.Key(1, (ulong)row)).Take((int)Math.Ceiling(step.Share * train.Length)).Order()] : train;
            var meter = new WorkMeter();
            DynamicModel model = DynamicModel.Fit(plan, part.Select(row => rows[row]), trainer, definition, new TrainingControl { Meter = meter, IsPart = true, Threads = 1, Cancellation = cancellation });
            NamedScores scores = model.Score(validation.Select(row => rows[row]), "validation", cancellation);
            return FoldLosses.Measure(scores.Rows, loss, meter.Units, options.Evaluation, fold, cancellation);
        }
    }

    /// <summary>The loss that trials of a task are ordered by.</summary>
    /// <exception cref="ArgumentException">The task is a type of its own.</exception>
    public static RowLoss LossOf(string task) => task switch
    {
        nameof(Regression) => Regression.Loss,
        nameof(BinaryClassification) => BinaryClassification.Loss,
        nameof(MulticlassClassification) => MulticlassTask<string>.Loss,
        nameof(Ranking) => Ranking.Loss,
        _ => throw new ArgumentException($"The task '{task}' is a type of its own, which a search by name does not know; search with the model's own type"),
    };

    private (int[] Train, int[] Validation)[] Folds(int folds)
    {
        bool isGrouped = Has(ColumnRole.Group);
        if (!isGrouped && Has(ColumnRole.EventTime)) return ByTime(folds);
        // Of rows in a random order, class by class or group by group, every so manyth is one fold's.
        IEnumerable<int> all = Enumerable.Range(0, rows.Count);
        int[][] units = isGrouped
            ? [.. all.GroupBy(row => roles.GroupOf(rows[row])).OrderBy(static group => RandomOrder.Key(1, group.Key)).Select(static group => group.ToArray())]
            : [.. all.OrderBy(static row => RandomOrder.Key(1, (ulong)row)).GroupBy(row => definition.Task is nameof(BinaryClassification) or nameof(MulticlassClassification) ? NamedLabels.Said(rows[row]) : "").SelectMany(static group => group).Select(static row => (int[])[row])];
        if (units.Length < folds) throw new ArgumentException($"{units.Length} {(isGrouped ? "groups" : "rows")} do not make {folds} folds; give more, or make fewer folds");
        var places = new int[rows.Count];
        for (int i = 0; i < units.Length; i++)
            foreach (int row in units[i]) places[row] = i % folds;
        return [.. Enumerable.Range(0, folds).Select(fold => (all.Where(row => places[row] != fold).ToArray(), all.Where(row => places[row] == fold).ToArray()))];
    }

    // Each fold learns from what came before its window; the first window begins after as many rows as one has.
    private (int[] Train, int[] Validation)[] ByTime(int folds)
    {
        long[] times = [.. rows.Select(roles.EventTimeOf)];
        long[] sorted = [.. times.Order()];
        long[] begins = [.. Enumerable.Range(1, folds).Select(fold => sorted[(int)((long)fold * sorted.Length / (folds + 1))]), long.MaxValue];
        if (begins.Distinct().Count() < begins.Length || sorted[0] == begins[0]) throw new ArgumentException($"The rows have too few times to make {folds} folds, each later than the one before; make fewer folds");
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        return [.. Enumerable.Range(0, folds).Select(fold => (all.Where(row => times[row] < begins[fold]).ToArray(), all.Where(row => times[row] >= begins[fold] && (times[row] < begins[fold + 1] || fold == folds - 1)).ToArray()))];
    }

    private bool Has(ColumnRole role) => NamedRows.PlaceOf(DynamicTable.ForTraining(plan), role) >= 0;

    private KeyValuePair<string, string>[] Header(SearchSpace space, int folds, SearchOptions options) =>
    [
        new("search", "1"),
        new("library", typeof(NamedSearch).Assembly.GetName().Version!.ToString()),
        new("model", definition.Name),
        new("task", definition.Task),
        new("schema", plan.Schema.Hash),
        new("data", new HeldRows(plan, rows, default).Fingerprint.ToString()),
        new("folds", string.Create(CultureInfo.InvariantCulture, $"{folds} by name")),
        new("held back", string.Create(CultureInfo.InvariantCulture, $"{definition.Calibration?.Method} {definition.Calibration?.Share:R} {definition.Intervals?.Level:R} {definition.Intervals?.Share:R} {definition.Intervals?.Width}")),
        new("space", space.Hash),
        new("seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
        new("trials", options.Description),
    ];
}
