namespace MlDsl.Training.Tests;

/// <summary>Training as models train: by the options.</summary>
internal static class Trained
{
    /// <summary>In place of the number of classes, for grades.</summary>
    public const int Ranked = -1;

    public static TrainedPredictor By(TrainerOptions options, IDesign rows, int classes = 0, TrainingControl? control = null)
    {
        TargetKind target = classes switch { Ranked => TargetKind.Relevance, 0 => TargetKind.Value, 2 => TargetKind.TwoClasses, _ => TargetKind.Classes };
        return options.Train(new TrainingProblem { Rows = rows, Target = target, Classes = Math.Max(0, classes) }, control ?? new());
    }
}
