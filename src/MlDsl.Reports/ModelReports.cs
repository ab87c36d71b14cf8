using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>Reports of models.</summary>
public static class ModelReports
{
    /// <summary>Writes one page that shows what a model is and how far to trust it.</summary>
    /// <inheritdoc cref="Report{TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask}"/>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, such as <c>fare.html</c>; what stands there is replaced.</param>
    /// <param name="validation">The rows that it is measured on. Test rows enter by their assessment only.</param>
    /// <param name="options">What is shown; <see cref="ReportOptions.Default"/> where null.</param>
    /// <param name="assessment">What <c>Assess</c> said of the test rows, this once; null where it was not asked.</param>
    /// <param name="split">The split that the rows come from, for its sizes and duplicates; null where it is not at hand.</param>
    /// <param name="against">Another model to compare with on the same rows, pair by pair; null for none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteReport<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
        this Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model,
        string path,
        ValidationSet<TRow> validation,
        ReportOptions? options = null,
        Assessment<TMetrics>? assessment = null,
        Split<TRow>? split = null,
        TModel? against = null)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        model.Report(validation, options, assessment, split, against).Save(path);
    }

    /// <summary>
    /// What a model is and how far to trust it: metrics beside the baseline, curves of its task, groups, worst slices, importances, data, split, cost and provenance.
    /// </summary>
    /// <remarks>
    /// The model is evaluated on the rows, and keeps the evaluation as after <c>Evaluate</c>. The same rows and options give the same report, but for the
    /// time of a prediction. Holds an input, a label and the predictions of at most <see cref="ReportOptions.MaxRows"/> rows.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="validation">The rows that it is measured on. Test rows enter by their assessment only.</param>
    /// <param name="options">What is shown; <see cref="ReportOptions.Default"/> where null.</param>
    /// <param name="assessment">What <c>Assess</c> said of the test rows, this once; null where it was not asked.</param>
    /// <param name="split">The split that the rows come from, for its sizes and duplicates; null where it is not at hand.</param>
    /// <param name="against">Another model to compare with on the same rows, pair by pair; null for none.</param>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated; the message names it.</exception>
    /// <exception cref="ArgumentException">The assessment or the run is of another model, or a learning curve is asked for without the split or the trainer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row of <see cref="ReportOptions.ExplainRows"/> is beyond the validation set.</exception>
    public static Report Report<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
        this Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model,
        ValidationSet<TRow> validation,
        ReportOptions? options = null,
        Assessment<TMetrics>? assessment = null,
        Split<TRow>? split = null,
        TModel? against = null)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        var reader = new SubjectReader<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(model, validation, options ?? ReportOptions.Default);
        return ReportBuilder.Of(reader.Read(assessment, split, against));
    }

    /// <summary>What a model's file holds, without rows: the card, its evaluations, features and provenance.</summary>
    /// <param name="model">The model.</param>
    /// <param name="purpose">What it is for, in the words of who made it; null where nobody says.</param>
    /// <param name="check">What was found in the rows that it learned from; null where they were not checked.</param>
    public static Report Report(this DynamicModel model, string? purpose = null, CheckFindings? check = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ReportBuilder.Of(new ModelFacts(model.Card, model.Plan, model.Predictor, model.Outcome, model.Evaluations), purpose, check);
    }
}
