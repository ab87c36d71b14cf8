using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace MlDsl.Reality.Pipelines;

/// <summary>Trainers of three classes; the label is a text, and so is the prediction.</summary>
internal static class Multiclass
{
    public static IReadOnlyList<Pipeline> All { get; } =
    [
        Linear("sdca-max-entropy", static ml => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 })),
        Linear("sdca-multiclass", static ml => ml.MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options { NumberOfThreads = 1 })),
        Linear("lbfgs-max-entropy", static ml => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 })),
        Linear("naive-bayes", static ml => ml.MulticlassClassification.Trainers.NaiveBayes()),
        Linear("ova-perceptron", static ml => ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron())),
        Linear("pairwise-perceptron", static ml => ml.MulticlassClassification.Trainers.PairwiseCoupling(ml.BinaryClassification.Trainers.AveragedPerceptron())),
        Linear("pairwise-svm", static ml => ml.MulticlassClassification.Trainers.PairwiseCoupling(ml.BinaryClassification.Trainers.LinearSvm())),
        Trees("ova-fast-tree", static ml => ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 10))),
        Trees("light-gbm-multiclass", static ml => ml.MulticlassClassification.Trainers.LightGbm(numberOfIterations: 20)),
    ];

    private static Pipeline Linear(string name, Func<MLContext, IEstimator<ITransformer>> trainer) => Of(name, Regressions.Linear, trainer);

    private static Pipeline Trees(string name, Func<MLContext, IEstimator<ITransformer>> trainer) => Of(name, Regressions.Trees, trainer);

    private static Pipeline Of(string name, Func<MLContext, IEstimator<ITransformer>> features, Func<MLContext, IEstimator<ITransformer>> trainer) => Pipeline.Numbers(
        name,
        ml => features(ml).Append(ml.Transforms.Conversion.MapValueToKey("Label", "Class")).Append(trainer(ml)).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")));
}
