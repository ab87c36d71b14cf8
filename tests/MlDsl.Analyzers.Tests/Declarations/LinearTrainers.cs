#nullable disable
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;
using Microsoft.ML.Transforms.TimeSeries;

namespace Microsoft.ML.Trainers;

public sealed class SgdCalibratedTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<SgdCalibratedTrainer.Model>, SgdCalibratedTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class SgdNonCalibratedTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<SgdNonCalibratedTrainer.Model>, SgdNonCalibratedTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class SdcaLogisticRegressionBinaryTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<SdcaLogisticRegressionBinaryTrainer.Model>, SdcaLogisticRegressionBinaryTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class SdcaNonCalibratedBinaryTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<SdcaNonCalibratedBinaryTrainer.Model>, SdcaNonCalibratedBinaryTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class AveragedPerceptronTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<AveragedPerceptronTrainer.Model>, AveragedPerceptronTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class LbfgsLogisticRegressionBinaryTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>, CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>
{
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; public int HistorySize; }
}

public sealed class LinearSvmTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<LinearSvmTrainer.Model>, LinearSvmTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class PriorTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<PriorTrainer.Model>, PriorTrainer.Model>
{
    public sealed class Model { }
}

public sealed class LdSvmTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<LdSvmTrainer.Model>, LdSvmTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class SdcaRegressionTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<SdcaRegressionTrainer.Model>, SdcaRegressionTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class OnlineGradientDescentTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<OnlineGradientDescentTrainer.Model>, OnlineGradientDescentTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class LbfgsPoissonRegressionTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<LbfgsPoissonRegressionTrainer.Model>, LbfgsPoissonRegressionTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class SdcaMaximumEntropyMulticlassTrainer : TrainerEstimatorBase<MulticlassPredictionTransformer<SdcaMaximumEntropyMulticlassTrainer.Model>, SdcaMaximumEntropyMulticlassTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class SdcaNonCalibratedMulticlassTrainer : TrainerEstimatorBase<MulticlassPredictionTransformer<SdcaNonCalibratedMulticlassTrainer.Model>, SdcaNonCalibratedMulticlassTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class LbfgsMaximumEntropyMulticlassTrainer : TrainerEstimatorBase<MulticlassPredictionTransformer<LbfgsMaximumEntropyMulticlassTrainer.Model>, LbfgsMaximumEntropyMulticlassTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class NaiveBayesMulticlassTrainer : TrainerEstimatorBase<MulticlassPredictionTransformer<NaiveBayesMulticlassTrainer.Model>, NaiveBayesMulticlassTrainer.Model>
{
    public sealed class Model { }
}

public sealed class OneVersusAllTrainer : TrainerEstimatorBase<MulticlassPredictionTransformer<OneVersusAllTrainer.Model>, OneVersusAllTrainer.Model>
{
    public sealed class Model { }
}

public sealed class PairwiseCouplingTrainer : TrainerEstimatorBase<MulticlassPredictionTransformer<PairwiseCouplingTrainer.Model>, PairwiseCouplingTrainer.Model>
{
    public sealed class Model { }
}

public sealed class FieldAwareFactorizationMachineTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<FieldAwareFactorizationMachineTrainer.Model>, FieldAwareFactorizationMachineTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class SymbolicSgdLogisticRegressionBinaryTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<SymbolicSgdLogisticRegressionBinaryTrainer.Model>, SymbolicSgdLogisticRegressionBinaryTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class OlsTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<OlsTrainer.Model>, OlsTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class KMeansTrainer : TrainerEstimatorBase<ClusteringPredictionTransformer<KMeansTrainer.Model>, KMeansTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : UnsupervisedTrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public sealed class RandomizedPcaTrainer : TrainerEstimatorBase<AnomalyPredictionTransformer<RandomizedPcaTrainer.Model>, RandomizedPcaTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : UnsupervisedTrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
}

public interface IClassificationLoss { }
public interface IRegressionLoss { }
public interface ISupportSdcaClassificationLoss : IClassificationLoss { }
public interface ISupportSdcaRegressionLoss : IRegressionLoss { }
