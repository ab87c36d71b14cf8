using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace MlDsl.Reality.Pipelines;

/// <summary>Trainers of numbers and of orders.</summary>
internal static class Regressions
{
    public static IReadOnlyList<Pipeline> All { get; } =
    [
        Pipeline.Numbers("sdca", static ml => Linear(ml).Append(ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 }))),
        Pipeline.Numbers("poisson", static ml => Linear(ml).Append(ml.Regression.Trainers.LbfgsPoissonRegression(new LbfgsPoissonRegressionTrainer.Options { NumberOfThreads = 1, LabelColumnName = "Count" }))),
        Pipeline.Numbers("gradient-descent", static ml => Linear(ml).Append(ml.Regression.Trainers.OnlineGradientDescent())),
        Pipeline.Numbers("fast-tree", static ml => Trees(ml).Append(ml.Regression.Trainers.FastTree(numberOfTrees: 40))),
        Pipeline.Numbers("fast-forest", static ml => Trees(ml).Append(ml.Regression.Trainers.FastForest(numberOfTrees: 40))),
        Pipeline.Numbers("tweedie", static ml => Trees(ml).Append(ml.Regression.Trainers.FastTreeTweedie(labelColumnName: "Count", numberOfTrees: 40))),
        Pipeline.Numbers("light-gbm", static ml => Trees(ml).Append(ml.Regression.Trainers.LightGbm(numberOfIterations: 40))),
        Pipeline.Numbers("gam", static ml => Trees(ml).Append(ml.Regression.Trainers.Gam(numberOfIterations: 100))),
        Pipeline.Numbers("light-gbm-ranking", static ml => Trees(ml).Append(ml.Ranking.Trainers.LightGbm("Relevance", rowGroupColumnName: "Query", numberOfIterations: 40))),
        Pipeline.Numbers("fast-tree-ranking", static ml => Trees(ml).Append(ml.Ranking.Trainers.FastTree("Relevance", rowGroupColumnName: "Query", numberOfTrees: 40))),
        Pipeline.Numbers("tree-features", static ml => Trees(ml).Append(ml.Transforms.FeaturizeByFastTreeRegression(new FastTreeRegressionFeaturizationEstimator.Options
        {
            InputColumnName = "Features",
            TreesColumnName = "Trees",
            LeavesColumnName = "Leaves",
            PathsColumnName = "Paths",
            TrainerOptions = new FastTreeRegressionTrainer.Options { NumberOfTrees = 5, NumberOfLeaves = 6, FeatureColumnName = "Features", LabelColumnName = "Label" },
        }))),
        Pipeline.Numbers("sdca-normalized", static ml => ml.Transforms.ReplaceMissingValues("Missing")
            .Append(ml.Transforms.Concatenate("Features", "A", "B", "Missing", "Vector"))
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 }))),
    ];

    /// <summary>Columns that linear trainers take.</summary>
    public static IEstimator<ITransformer> Linear(MLContext ml) => ml.Transforms.Concatenate("Features", "A", "B", "C", "Vector");

    /// <summary>The same, with what is missing and what is extreme.</summary>
    public static IEstimator<ITransformer> Trees(MLContext ml) => ml.Transforms.Concatenate("Features", "A", "B", "C", "Vector", "Missing", "Extreme");
}
