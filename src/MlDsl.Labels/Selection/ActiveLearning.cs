using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>
/// Chooses which rows to label next. Rows come from a train set, so that none of a validation or test side is ever asked for; rows of a group are chosen together. Rows that are chosen by a model are
/// no sample of the data: measure on a side that was split at random and labelled whole.
/// </summary>
public static class ActiveLearning
{
    /// <summary>The rows that have a label, to fit on.</summary>
    /// <param name="rows">Rows with and without a label.</param>
    /// <param name="isLabeled">Whether a row has one; it says the same on every pass until the set is no longer used.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public static TrainSet<TRow> WithLabel<TRow>(this TrainSet<TRow> rows, Func<TRow, bool> isLabeled, CancellationToken cancellation = default) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(isLabeled);
        return SampledRows.Where(rows, (row, _) => isLabeled(row), cancellation);
    }

    /// <summary>Rows at random, for a first model.</summary>
    /// <param name="rows">Rows with and without a label.</param>
    /// <param name="isLabeled">Whether a row has one.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Another seed, other rows.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="LabelQualityException">Every row has a label, or fewer have none than are asked for.</exception>
    public static Selection<TRow> SelectAtRandom<TRow>(this TrainSet<TRow> rows, Func<TRow, bool> isLabeled, int count, ulong seed, CancellationToken cancellation = default) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(isLabeled);
        return new RowSelector<TRow, bool>(null, rows, isLabeled, new SelectionOptions { Strategy = SelectionStrategy.Random, Count = count, Seed = seed }, cancellation).Select();
    }

    /// <summary>Rows that are worth a label to a model. The same rows, model and options choose the same.</summary>
    /// <remarks>Holds the rows without a label; of k-center and BADGE also their features, and of k-center those of rows with one.</remarks>
    /// <param name="model">The model, fitted to the rows that have a label.</param>
    /// <param name="rows">Rows with and without a label.</param>
    /// <param name="isLabeled">Whether a row has one.</param>
    /// <param name="options">Strategy, number and seed; 100 rows by BADGE where null.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="LabelQualityException">Every row has a label, fewer have none than are asked for, or fewer are looked at.</exception>
    /// <exception cref="ArgumentException">A row cannot be predicted; the message names the column.</exception>
    public static Selection<TRow> Select<TModel, TRow, TInput>(
        this BinaryModel<TModel, TRow, TInput> model, TrainSet<TRow> rows, Func<TRow, bool> isLabeled, SelectionOptions? options = null, CancellationToken cancellation = default)
        where TModel : BinaryModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool>
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        return Select(ClassifierView.Of(model), rows, isLabeled, options, cancellation);
    }

    /// <inheritdoc cref="Select{TModel, TRow, TInput}"/>
    public static Selection<TRow> Select<TModel, TRow, TLabel, TInput>(
        this MulticlassModel<TModel, TRow, TLabel, TInput> model, TrainSet<TRow> rows, Func<TRow, bool> isLabeled, SelectionOptions? options = null, CancellationToken cancellation = default)
        where TModel : MulticlassModel<TModel, TRow, TLabel, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TLabel : notnull
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        return Select(ClassifierView.Of(model), rows, isLabeled, options, cancellation);
    }

    private static Selection<TRow> Select<TRow, TLabel>(
        ClassifierView<TRow, TLabel> model, TrainSet<TRow> rows, Func<TRow, bool> isLabeled, SelectionOptions? options, CancellationToken cancellation) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(isLabeled);
        return new RowSelector<TRow, TLabel>(model, rows, isLabeled, options ?? SelectionOptions.Default, cancellation).Select();
    }
}
