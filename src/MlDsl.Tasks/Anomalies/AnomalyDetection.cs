using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Tell how unlike the training rows a row is, and whether it is an anomaly. No label is learned: rows may be without one. Where they have a flag, or
/// two values of which one is declared positive, it says which rows are anomalies, models are evaluated by it, and a threshold can be chosen by costs.
/// </summary>
[Task(
    "AnomalyDetection", Target = TargetKind.Anomaly, Labels = LabelKinds.TwoClassesOrNone, DefaultTrainer = typeof(IsolationForestAttribute),
    Implementation = typeof(AnomalyTask<>), Base = typeof(AnomalyModel<,,,>))]
public sealed class AnomalyDetection : ITask;
