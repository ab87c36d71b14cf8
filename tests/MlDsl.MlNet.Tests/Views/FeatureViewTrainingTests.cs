using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace MlDsl.MlNet.Tests;

/// <summary>Trainers of ML.NET on views of features, and on what ML.NET itself loads of the same numbers: what they learn is the same to the bit.</summary>
public sealed class FeatureViewTrainingTests
{
    [Fact]
    public void RegressionTreesWithWeightsAndMissingValues()
    {
        TrainSet<Ride> train = Dataset<Ride>.FromRows([.. Enumerable.Range(0, 3_000).Select(Ride.Of)]).SplitByGroup(0, 0.2, 1).Train;
        IDataView view = train.AsDataView(RideModel.Fit(train, new ZeroOptions()));
        var context = new MLContext(1);
        var options = new FastTreeRegressionTrainer.Options { NumberOfTrees = 20, NumberOfThreads = 1, ExampleWeightColumnName = "Weight" };
        float[] own = Scores(context.Regression.Trainers.FastTree(options).Fit(view), view);
        float[] loaded = Scores(context.Regression.Trainers.FastTree(options).Fit(Loaded(context, view)), view);
        Assert.Equal(loaded, own);
        Assert.True(own.Distinct().Count() > 100);
    }

    [Fact]
    public void Rankers()
    {
        TrainSet<Hit> train = Dataset<Hit>.FromRows([.. Enumerable.Range(0, 2_000).Select(Hit.Of)]).SplitByGroup(0, 0.2, 1).Train;
        IDataView view = train.AsDataView(HitModel.Fit(train, new ZeroOptions()));
        var context = new MLContext(1);
        var options = new FastTreeRankingTrainer.Options { NumberOfTrees = 20, NumberOfThreads = 1, RowGroupColumnName = "GroupId" };
        var own = context.Ranking.Trainers.FastTree(options).Fit(view);
        float[] loaded = Scores(context.Ranking.Trainers.FastTree(options).Fit(Loaded(context, view)), view);
        Assert.Equal(loaded, Scores(own, view));
        // The rows' grade follows from Match alone.
        Assert.True(context.Ranking.Evaluate(own.Transform(view)).NormalizedDiscountedCumulativeGains[0] > 0.99);
    }

    [Fact]
    public void LinearClassifiersOnSparseFeatures()
    {
        TrainSet<Answer> train = Dataset<Answer>.FromRows([.. Enumerable.Range(0, 1_000).Select(Answer.Of)]).SplitRandom(0, 0.2, 1).Train;
        IDataView view = train.AsDataView(AnswerModel.Fit(train, new ZeroOptions()));
        var context = new MLContext(1);
        var options = new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 10, Shuffle = false };
        float[] own = [.. context.BinaryClassification.Trainers.SdcaLogisticRegression(options).Fit(view).Model.SubModel.Weights];
        float[] loaded = [.. context.BinaryClassification.Trainers.SdcaLogisticRegression(options).Fit(Loaded(context, view)).Model.SubModel.Weights];
        Assert.Equal(own.Length, loaded.Length);
        // ML.NET sums over dense vectors in another order.
        for (int i = 0; i < own.Length; i++) Assert.Equal(loaded[i], own[i], 1e-4f);
        Assert.True(own.Count(static weight => weight != 0) > 3);
    }

    [Fact]
    public void LinearClassifiersOfSeveralClasses()
    {
        TrainSet<Trip> train = Dataset<Trip>.FromRows([.. Enumerable.Range(0, 1_000).Select(Trip.Of)]).SplitRandom(0, 0.2, 1).Train;
        IDataView view = train.AsDataView(TripModel.Fit(train, new ZeroOptions()));
        var context = new MLContext(1);
        var options = new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 10, Shuffle = false };
        IDataView scored = context.MulticlassClassification.Trainers.SdcaMaximumEntropy(options).Fit(view).Transform(view);
        IDataView loaded = context.MulticlassClassification.Trainers.SdcaMaximumEntropy(options).Fit(Loaded(context, view)).Transform(view);
        Assert.Equal(loaded.GetColumn<float[]>("Score"), scored.GetColumn<float[]>("Score"));
        Assert.True(context.MulticlassClassification.Evaluate(scored).MicroAccuracy > 0.6);
        // The names of the classes come through the model.
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["PredictedLabel"].GetKeyValues(ref names);
        Assert.Equal(3, names.Length);
    }

    private static float[] Scores(ITransformer model, IDataView view) => [.. model.Transform(view).GetColumn<float>("Score")];

    /// <summary>The same numbers as objects, by ML.NET's own way.</summary>
    private static IDataView Loaded(MLContext context, IDataView view)
    {
        LoadedFeatures[] rows = [.. FeatureCell.Read(view).Zip(view.GetColumn<float[]>("Features"), static (cell, features) => new LoadedFeatures
        {
            Label = cell.Label,
            Features = features,
            Weight = cell.Weight,
            GroupId = cell.Group == 0 ? 0 : cell.Group - 1,
        })];
        var schema = SchemaDefinition.Create(typeof(LoadedFeatures));
        schema["Features"].ColumnType = view.Schema["Features"].Type;
        IDataView loaded = context.Data.LoadFromEnumerable(rows, schema);
        return view.Schema["Label"].Type switch
        {
            BooleanDataViewType => context.Transforms.Conversion.ConvertType("Label", outputKind: DataKind.Boolean).Fit(loaded).Transform(loaded),
            // Keys are given in the order of their values: those of the view.
            KeyDataViewType => context.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(loaded).Transform(loaded),
            _ => loaded,
        };
    }

    private sealed class LoadedFeatures
    {
        public float Label { get; set; }
        public float[] Features { get; set; } = [];
        public float Weight { get; set; }
        [KeyType(ulong.MaxValue)] public ulong GroupId { get; set; }
    }
}
