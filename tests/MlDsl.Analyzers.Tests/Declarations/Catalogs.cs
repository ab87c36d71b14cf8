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

public sealed class BinaryClassificationCatalog : TrainCatalogBase
{
    public BinaryClassificationCatalog.BinaryClassificationTrainers Trainers => default;
    public BinaryClassificationCatalog.CalibratorsCatalog Calibrators => default;
    public CalibratedBinaryClassificationMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string probabilityColumnName = "Probability", string predictedLabelColumnName = "PredictedLabel") => default;
    public BinaryClassificationMetrics EvaluateNonCalibrated(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel") => default;
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<BinaryClassificationMetrics>> CrossValidateNonCalibrated(IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string samplingKeyColumnName = null, int? seed = null) => default;
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string samplingKeyColumnName = null, int? seed = null) => default;
    public BinaryPredictionTransformer<TModel> ChangeModelThreshold<TModel>(BinaryPredictionTransformer<TModel> model, float threshold) where TModel : class => default;
    public sealed class BinaryClassificationTrainers { }
    public sealed class CalibratorsCatalog
    {
        public NaiveCalibratorEstimator Naive(string labelColumnName = "Label", string scoreColumnName = "Score") => default;
        public PlattCalibratorEstimator Platt(string labelColumnName = "Label", string scoreColumnName = "Score", string exampleWeightColumnName = null) => default;
        public FixedPlattCalibratorEstimator Platt(double slope, double offset, string scoreColumnName = "Score") => default;
        public IsotonicCalibratorEstimator Isotonic(string labelColumnName = "Label", string scoreColumnName = "Score", string exampleWeightColumnName = null) => default;
    }
}

public sealed class RegressionCatalog : TrainCatalogBase
{
    public RegressionCatalog.RegressionTrainers Trainers => default;
    public RegressionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score") => default;
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<RegressionMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string samplingKeyColumnName = null, int? seed = null) => default;
    public sealed class RegressionTrainers { }
}

public sealed class MulticlassClassificationCatalog : TrainCatalogBase
{
    public MulticlassClassificationCatalog.MulticlassClassificationTrainers Trainers => default;
    public MulticlassClassificationMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel", int topKPredictionCount = 0) => default;
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string samplingKeyColumnName = null, int? seed = null) => default;
    public sealed class MulticlassClassificationTrainers { }
}

public sealed class RankingCatalog : TrainCatalogBase
{
    public RankingCatalog.RankingTrainers Trainers => default;
    public RankingMetrics Evaluate(IDataView data, string labelColumnName = "Label", string rowGroupColumnName = "GroupId", string scoreColumnName = "Score") => default;
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<RankingMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string rowGroupColumnName = "GroupId", int? seed = null) => default;
    public sealed class RankingTrainers { }
}

public sealed class ClusteringCatalog : TrainCatalogBase
{
    public ClusteringCatalog.ClusteringTrainers Trainers => default;
    public ClusteringMetrics Evaluate(IDataView data, string labelColumnName = null, string scoreColumnName = "Score", string featureColumnName = null) => default;
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<ClusteringMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = null, string featuresColumnName = null, string samplingKeyColumnName = null, int? seed = null) => default;
    public sealed class ClusteringTrainers { }
}

public sealed class AnomalyDetectionCatalog : TrainCatalogBase
{
    public AnomalyDetectionCatalog.AnomalyDetectionTrainers Trainers => default;
    public AnomalyDetectionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel", int falsePositiveCount = 10) => default;
    public AnomalyPredictionTransformer<TModel> ChangeModelThreshold<TModel>(AnomalyPredictionTransformer<TModel> model, float threshold) where TModel : class => default;
    public sealed class AnomalyDetectionTrainers { }
}

public sealed class ForecastingCatalog : TrainCatalogBase
{
    public ForecastingCatalog.Forecasters Trainers => default;
    public sealed class Forecasters { }
}
