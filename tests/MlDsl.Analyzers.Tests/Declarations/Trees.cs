#nullable disable
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;
using Microsoft.ML.Transforms.TimeSeries;

namespace Microsoft.ML;

public static class TreeExtensions
{
    public static FastTreeBinaryTrainer FastTree(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int numberOfLeaves = 20, int numberOfTrees = 100, int minimumExampleCountPerLeaf = 10, double learningRate = 0.2) => default;
    public static FastTreeBinaryTrainer FastTree(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, FastTreeBinaryTrainer.Options options) => default;
    public static GamBinaryTrainer Gam(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int numberOfIterations = 9500, int maximumBinCountPerFeature = 255, double learningRate = 0.002) => default;
    public static GamBinaryTrainer Gam(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, GamBinaryTrainer.Options options) => default;
    public static FastForestBinaryTrainer FastForest(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int numberOfLeaves = 20, int numberOfTrees = 100, int minimumExampleCountPerLeaf = 10) => default;
    public static FastForestBinaryTrainer FastForest(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, FastForestBinaryTrainer.Options options) => default;
    public static FastForestRegressionFeaturizationEstimator FeaturizeByFastForestRegression(this TransformsCatalog catalog, FastForestRegressionFeaturizationEstimator.Options options) => default;
    public static FastTreeRegressionFeaturizationEstimator FeaturizeByFastTreeRegression(this TransformsCatalog catalog, FastTreeRegressionFeaturizationEstimator.Options options) => default;
    public static FastForestBinaryFeaturizationEstimator FeaturizeByFastForestBinary(this TransformsCatalog catalog, FastForestBinaryFeaturizationEstimator.Options options) => default;
    public static FastTreeBinaryFeaturizationEstimator FeaturizeByFastTreeBinary(this TransformsCatalog catalog, FastTreeBinaryFeaturizationEstimator.Options options) => default;
    public static FastTreeRankingFeaturizationEstimator FeaturizeByFastTreeRanking(this TransformsCatalog catalog, FastTreeRankingFeaturizationEstimator.Options options) => default;
    public static FastTreeTweedieFeaturizationEstimator FeaturizeByFastTreeTweedie(this TransformsCatalog catalog, FastTreeTweedieFeaturizationEstimator.Options options) => default;
    public static FastTreeRegressionTrainer FastTree(this RegressionCatalog.RegressionTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int numberOfLeaves = 20, int numberOfTrees = 100, int minimumExampleCountPerLeaf = 10, double learningRate = 0.2) => default;
    public static FastTreeRegressionTrainer FastTree(this RegressionCatalog.RegressionTrainers catalog, FastTreeRegressionTrainer.Options options) => default;
    public static GamRegressionTrainer Gam(this RegressionCatalog.RegressionTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int numberOfIterations = 9500, int maximumBinCountPerFeature = 255, double learningRate = 0.002) => default;
    public static GamRegressionTrainer Gam(this RegressionCatalog.RegressionTrainers catalog, GamRegressionTrainer.Options options) => default;
    public static FastTreeTweedieTrainer FastTreeTweedie(this RegressionCatalog.RegressionTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int numberOfLeaves = 20, int numberOfTrees = 100, int minimumExampleCountPerLeaf = 10, double learningRate = 0.2) => default;
    public static FastTreeTweedieTrainer FastTreeTweedie(this RegressionCatalog.RegressionTrainers catalog, FastTreeTweedieTrainer.Options options) => default;
    public static FastForestRegressionTrainer FastForest(this RegressionCatalog.RegressionTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int numberOfLeaves = 20, int numberOfTrees = 100, int minimumExampleCountPerLeaf = 10) => default;
    public static FastForestRegressionTrainer FastForest(this RegressionCatalog.RegressionTrainers catalog, FastForestRegressionTrainer.Options options) => default;
    public static FastTreeRankingTrainer FastTree(this RankingCatalog.RankingTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string rowGroupColumnName = "GroupId", string exampleWeightColumnName = null, int numberOfLeaves = 20, int numberOfTrees = 100, int minimumExampleCountPerLeaf = 10, double learningRate = 0.2) => default;
    public static FastTreeRankingTrainer FastTree(this RankingCatalog.RankingTrainers catalog, FastTreeRankingTrainer.Options options) => default;
}

public static class LightGbmExtensions
{
    public static LightGbmBinaryTrainer LightGbm(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int? numberOfLeaves = null, int? minimumExampleCountPerLeaf = null, double? learningRate = null, int numberOfIterations = 100) => default;
    public static LightGbmBinaryTrainer LightGbm(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, LightGbmBinaryTrainer.Options options) => default;
    public static LightGbmBinaryTrainer LightGbm(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, Stream lightGbmModel, string featureColumnName = "Features") => default;
    public static LightGbmRegressionTrainer LightGbm(this RegressionCatalog.RegressionTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int? numberOfLeaves = null, int? minimumExampleCountPerLeaf = null, double? learningRate = null, int numberOfIterations = 100) => default;
    public static LightGbmRegressionTrainer LightGbm(this RegressionCatalog.RegressionTrainers catalog, LightGbmRegressionTrainer.Options options) => default;
    public static LightGbmRegressionTrainer LightGbm(this RegressionCatalog.RegressionTrainers catalog, Stream lightGbmModel, string featureColumnName = "Features") => default;
    public static LightGbmMulticlassTrainer LightGbm(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null, int? numberOfLeaves = null, int? minimumExampleCountPerLeaf = null, double? learningRate = null, int numberOfIterations = 100) => default;
    public static LightGbmMulticlassTrainer LightGbm(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, LightGbmMulticlassTrainer.Options options) => default;
    public static LightGbmMulticlassTrainer LightGbm(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, Stream lightGbmModel, string featureColumnName = "Features") => default;
    public static LightGbmRankingTrainer LightGbm(this RankingCatalog.RankingTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string rowGroupColumnName = "GroupId", string exampleWeightColumnName = null, int? numberOfLeaves = null, int? minimumExampleCountPerLeaf = null, double? learningRate = null, int numberOfIterations = 100) => default;
    public static LightGbmRankingTrainer LightGbm(this RankingCatalog.RankingTrainers catalog, LightGbmRankingTrainer.Options options) => default;
    public static LightGbmRankingTrainer LightGbm(this RankingCatalog.RankingTrainers catalog, Stream lightGbmModel, string featureColumnName = "Features") => default;
}
