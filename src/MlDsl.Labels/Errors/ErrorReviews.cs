using MlDsl.Reports;
using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>From models to what is reviewed.</summary>
public static class ErrorReviews
{
    /// <summary>What a model says of validation rows, under the version of its card.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="idOf">What a row is known by.</param>
    /// <exception cref="ArgumentException">A row cannot be predicted; the message names the column.</exception>
    public static VersionAnswers Answers<TModel, TRow, TInput>(this BinaryModel<TModel, TRow, TInput> model, ValidationSet<TRow> rows, Func<TRow, string> idOf)
        where TModel : BinaryModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool>
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        ClassifierView<TRow, bool> view = ClassifierView.Of(model);
        // Beside an enumeration of two, a label that the model does not know would be the negative one.
        return Answers(view, model.Card.Version, rows, idOf, row => TRow.Classes is null ? view.Names[TRow.LabelOf(row) ? 1 : 0] : TRow.ClassOf(row));
    }

    /// <inheritdoc cref="Answers{TModel, TRow, TInput}"/>
    public static VersionAnswers Answers<TModel, TRow, TLabel, TInput>(this MulticlassModel<TModel, TRow, TLabel, TInput> model, ValidationSet<TRow> rows, Func<TRow, string> idOf)
        where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TLabel : notnull
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        return Answers(ClassifierView.Of(model), model.Card.Version, rows, idOf, static row => FormattableString.Invariant($"{TRow.LabelOf(row)}"));
    }

    /// <summary>
    /// Values of columns that the largest errors have more of than other rows: kinds of errors to look for first. Those whose interval is above one in spite of the number of values that
    /// were looked at.
    /// </summary>
    /// <remarks>The model is evaluated on the rows and keeps the evaluation, as after <c>Evaluate</c>. The error is the log-loss, of a regression its absolute value. Values of text columns and of [Sensitive] columns are never shown.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="options">The most rows, and the fewest of a group; the defaults of a report where null.</param>
    /// <exception cref="EvaluationException">There are no rows, one cannot be evaluated, or rows of the task have no error of their own.</exception>
    public static IReadOnlyList<ErrorCluster> ProposeErrorTags<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
        this Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model, ValidationSet<TRow> rows, ReportOptions? options = null)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        options ??= ReportOptions.Default;
        ReportSubject subject = new SubjectReader<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(model, rows, options).Read(null, null, null);
        if (RowLosses.Of(subject.Metrics, subject.Rows, subject.Rows.Predictions) is not var (name, losses))
            throw new EvaluationException($"Rows of the task {model.Card.Task} have no error of their own; nothing can be proposed of them");
        IReadOnlyList<ErrorGroup> groups = ErrorGroups.Of(subject.Rows, losses, subject.Columns, 2 * options.Evaluation.MinSliceRows, out double taken);
        return [.. groups.Select(group => new ErrorCluster(group.Name, name, taken, group.OfLargest, group.OfAll, group.Times))];
    }

    private static VersionAnswers Answers<TRow, TLabel>(ClassifierView<TRow, TLabel> model, string version, ValidationSet<TRow> rows, Func<TRow, string> idOf, Func<TRow, string> labelOf)
        where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(idOf);
        return new VersionAnswers(version, [.. rows.Rows.Select(row => new ModelAnswer(idOf(row), labelOf(row), model.Names[model.Decide(row)]))]);
    }
}

/// <summary>Rows that the largest errors have more of than other rows.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Error">What the error is measured by.</param>
/// <param name="Taken">The share of all rows that counts as the largest errors.</param>
/// <param name="OfLargest">The share of the largest errors that these rows are.</param>
/// <param name="OfAll">The share of all rows that they are.</param>
/// <param name="Times">How many times as many they are among the largest errors as among the others; the interval is of 95 per cent for all clusters together.</param>
public sealed record ErrorCluster(string Name, string Error, double Taken, double OfLargest, double OfAll, Metric Times);
