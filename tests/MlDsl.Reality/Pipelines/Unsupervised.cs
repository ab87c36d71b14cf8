using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace MlDsl.Reality.Pipelines;

/// <summary>What learns without a label.</summary>
internal static class Unsupervised
{
    public static IReadOnlyList<Pipeline> All { get; } =
    [
        Pipeline.Numbers("k-means", static ml => Regressions.Linear(ml).Append(ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfClusters = 4, NumberOfThreads = 1 }))),
        Pipeline.Numbers("pca-anomaly", static ml => Regressions.Linear(ml).Append(ml.AnomalyDetection.Trainers.RandomizedPca(rank: 3))),
        Pipeline.Numbers("principal-components", static ml => Regressions.Linear(ml).Append(ml.Transforms.ProjectToPrincipalComponents("Components", "Features", rank: 3, seed: 1))),
        Pipeline.Numbers("kernel-map", static ml => ml.Transforms.ApproximatedKernelMap("Map", "Vector", rank: 8, seed: 1)),
    ];
}
