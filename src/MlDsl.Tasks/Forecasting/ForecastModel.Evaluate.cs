using MlDsl.Forecasting;

namespace MlDsl.Training;

public abstract partial class ForecastModel<TModel, TRow, TInput>
{
    /// <summary>
    /// How the model does on the validation rows, as often as you like: from rolling origins, the first behind the history, each further one a horizon later with all that happened
    /// before it known.
    /// </summary>
    /// <param name="validation">The rows to forecast.</param>
    /// <param name="history">The rows before them: <see cref="Split{TRow}.Train"/>.</param>
    /// <param name="options">Resamples of series, level and seed.</param>
    /// <exception cref="EvaluationException">There are no values behind a history that is long enough.</exception>
    /// <exception cref="SeriesException">The rows make no series; the message names the row and the way out.</exception>
    public ForecastMetrics Evaluate(ValidationSet<TRow> validation, TrainSet<TRow> history, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return Evaluated(validation, history, options, null).Metrics;
    }

    /// <summary>The same with what the metrics are of.</summary>
    internal ForecastStudy Study(ValidationSet<TRow> validation, TrainSet<TRow> history, EvaluationOptions options)
    {
        List<OriginForecast> origins = [];
        var (metrics, series, known) = Evaluated(validation, history, options, origins.Add);
        return new ForecastStudy(metrics, series, known, origins, state.Parts.Errors.Levels, series.Clock, series.TimeOf, series.Filled);
    }

    private (ForecastMetrics Metrics, SeriesRows<TRow, TInput> Series, int[] Known) Evaluated(
        ValidationSet<TRow> validation, TrainSet<TRow> history, EvaluationOptions? options, Action<OriginForecast>? taken)
    {
        var measured = Measure(validation.Batches(CancellationToken.None), history, validation.Description, isTest: false, options, taken);
        ForecastMetrics metrics = measured.Metrics;
        Record(new EvaluationRecord("validation", metrics.Rows, 0, metrics.Named));
        TrackedModels.Evaluated(Card, TRow.Schema, new RunData("validation", TRow.Schema.Name, validation.Count, $"{validation.Fingerprint}"), metrics, times: 0);
        return measured;
    }

    /// <summary>How the finished model does on the test rows: once, because a test set that choices were made by measures nothing.</summary>
    /// <param name="test">The rows to forecast.</param>
    /// <param name="history">The rows before them: <see cref="Split{TRow}.Development"/>.</param>
    /// <param name="options">Resamples of series, level and seed.</param>
    /// <exception cref="EvaluationException">There are no values behind a history that is long enough.</exception>
    /// <exception cref="SeriesException">The rows make no series; the message names the row and the way out.</exception>
    public Assessment<ForecastMetrics> Assess(TestSet<TRow> test, TrainSet<TRow> history, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        ForecastMetrics metrics = Measure(test.Batches(CancellationToken.None), history, test.Description, isTest: true, options, null).Metrics;
        int times = test.CountAssessment();
        Record(new EvaluationRecord("test", metrics.Rows, times, metrics.Named));
        TrackedModels.Evaluated(Card, TRow.Schema, new RunData("test", TRow.Schema.Name, test.Count, $"{test.Fingerprint}"), metrics, times);
        return new Assessment<ForecastMetrics>(metrics, metrics.Rows, times, test.DuplicateRows);
    }

    /// <summary>
    /// The errors, value less forecast, that a model like this one made where its intervals were calibrated: at the ends of the training series, by a model that had not seen them, all steps ahead together. What
    /// <see cref="Hierarchy.MinimumTrace{TRow}"/> weighs nodes by.
    /// </summary>
    /// <param name="nodes">A forecast of each series, by whose last row it is known; for a hierarchy totals first.</param>
    /// <returns>Of each step of time at which every node has an error, in order, the errors node by node.</returns>
    /// <exception cref="InvalidOperationException">The model was read from a file, which does not hold them.</exception>
    /// <exception cref="SeriesException">A node was not calibrated, or there is no step at which all were; the message names it.</exception>
    public IReadOnlyList<double[]> CalibrationErrors(IReadOnlyList<SeriesForecast<TRow>> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (state.Parts.Errors.Past is not { } past)
            throw new InvalidOperationException($"The errors of '{Card.Name}' are known where it was fitted, and its file does not hold them; fit it, or keep the errors beside the file");
        SortedDictionary<long, double>[] each = [.. nodes.Select((node, i) => past.GetValueOrDefault(TRow.GroupOf(node.Last))
            ?? throw new SeriesException($"Node {i} is no series that intervals were calibrated on: it is not among the training rows, or too short there; give more of its history, or leave it out"))];
        if (each.Length == 0) return [];
        double[][] steps = [.. each[0].Keys.Where(step => each.All(own => own.ContainsKey(step))).Select(step => each.Select(own => own[step]).ToArray())];
        return steps.Length > 0 ? steps : throw new SeriesException($"There is no step at which all {each.Length} nodes were forecast: their series end at different times; give histories that end together");
    }

    private (ForecastMetrics Metrics, SeriesRows<TRow, TInput> Series, int[] Known) Measure(
        IEnumerable<RowBatch<TRow>> side, TrainSet<TRow> history, SplitDescription split, bool isTest, EvaluationOptions? options, Action<OriginForecast>? taken)
    {
        ArgumentNullException.ThrowIfNull(history);
        CheckBorder(history, split, isTest);
        SeriesRows<TRow, TInput> before = RowsOf(Numbered(history.Batches(CancellationToken.None)));
        SeriesRows<TRow, TInput> all = RowsOf(Numbered(history.Batches(CancellationToken.None)).Concat(Numbered(side)));
        // Rows of the history come first, so that series have the same numbers in both; those that begin behind it have no history.
        int[] known = [.. Enumerable.Range(0, all.Count).Select(i => i < before.Count ? before.Values(i).Length : 0)];
        return (ForecastEvaluator.Evaluate(all, known, predictor, state.Parts.Errors, state.Parts.Shape, options ?? EvaluationOptions.Default, CancellationToken.None, taken), all, known);
    }

    // The policy of gaps is for rows that are not there: not for those that were left out between the history and what is forecast.
    private static void CheckBorder(TrainSet<TRow> history, SplitDescription split, bool isTest)
    {
        if (split.Embargo > TimeSpan.Zero)
            throw new SeriesException($"The split keeps {(split.CountsSteps ? FormattableString.Invariant($"{split.Embargo.Value.Ticks} steps") : $"{split.Embargo:c}")} free before each later side, and what is forecast follows its history; split without an embargo");
        if (split.ValidationFrom is not { } from || (isTest && !(split.TestFrom > from))) return;
        bool hasValidation = Numbered(history.Batches(CancellationToken.None)).Any(numbered => TRow.EventTimeOf(numbered.Row) >= from.Ticks);
        if (isTest && !hasValidation)
            throw new SeriesException($"The history ends before {EventSteps.Text(from.Ticks, split.CountsSteps, "yyyy-MM-dd HH:mm:ss")}, where the validation rows begin, and the test rows follow those; give the split's Development");
        if (!isTest && hasValidation)
            throw new SeriesException($"The history has rows from {EventSteps.Text(from.Ticks, split.CountsSteps, "yyyy-MM-dd HH:mm:ss")} on, which are those to forecast; give the split's Train");
    }

    private void Record(EvaluationRecord record)
    {
        EvaluationRecord[] before;
        do before = Volatile.Read(ref evaluations);
        while (Interlocked.CompareExchange(ref evaluations, [.. before, record], before) != before);
    }
}
