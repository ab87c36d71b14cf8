using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet.Tests;

/// <summary>ML.NET called directly, with rows by its own way from objects: the oracle of trainings and scores.</summary>
internal static class Direct
{
    /// <summary>Trains on rows, which ML.NET keeps, as it is told to for trainers that read them again and again.</summary>
    public static ITransformer Fit<T>(MLContext context, IEstimator<T> trainer, MadeRows rows) where T : class, ITransformer =>
        trainer.Fit(context.Data.Cache(View(context, rows.Features, rows.Labels, rows.Weights)));

    /// <summary>The column <c>Score</c> of rows, one after another.</summary>
    public static float[] Scores(MLContext context, ITransformer model, float[][] rows, bool isDense = false) =>
        [.. model.Transform(View(context, rows, new float[rows.Length], [.. rows.Select(static _ => 1f)], isDense)).GetColumn<float>("Score")];

    /// <summary>The column <c>Probability</c> of rows.</summary>
    public static float[] Probabilities(MLContext context, ITransformer model, float[][] rows) =>
        [.. model.Transform(View(context, rows, new float[rows.Length], [.. rows.Select(static _ => 1f)])).GetColumn<float>("Probability")];

    /// <summary>The scores of several classes, row after row.</summary>
    public static float[] ClassScores(MLContext context, ITransformer model, float[][] rows) =>
        [.. model.Transform(View(context, rows, new float[rows.Length], [.. rows.Select(static _ => 1f)])).GetColumn<float[]>("Score").SelectMany(static scores => scores)];

    /// <summary>Rows as ML.NET makes a view of objects: a label of every kind, features, and weights. Its keys of objects count from 0.</summary>
    public static IDataView View(MLContext context, float[][] features, float[] labels, float[] weights, bool isDense = false)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, MadeRows.Width);
        schema[nameof(Row.Class)].ColumnType = new KeyDataViewType(typeof(uint), 1 + (int)labels.DefaultIfEmpty().Max());
        return context.Data.LoadFromEnumerable(
            features.Select((row, i) => new Row { Features = isDense ? new VBuffer<float>(row.Length, row) : Sparse(row), Label = labels[i], Flag = labels[i] > 0, Class = (uint)Math.Max(0, labels[i]), Weight = weights[i] }), schema);
    }

    // What is 0 is left out, as features leave it out: ML.NET sums other vectors in another order.
    private static VBuffer<float> Sparse(float[] row)
    {
        int[] places = [.. Enumerable.Range(0, row.Length).Where(k => row[k] != 0)];
        return new VBuffer<float>(row.Length, places.Length, [.. places.Select(k => row[k])], places);
    }

    internal sealed class Row
    {
        public VBuffer<float> Features { get; set; }
        public float Label { get; set; }
        public bool Flag { get; set; }
        public uint Class { get; set; }
        public float Weight { get; set; }
    }
}
