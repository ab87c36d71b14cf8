using Microsoft.ML;
using MlDsl.Columns;
using MlDsl.MlNet;
using MlDsl.Training;

namespace MlDsl;

public static partial class DataViews
{
    /// <summary>The rows of a train set as a model learns from them: what trainers of ML.NET take, with features that the model makes.</summary>
    /// <remarks>
    /// <para>
    /// <c>Label</c> is a <c>Single</c> of a number or grade, a <c>Boolean</c> of two classes (true for the positive one), of several the key of the class with the
    /// classes' names; <c>Features</c> a vector of <c>Single</c> with the names of <see cref="FeaturePlan.FeatureNames"/>; <c>Weight</c> a <c>Single</c>, where a column
    /// has the role; <c>GroupId</c> a key, where one has that role. Features are written by the code that the model predicts with.
    /// </para>
    /// <para>
    /// Trainers of ML.NET leave out rows in which a feature is missing that is kept so (<see cref="Impute.Keep"/>), and rows of the weight 0. Labels that are not finite, and weights that
    /// are negative or not finite, are an <see cref="InvalidValueException"/> when they are read.
    /// </para>
    /// <para>Nothing is allocated for a row. Rankers of ML.NET want the rows of a group behind each other.</para>
    /// </remarks>
    /// <param name="rows">The rows.</param>
    /// <param name="model">The model whose features they become; its predictor has no part in it.</param>
    /// <exception cref="ArgumentException">The model has no features, or encodes a column by the mean target of the very rows.</exception>
    public static IDataView AsDataView<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
        this TrainSet<TRow> rows, Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Plan.Encodings.OfType<ICategoryEncoding>().FirstOrDefault(static e => e.Options.Encoding == CategoricalEncoding.Target) is { } target)
        {
            throw new ArgumentException(
                $"'{target.Column}' is encoded by the mean target of the rows that the model was fitted to, so that a trainer would find the labels in the features; choose another encoding", nameof(model));
        }
        return View(RowTable<TRow>.Of(rows.Selection), model);
    }

    /// <summary>The rows that models are compared on, with the same columns.</summary>
    /// <inheritdoc cref="AsDataView{TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask}(TrainSet{TRow}, Model{TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask})"/>
    /// <exception cref="ArgumentException">The model has no features.</exception>
    public static IDataView AsDataView<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
        this ValidationSet<TRow> rows, Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        return View(RowTable<TRow>.Of(rows.Selection), model);
    }

    private static RowView<TRow> View<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
        RowTable<TRow> rows, Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        LabelCodes<TLabel> codes = model.Codes;
        TargetKind target = TModel.Definition.Target;
        List<RowColumn<TRow>> columns =
        [
            FeatureColumns.LabelOf<TRow>(target, codes.Classes, codes.Names, cursor => Code(cursor, codes)),
            new WrittenFeatures<TRow, TInput>(model.Features, model.Plan),
        ];
        if (FeatureColumns.Has(TRow.Schema, ColumnRole.Weight)) columns.Add(FeatureColumns.WeightOf<TRow>(Weight));
        if (FeatureColumns.Has(TRow.Schema, ColumnRole.Group)) columns.Add(FeatureColumns.GroupOf<TRow>(static row => TRow.GroupOf(row)));
        return new RowView<TRow>(rows, columns);
    }

    /// <exception cref="InvalidValueException">The label is of none of the model's classes.</exception>
    private static float Code<TRow, TLabel>(RowCursor<TRow> cursor, LabelCodes<TLabel> codes) where TRow : ILabeledRow<TRow, TLabel>
    {
        TRow row = cursor.Current;
        float code = codes.Encode(TRow.LabelOf(row));
        // A negative flag is all that is not positive, a third value among it.
        bool isKnown = codes.Classes == 0 || (!float.IsNaN(code) && (code > 0 || TRow.Classes is null || codes.Names is not [var negative, _] || TRow.ClassOf(row) == negative));
        if (!isKnown) throw UnknownClass(row, cursor.Number, codes);
        return float.IsFinite(code) ? code : throw new InvalidValueException(Column<TRow>(ColumnRole.Label), FormattableString.Invariant(
            $"The label {code} of row {cursor.Number + 1} of the data must be a finite number, and trainers of ML.NET would leave the row out; correct the row, or leave it out"));
    }

    /// <exception cref="InvalidValueException">The weight is none.</exception>
    private static float Weight<TRow>(RowCursor<TRow> cursor) where TRow : IRow<TRow>
    {
        float weight = TRow.WeightOf(cursor.Current);
        return weight >= 0 && float.IsFinite(weight) ? weight : throw new InvalidValueException(Column<TRow>(ColumnRole.Weight), FormattableString.Invariant(
            $"The weight {weight} of row {cursor.Number + 1} of the data must be finite and not negative; correct the row, or leave it out"));
    }

    private static string Column<TRow>(ColumnRole role) where TRow : IRow<TRow> => TRow.Schema.Columns.First(c => c.Role == role).Name;

    private static InvalidValueException UnknownClass<TRow, TLabel>(TRow row, long number, LabelCodes<TLabel> codes) where TRow : ILabeledRow<TRow, TLabel>
    {
        string column = Column<TRow>(ColumnRole.Label);
        string label = TRow.Classes is null ? $"{TRow.LabelOf(row)}" : TRow.ClassOf(row);
        return new InvalidValueException(column, FormattableString.Invariant(
            $"The label '{Visible.Of(label)}' of row {number + 1} of the data is none of the model's classes, which are {string.Join(", ", codes.Names.Select(static name => $"'{Visible.Of(name)}'"))}; correct the row, leave it out, or fit the model to rows of it"));
    }
}
