using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Looks for wrong labels in rows by models of their folds.</summary>
public static class LabelIssueSearch
{
    /// <summary>
    /// Judges the label of every row that a fold validates by the model of the fold, which did not see it: confident learning on out-of-fold probabilities. Groups and times are kept apart
    /// as the folds keep them. The same rows, folds and options give the same result.
    /// </summary>
    /// <remarks>
    /// Fits as many models as there are folds, <see cref="LabelNoiseOptions.Rounds"/> times; from the second round on without suspects of the round before. Which rows
    /// those are was judged by models of other folds, which saw the label that is judged now: a weak trace of it remains. Weights of rows teach the models; each row counts once in
    /// the estimate. Holds the rows with their probabilities.
    /// </remarks>
    /// <param name="folds">The folds: <c>split.Development.FoldsStratified(5, seed: 1)</c>.</param>
    /// <param name="fit">Fits a model: <c>rows =&gt; ChurnModel.Fit(rows)</c>.</param>
    /// <param name="options">Rounds, ranking and intervals; the defaults where null.</param>
    /// <param name="cancellation">Asked before every fold.</param>
    /// <exception cref="LabelQualityException">A fold's model does not know a class, or a class has too few rows; the message says what to do.</exception>
    /// <exception cref="TrainingException">A fold cannot be learned from.</exception>
    public static LabelIssues<TRow, bool> FindLabelIssues<TModel, TRow, TInput>(
        this Folds<TRow> folds, Func<TrainSet<TRow>, BinaryModel<TModel, TRow, TInput>> fit, LabelNoiseOptions? options = null, CancellationToken cancellation = default)
        where TModel : BinaryModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool>
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new FoldJudge<TRow, bool>(folds, rows => ClassifierView.Of(fit(rows)), static row => TRow.LabelOf(row), options ?? LabelNoiseOptions.Default).Find(cancellation);
    }

    /// <inheritdoc cref="FindLabelIssues{TModel, TRow, TInput}"/>
    public static LabelIssues<TRow, TLabel> FindLabelIssues<TModel, TRow, TLabel, TInput>(
        this Folds<TRow> folds, Func<TrainSet<TRow>, MulticlassModel<TModel, TRow, TLabel, TInput>> fit, LabelNoiseOptions? options = null, CancellationToken cancellation = default)
        where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TLabel : notnull
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new FoldJudge<TRow, TLabel>(folds, rows => ClassifierView.Of(fit(rows)), static row => TRow.LabelOf(row), options ?? LabelNoiseOptions.Default).Find(cancellation);
    }
}
