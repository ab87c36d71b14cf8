using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Put rows into clusters of rows that are alike. No label is learned, and one that a row has is not looked at. What is alike is told by the features, so
/// their scales matter: <see cref="Scale.Standard"/> makes numbers count alike.
/// </summary>
[Task(
    "Clustering", Target = TargetKind.Cluster, Labels = LabelKinds.Unused, DefaultTrainer = typeof(KMeansAttribute),
    Implementation = typeof(ClusteringTask<>), Base = typeof(ClusteringModel<,,,>))]
public sealed class Clustering : ITask;
