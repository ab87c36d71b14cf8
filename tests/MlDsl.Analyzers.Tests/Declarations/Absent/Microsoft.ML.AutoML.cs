#nullable disable
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

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
        public MulticlassClassificationExperiment CreateMulticlassClassificationExperiment(uint maxExperimentTimeInSeconds) => default;
        public AutoMLExperiment CreateExperiment(object settings = null) => default;
        public SweepableEstimator Regression(string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null) => default;
        public SweepableEstimator BinaryClassification(string labelColumnName = "Label", string featureColumnName = "Features", string exampleWeightColumnName = null) => default;
        public SweepablePipeline Featurizer(IDataView data, ColumnInformation columnInformation, string outputColumnName = "Features") => default;
        public SweepablePipeline Featurizer(IDataView data, string outputColumnName = "Features") => default;
    }

    public sealed class SweepableEstimator { }

    public sealed class SweepablePipeline
    {
        public SweepablePipeline Append(SweepableEstimator estimator) => default;
    }

    public static class SweepableExtension
    {
        public static SweepablePipeline Append(this IEstimator<ITransformer> estimator, SweepableEstimator estimator1) => default;
    }

    public sealed class ColumnInformation
    {
        public string LabelColumnName { get; set; }
        public string SamplingKeyColumnName { get; set; }
    }

    public abstract class ExperimentBase<TMetrics, TSettings>
    {
        public ExperimentResult<TMetrics> Execute(IDataView trainData, string labelColumnName = "Label", string samplingKeyColumn = null, IEstimator<ITransformer> preFeaturizer = null, IProgress<RunDetail<TMetrics>> progressHandler = null) => default;
        public ExperimentResult<TMetrics> Execute(IDataView trainData, ColumnInformation columnInformation, IEstimator<ITransformer> preFeaturizer = null, IProgress<RunDetail<TMetrics>> progressHandler = null) => default;
        public ExperimentResult<TMetrics> Execute(IDataView trainData, IDataView validationData, string labelColumnName = "Label", IEstimator<ITransformer> preFeaturizer = null, IProgress<RunDetail<TMetrics>> progressHandler = null) => default;
        public ExperimentResult<TMetrics> Execute(IDataView trainData, IDataView validationData, ColumnInformation columnInformation, IEstimator<ITransformer> preFeaturizer = null, IProgress<RunDetail<TMetrics>> progressHandler = null) => default;
    }

    public sealed class RegressionExperiment : ExperimentBase<RegressionMetrics, object> { }
    public sealed class BinaryClassificationExperiment : ExperimentBase<BinaryClassificationMetrics, object> { }
    public sealed class MulticlassClassificationExperiment : ExperimentBase<MulticlassClassificationMetrics, object> { }

    public class ExperimentResult<TMetrics>
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

    public enum RegressionMetric { MeanAbsoluteError, MeanSquaredError, RootMeanSquaredError, RSquared }
    public enum BinaryClassificationMetric { Accuracy, AreaUnderRocCurve, F1Score }
    public enum MulticlassClassificationMetric { MicroAccuracy, MacroAccuracy, LogLoss }

    public class AutoMLExperiment
    {
        public AutoMLExperiment SetTrainingTimeInSeconds(uint trainingTimeInSeconds) => default;
        public TrialResult Run() => default;
        public Task<TrialResult> RunAsync(CancellationToken ct = default) => default;
    }

    public class TrialResult
    {
        public ITransformer Model { get; set; }
        public double Metric { get; set; }
    }

    public static class AutoMLExperimentExtension
    {
        public static AutoMLExperiment SetDataset(this AutoMLExperiment experiment, IDataView train, IDataView validation, bool subSamplingTrainDataset = false) => default;
        public static AutoMLExperiment SetDataset(this AutoMLExperiment experiment, DataOperationsCatalog.TrainTestData trainValidationSplit) => default;
        public static AutoMLExperiment SetDataset(this AutoMLExperiment experiment, IDataView dataset, int fold = 10, string samplingKeyColumnName = null) => default;
        public static AutoMLExperiment SetPipeline(this AutoMLExperiment experiment, SweepablePipeline pipeline) => default;
        public static AutoMLExperiment SetRegressionMetric(this AutoMLExperiment experiment, RegressionMetric metric, string labelColumn = "Label", string scoreColumn = "Score") => default;
        public static AutoMLExperiment SetBinaryClassificationMetric(this AutoMLExperiment experiment, BinaryClassificationMetric metric, string labelColumn = "label", string predictedColumn = "PredictedLabel") => default;
        public static AutoMLExperiment SetMulticlassClassificationMetric(this AutoMLExperiment experiment, MulticlassClassificationMetric metric, string labelColumn = "label", string predictedColumn = "PredictedLabel") => default;
    }
}
