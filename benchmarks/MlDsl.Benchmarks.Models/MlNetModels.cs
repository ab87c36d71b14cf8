using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace MlDsl.Benchmarks.Models;

/// <summary>Models that ML.NET trains and saves: one thread and a seed, the same predictions each time.</summary>
internal static class MlNetModels
{
    private static readonly InputOutputColumnPair[] Texts = [new(nameof(MlNetTrip.Vendor)), new(nameof(MlNetTrip.Payment))];
    private static readonly string[] Features = [nameof(MlNetTrip.Numbers), nameof(MlNetTrip.Vendor), nameof(MlNetTrip.Payment)];

    /// <summary>Writes them into a folder.</summary>
    public static void Write(string folder)
    {
        var context = new MLContext(seed: 1);
        IDataView trips = context.Data.LoadFromEnumerable(MlNetTrip.Make(20_000, seed: 1));
        var features = context.Transforms.Categorical.OneHotEncoding(Texts).Append(context.Transforms.Concatenate("Features", Features));
        Save("mlnet-trees100", trips, features.Append(context.Regression.Trainers.FastTree(Trees(100, 20))));
        Save("mlnet-trees500", trips, features.Append(context.Regression.Trainers.FastTree(Trees(500, 64))));
        Save("mlnet-linear", trips, features.Append(context.Regression.Trainers.Sdca(
            new SdcaRegressionTrainer.Options { LabelColumnName = nameof(MlNetTrip.Fare), NumberOfThreads = 1, MaximumNumberOfIterations = 10 })));
        IDataView reviews = context.Data.LoadFromEnumerable(MlNetReview.Make(5_000, seed: 1));
        Save("mlnet-text", reviews, context.Transforms.Text.FeaturizeText("Features", nameof(MlNetReview.Text)).Append(context.BinaryClassification.Trainers.SdcaLogisticRegression(
            new SdcaLogisticRegressionBinaryTrainer.Options { LabelColumnName = nameof(MlNetReview.IsGood), NumberOfThreads = 1, MaximumNumberOfIterations = 20 })));

        void Save(string name, IDataView rows, IEstimator<ITransformer> estimator) => context.Model.Save(estimator.Fit(rows), rows.Schema, Path.Combine(folder, name + ".zip"));
    }

    private static FastTreeRegressionTrainer.Options Trees(int trees, int leaves) =>
        new() { LabelColumnName = nameof(MlNetTrip.Fare), NumberOfTrees = trees, NumberOfLeaves = leaves, NumberOfThreads = 1 };
}
