using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlDsl.Reality.Pipelines;

/// <summary>Trainers of two classes.</summary>
internal static class Classifiers
{
    public static IReadOnlyList<Pipeline> All { get; } =
    [
        Pipeline.Numbers("sdca-logistic", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1, LabelColumnName = "Positive" }))),
        Pipeline.Numbers("sdca-hinge", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedBinaryTrainer.Options { NumberOfThreads = 1, LabelColumnName = "Positive" }))),
        Pipeline.Numbers("lbfgs-logistic", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1, LabelColumnName = "Positive" }))),
        Pipeline.Numbers("averaged-perceptron", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.AveragedPerceptron("Positive"))),
        Pipeline.Numbers("calibrated-perceptron", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.AveragedPerceptron("Positive")).Append(ml.BinaryClassification.Calibrators.Platt("Positive"))),
        Pipeline.Numbers("linear-svm", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.LinearSvm("Positive"))),
        Pipeline.Numbers("sgd", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.SgdCalibrated(new SgdCalibratedTrainer.Options { NumberOfThreads = 1, LabelColumnName = "Positive" }))),
        Pipeline.Numbers("fast-tree-binary", static ml => Regressions.Trees(ml).Append(ml.BinaryClassification.Trainers.FastTree("Positive", numberOfTrees: 40))),
        Pipeline.Numbers("fast-forest-binary", static ml => Regressions.Trees(ml).Append(ml.BinaryClassification.Trainers.FastForest("Positive", numberOfTrees: 40))),
        Pipeline.Numbers("light-gbm-binary", static ml => Regressions.Trees(ml).Append(ml.BinaryClassification.Trainers.LightGbm("Positive", numberOfIterations: 40))),
        Pipeline.Numbers("gam-binary", static ml => Regressions.Trees(ml).Append(ml.BinaryClassification.Trainers.Gam("Positive", numberOfIterations: 100))),
        Pipeline.Numbers("prior", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.Prior("Positive"))),
        Pipeline.Numbers("factorization-machine", static ml => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine("Features", "Positive"))),
        Pipeline.Numbers("factors-of-six", static ml => Factors(ml, 6)),
        Pipeline.Numbers("factors-of-thirteen", static ml => Factors(ml, 13)),
    ];

    // Lists that ML.NET fills up to eight and to sixteen.
    private static EstimatorChain<FieldAwareFactorizationMachinePredictionTransformer> Factors(MLContext ml, int factors) => Regressions.Linear(ml).Append(ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine(
        new FieldAwareFactorizationMachineTrainer.Options { FeatureColumnName = "Features", LabelColumnName = "Positive", LatentDimension = factors, Radius = 1 }));
}
