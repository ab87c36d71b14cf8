#nullable disable
using System;
using System.Collections.Generic;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML
{
    public static class RecommenderCatalog
    {
        public static RecommendationCatalog Recommendation(this MLContext ctx) => default;
    }

    public sealed class RecommendationCatalog : TrainCatalogBase
    {
        public RecommendationTrainers Trainers => default;
        public RegressionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score") => default;
        public sealed class RecommendationTrainers
        {
            public MatrixFactorizationTrainer MatrixFactorization(MatrixFactorizationTrainer.Options options) => default;
            public MatrixFactorizationTrainer MatrixFactorization(string labelColumnName, string matrixColumnIndexColumnName, string matrixRowIndexColumnName, int approximationRank = 8, double learningRate = 0.1, int numberOfIterations = 20) => default;
        }
    }

    public sealed class OpaqueEstimator : IEstimator<OpaqueTransformer>
    {
        public OpaqueTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }

    public sealed class OpaqueTransformer : TransformerBase { }

    public static class ImageEstimatorsCatalog
    {
        public static OpaqueEstimator LoadImages(this TransformsCatalog catalog, string outputColumnName, string imageFolder, string inputColumnName = null) => default;
        public static OpaqueEstimator LoadRawImageBytes(this TransformsCatalog catalog, string outputColumnName, string imageFolder, string inputColumnName = null) => default;
        public static OpaqueEstimator ResizeImages(this TransformsCatalog catalog, string outputColumnName, int imageWidth, int imageHeight, string inputColumnName = null) => default;
        public static OpaqueEstimator ExtractPixels(this TransformsCatalog catalog, string outputColumnName, string inputColumnName = null) => default;
        public static OpaqueEstimator ConvertToGrayscale(this TransformsCatalog catalog, string outputColumnName, string inputColumnName = null) => default;
    }

    public static class OnnxCatalog
    {
        public static OpaqueEstimator ApplyOnnxModel(this TransformsCatalog catalog, string modelFile, int? gpuDeviceId = null, bool fallbackToCpu = false) => default;
        public static OpaqueEstimator ApplyOnnxModel(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, string modelFile, int? gpuDeviceId = null, bool fallbackToCpu = false) => default;
        public static OpaqueEstimator ApplyOnnxModel(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, string modelFile, IDictionary<string, int[]> shapeDictionary, int? gpuDeviceId = null, bool fallbackToCpu = false) => default;
        public static OpaqueEstimator ApplyOnnxModel(this TransformsCatalog catalog, string[] outputColumnNames, string[] inputColumnNames, string modelFile, int? gpuDeviceId = null, bool fallbackToCpu = false) => default;
    }

    public static class VisionCatalog
    {
        public static OpaqueEstimator ImageClassification(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel", IDataView validationSet = null) => default;
        public static OpaqueEstimator ImageClassification(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, Vision.ImageClassificationTrainer.Options options) => default;
    }

}

namespace Microsoft.ML.Vision
{
    public sealed class ImageClassificationTrainer
    {
        public sealed class Options : TrainerInputBaseWithLabel
        {
            public IDataView ValidationSet;
            public EarlyStopping EarlyStoppingCriteria;
            public int Epoch;
        }
        public sealed class EarlyStopping { }
    }
}

namespace Microsoft.ML.AutoML
{
    public static class MLContextExtension
    {
        public static AutoCatalog Auto(this MLContext mlContext) => default;
    }

    public sealed class AutoCatalog
    {
        public RegressionExperiment CreateRegressionExperiment(uint maxExperimentTimeInSeconds) => default;
        public BinaryClassificationExperiment CreateBinaryClassificationExperiment(uint maxExperimentTimeInSeconds) => default;
    }

    public abstract class ExperimentBase<TMetrics>
    {
        public ExperimentResult<TMetrics> Execute(IDataView trainData, string labelColumnName = "Label", string samplingKeyColumn = null, IEstimator<ITransformer> preFeaturizer = null) => default;
        public ExperimentResult<TMetrics> Execute(IDataView trainData, IDataView validationData, string labelColumnName = "Label", IEstimator<ITransformer> preFeaturizer = null) => default;
    }

    public sealed class RegressionExperiment : ExperimentBase<RegressionMetrics> { }
    public sealed class BinaryClassificationExperiment : ExperimentBase<BinaryClassificationMetrics> { }

    public sealed class ExperimentResult<TMetrics>
    {
        public RunDetail<TMetrics> BestRun => default;
        public IEnumerable<RunDetail<TMetrics>> RunDetails => default;
    }

    public sealed class RunDetail<TMetrics>
    {
        public TMetrics ValidationMetrics => default;
        public ITransformer Model => default;
        public string TrainerName => default;
    }
}

namespace Microsoft.ML.Transforms.TimeSeries
{
    public sealed class TimeSeriesPredictionEngine<TSrc, TDst> : IDisposable where TSrc : class where TDst : class, new()
    {
        public TDst Predict(TSrc example) => default;
        public TDst Predict(int? horizon = null, float? confidenceLevel = null) => default;
        public void CheckPoint(Microsoft.ML.Runtime.IHostEnvironment env, string modelPath) { }
        public void Dispose() { }
    }

    public static class PredictionFunctionExtensions
    {
        public static TimeSeriesPredictionEngine<TSrc, TDst> CreateTimeSeriesEngine<TSrc, TDst>(this ITransformer transformer, Microsoft.ML.Runtime.IHostEnvironment env, bool ignoreMissingColumns = false) where TSrc : class where TDst : class, new() => default;
    }
}
