using MlDsl.Training;

namespace MlDsl;

/// <summary>Predict one of several classes.</summary>
[Task(
    "MulticlassClassification", Target = TargetKind.Classes, Labels = LabelKinds.Class, DefaultTrainer = typeof(LogisticRegressionAttribute),
    Implementation = typeof(MulticlassTask<>), Base = typeof(MulticlassModel<,,,>))]
public sealed class MulticlassClassification : ITask;
