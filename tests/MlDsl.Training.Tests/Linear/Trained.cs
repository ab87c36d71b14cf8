namespace MlDsl.Training.Tests;

/// <summary>Training as models train: by the options.</summary>
internal static class Trained
{
    public static TrainedPredictor By(TrainerOptions options, IDesign rows, int classes = 0, TrainingControl? control = null)
    {
        TargetKind target = classes switch { 0 => TargetKind.Value, 2 => TargetKind.TwoClasses, _ => TargetKind.Classes };
        return options.Train(new TrainingProblem { Rows = rows, Target = target, Classes = classes }, control ?? new());
    }
}
