namespace MlDsl.Training;

public abstract partial class RecommendationModel<TModel, TRow, TUser, TItem>
{
    /// <summary>How the model does on the validation rows; as often as you like.</summary>
    /// <exception cref="EvaluationException">There are no rows, one cannot be evaluated, or a cut-off is above the number of items.</exception>
    public RecommendationMetrics Evaluate(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return Study(validation, options).Metrics;
    }

    /// <summary>The same with the lists that the metrics are of.</summary>
    internal RecommendationStudy Study(ValidationSet<TRow> validation, EvaluationOptions? options)
    {
        RecommendationStudy study = Measure(validation.Batches(CancellationToken.None), "validation", options);
        RecommendationMetrics metrics = study.Metrics;
        Record(new EvaluationRecord("validation", metrics.Rows, 0, metrics.Named));
        TrackedModels.Evaluated(Card, TRow.Schema, new RunData("validation", TRow.Schema.Name, validation.Count, $"{validation.Fingerprint}"), metrics, times: 0);
        return study;
    }

    /// <summary>How the finished model does on the test rows: once, because a test set that choices were made by measures nothing.</summary>
    /// <exception cref="EvaluationException">There are no rows, one cannot be evaluated, or a cut-off is above the number of items.</exception>
    public Assessment<RecommendationMetrics> Assess(TestSet<TRow> test, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        RecommendationMetrics metrics = Measure(test.Batches(CancellationToken.None), "test", options).Metrics;
        int times = test.CountAssessment();
        Record(new EvaluationRecord("test", metrics.Rows, times, metrics.Named));
        TrackedModels.Evaluated(Card, TRow.Schema, new RunData("test", TRow.Schema.Name, test.Count, $"{test.Fingerprint}"), metrics, times);
        return new Assessment<RecommendationMetrics>(metrics, metrics.Rows, times, test.DuplicateRows);
    }

    /// <summary>Fits and evaluates one model per fold, such as those of rolling origins.</summary>
    /// <exception cref="TrainingException">The rows of a fold cannot be learned from.</exception>
    /// <exception cref="EvaluationException">The rows of a fold cannot be evaluated.</exception>
    public static CrossValidation<RecommendationMetrics> CrossValidate(
        Folds<TRow> folds, RecommenderOptions? trainer = null, TrainingControl? control = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return new CrossValidation<RecommendationMetrics>([.. folds.Select(fold => Fit(fold.Train, trainer, (control ?? new()) with { IsPart = true }).Evaluate(fold.Validation, options))]);
    }

    private RecommendationStudy Measure(IEnumerable<RowBatch<TRow>> batches, string side, EvaluationOptions? options) =>
        RecommendationEvaluator.Study(state.Predictor, HeldUsers.Read<TRow, TUser, TItem>(batches, state.Predictor, users, items, side).Held, options);

    private void Record(EvaluationRecord record)
    {
        EvaluationRecord[] before;
        do before = Volatile.Read(ref evaluations);
        while (Interlocked.CompareExchange(ref evaluations, [.. before, record], before) != before);
    }
}
