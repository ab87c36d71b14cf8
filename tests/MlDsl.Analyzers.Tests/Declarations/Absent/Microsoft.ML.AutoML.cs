#nullable disable
using System;
using System.Collections.Generic;
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
