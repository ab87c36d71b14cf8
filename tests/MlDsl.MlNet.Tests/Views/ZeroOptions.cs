using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>Learns nothing, and shows what it was to learn: features of any kind come to it.</summary>
public sealed record ZeroOptions : TrainerOptions
{
    /// <summary>The problem of the latest training.</summary>
    internal TrainingProblem? Problem { get; private set; }

    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes | TargetKind.Relevance;

    public override TrainerTraits Traits => TrainerTraits.Missing;

    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        Problem = problem;
        int outputs = problem.Target == TargetKind.Classes ? problem.Classes : 1;
        Link link = problem.Target switch { TargetKind.TwoClasses => Link.Logit, TargetKind.Classes => Link.Softmax, _ => Link.Identity };
        return new TrainedPredictor(new LinearPredictor(new float[problem.Rows.Width * outputs], new float[outputs]), link, new TrainingLog(1, true, 0));
    }

    protected override void Describe(OptionWriter options)
    {
    }
}
