using Microsoft.ML;
using MlDsl.MlNet;
using MlDsl.Training;

namespace MlDsl;

/// <summary>Fitted models as parts of pipelines of ML.NET.</summary>
public static class ModelTransformers
{
    /// <summary>The model as a transformer, for code that stays on ML.NET: views, prediction engines, evaluators and chains take it. Its predictions are the model's own of what the columns tell, to the bit.</summary>
    /// <remarks>
    /// <para>
    /// It looks for the columns of the model's <c>Input</c> under the names of the properties or, where one of these is not there, all under those of the file's header, and takes what <see cref="DataViews"/> makes of them: numbers of any
    /// type of ML.NET that hold a value of the property's, NaN for missing ones; texts, of which an empty one is missing where the property may be null; an enum as a text or as a key with
    /// names; times, of which the type's default is missing where the property may be null, of durations <see cref="TimeSpan.MinValue"/>; vectors of the declared length, all NaN where the property is null. What a column
    /// cannot tell is not guessed: whole numbers from 2⁵³ on in a <c>Double</c>, and from 2²⁴ on in a <c>Single</c>, are refused; a <see cref="decimal"/> comes through a <c>Double</c> with 15 digits.
    /// </para>
    /// <para>
    /// It adds <c>Score</c>, a <c>Single</c>: the predicted number, the score of a ranking, or of two classes the log-odds, beside which are <c>Probability</c> and the <c>Boolean</c> <c>PredictedLabel</c>,
    /// true for the positive class. Of several classes <c>Score</c> is the vector of their probabilities, with their names, and <c>PredictedLabel</c> a key of these. A model with intervals adds
    /// their ends, <c>Low</c> and <c>High</c>. What there was stays; labels that evaluators ask for are those of
    /// <see cref="DataViews.AsDataView{TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask}(ValidationSet{TRow}, Model{TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask})"/>.
    /// </para>
    /// <para>
    /// A row's scores are made once for all columns, and each cursor has what it needs for itself. ML.NET's files cannot hold it: save the model by its own <c>Save</c>.
    /// </para>
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <returns>
    /// The transformer. Of a view without a column that it needs, or with one of another type, it makes no schema, with an <see cref="ArgumentException"/> that names it; what of a row is
    /// no value of a property is an <see cref="InvalidValueException"/> when it is read, and a <see cref="NotSupportedException"/> says then where the row's code is of a version that reads no columns.
    /// </returns>
    public static ITransformer ToMlNet<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
        this Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelTransformer(TRow.Schema, new ScoreColumns(model.Outcome, model.Predictor.Outputs), (row, scores) =>
        {
            ViewRow fields = row;
            TInput input = TRow.ReadInput(ref fields);
            model.ScoresOf(in input, scores);
        });
    }
}
